/** From alerts to incidents: which one they belong to, what a new one says, what a resolved alert adds. */
import * as l10n from '@vscode/l10n';
import { alertTitle, sameStart, type Alert } from '../exchange/alertmanager.ts';
import type { External, Incident, Link } from '../incident/schema.ts';
import { approximately, compareTimes, parseTime } from '../time/recordedTime.ts';
import type { OperationContext } from './context.ts';
import { compact } from './context.ts';
import type { Declaration } from './declare.ts';
import { refuse, type Operation } from './edit.ts';
import { addEntry } from './entries.ts';

export const ALERTMANAGER = 'alertmanager';
/** System under which the key of a group of alerts is kept, so that a later alert of the group finds the incident. */
export const ALERTMANAGER_GROUP = 'alertmanager-group';

/** The little that matching needs of an incident. */
export interface Matchable {
  readonly id: string;
  readonly fingerprints: readonly { readonly system: string; readonly id: string; readonly startsAt: string | null }[];
}

export interface AlertMatch<T extends Matchable> {
  /** The incident that these alerts belong to; null when there is none. */
  readonly same: T | null;
  /** Older incidents of the same alert: each may be related as a recurrence. Newest first. */
  readonly recurrences: readonly T[];
}

/**
 * An alert belongs to an incident that is still open by fingerprint or group key, or to any by fingerprint and start to
 * the second. A closed incident with the same fingerprint and another start is an older occurrence.
 */
export function matchAlerts<T extends Matchable>(alerts: readonly Alert[], incidents: readonly T[], isOpen: (incident: T) => boolean): AlertMatch<T> {
  const exact = incidents.find((one) => one.fingerprints.some((known) => alerts.some((alert) => isThisFiring(known, alert))));
  const open = incidents.find((one) => isOpen(one) && one.fingerprints.some((known) => alerts.some((alert) => isThisAlert(known, alert) || isThisGroup(known, alert))));
  const same = exact ?? open ?? null;
  const recurrences = incidents
    .filter((one) => one !== same && one.fingerprints.some((known) => alerts.some((alert) => isThisAlert(known, alert))))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return { same, recurrences };
}

/** What a new incident says of firing alerts: `startsAt` is when it was detected, and about when it started. */
export function declarationFrom(alerts: readonly Alert[]): Declaration {
  const earliest = alerts.toSorted((a, b) => compareTimes(a.startsAt, b.startsAt))[0];
  const described = alerts.map(describe).join('\n');
  return {
    title: alertTitle(alerts),
    services: [...new Set(alerts.flatMap((alert) => alert.services))],
    ...(earliest ? { started: approximately(earliest.startsAt).text, detected: compact({ at: earliest.startsAt.text, text: described, source: earliest.url ?? undefined, by: ALERTMANAGER }) } : {}),
    links: runbookLinks(alerts),
    external: externals(alerts),
  };
}

/** Adds alerts to an incident that exists: what it did not know, and a note of their coming, once. */
export function addAlerts(context: OperationContext, alerts: readonly Alert[]): Operation {
  return (draft) => {
    const known = (draft.external ?? []).map((one) => ({ system: one.system, id: one.id, startsAt: one.starts_at ?? null }));
    // One without fingerprint is known by what it says.
    const isNoted = (alert: Alert): boolean => alert.fingerprint === null && draft.timeline.some((one) => one.at === alert.startsAt.text && one.text === describe(alert));
    const fresh = alerts.filter((alert) => !isNoted(alert) && !known.some((one) => isThisFiring(one, alert)));
    if (fresh.length === 0) return refuse('invalid', l10n.t('The incident knows this alert already.'));
    addExternals(draft, externals(fresh));
    for (const alert of fresh) {
      for (const name of alert.services) if (!draft.services?.some((one) => one.name === name)) (draft.services ??= []).push({ name });
      addEntry(context, { type: 'evidence', at: alert.startsAt.text, by: ALERTMANAGER, text: describe(alert), ...(alert.url ? { source: alert.url } : {}) })(draft);
    }
    return { done: true, label: l10n.t('add alert {0}', fresh.map((alert) => alert.name).join(', ')) };
  };
}

/** Notes that alerts have resolved. They never resolve the incident: that is for people to say. */
export function noteResolved(context: OperationContext, alerts: readonly Alert[]): Operation {
  return (draft) => {
    const notes = alerts.map((alert) => ({ type: 'note', at: (alert.endsAt ?? alert.startsAt).text, by: ALERTMANAGER, text: l10n.t('Alert resolved: {0}', titleOf(alert)) }));
    const fresh = notes.filter((note) => !draft.timeline.some((one) => one.type === note.type && one.at === note.at && one.text === note.text));
    if (fresh.length === 0) return refuse('invalid', l10n.t('The incident knows that this alert has resolved.'));
    for (const note of fresh) addEntry(context, note)(draft);
    return { done: true, label: l10n.t('note resolved alert') };
  };
}

function describe(alert: Alert): string {
  return alert.description === '' ? titleOf(alert) : `${titleOf(alert).replace(/[.:]$/, '')} — ${alert.description}`;
}

function titleOf(alert: Alert): string {
  return alert.summary === '' || alert.summary === alert.name ? alert.name : `${alert.name}: ${alert.summary}`;
}

function externals(alerts: readonly Alert[]): External[] {
  const groups = [...new Set(alerts.flatMap((alert) => alert.groupKey ?? []))];
  return [
    ...alerts.flatMap((alert) => (alert.fingerprint === null ? [] : [compact({ system: ALERTMANAGER, id: alert.fingerprint, url: alert.url ?? undefined, starts_at: alert.startsAt.text })])),
    ...groups.map((id) => ({ system: ALERTMANAGER_GROUP, id })),
  ];
}

function addExternals(draft: Incident, fresh: readonly External[]): void {
  const all = (draft.external ??= []);
  for (const one of fresh) {
    if (!all.some((other) => other.system === one.system && other.id === one.id && (other.starts_at ?? '') === (one.starts_at ?? ''))) all.push(one);
  }
}

function runbookLinks(alerts: readonly Alert[]): Link[] {
  return [...new Set(alerts.flatMap((alert) => alert.runbookUrl ?? []))].map((url) => ({ kind: 'runbook', url }));
}

type Known = Matchable['fingerprints'][number];

function isThisAlert(known: Known, alert: Alert): boolean {
  return known.system === ALERTMANAGER && alert.fingerprint !== null && known.id === alert.fingerprint;
}

function isThisFiring(known: Known, alert: Alert): boolean {
  if (!isThisAlert(known, alert) || known.startsAt === null) return false;
  const start = parseTime(known.startsAt);
  return start.ok && sameStart(start.time, alert.startsAt);
}

function isThisGroup(known: Known, alert: Alert): boolean {
  return known.system === ALERTMANAGER_GROUP && alert.groupKey !== null && known.id === alert.groupKey;
}
