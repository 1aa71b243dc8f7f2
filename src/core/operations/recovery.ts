/** Resolution and recovery: the condition of services, and the status with its gates. */
import * as l10n from '@vscode/l10n';
import { currentMitigation, latest } from '../incident/metrics.ts';
import { serviceStates } from '../incident/state.ts';
import { CONDITIONS, type Condition, type Entry, type Incident } from '../incident/schema.ts';
import { missingFor, type Given, type Need } from '../process/gates.ts';
import type { Process } from '../process/process.ts';
import { closedStatus, monitoringStatus, phaseOf, resolvedStatus, reviewPolicy } from '../process/rules.ts';
import { PHASES } from '../process/schema.ts';
import { certainlyBefore } from '../time/recordedTime.ts';
import { addWorkingDays } from '../time/workingDays.ts';
import { dayInZone } from '../time/zone.ts';
import { addChange } from './classification.ts';
import { checkTimes, timeOf, type OperationContext } from './context.ts';
import { refuse, type Operation } from './edit.ts';

export interface ConditionChange {
  readonly service: string;
  readonly condition: Condition;
  /** For `normal`: how it was verified. Without it the service counts as not verified. */
  readonly how?: string;
  readonly by?: string;
  readonly at?: string;
}

/**
 * States the condition of a service; a service that the incident did not list is added to it. One from before the latest
 * that is recorded is history only: the service stays as it is now.
 */
export function setCondition(context: OperationContext, change: ConditionChange): Operation {
  return (draft) => {
    const name = change.service.trim();
    if (name === '') return refuse('invalid', l10n.t('Which service?'));
    if (!CONDITIONS.includes(change.condition)) return refuse('invalid', l10n.t('A service is {0}.', CONDITIONS.join(', ')));
    const wrong = checkTimes(change.at);
    if (wrong) return wrong;
    const how = change.condition === 'normal' ? change.how?.trim() || undefined : undefined;
    if (isHistory(draft, name, change.at)) {
      if (!draft.services?.some((one) => one.name === name)) (draft.services ??= []).push({ name });
      const id = addChange(context, draft, { type: 'condition', service: name, to: change.condition, how, by: change.by }, change.at);
      return { done: true, label: l10n.t('{0} was {1}', name, change.condition), item: id };
    }
    const standing = serviceStates(draft).find((one) => one.name === name);
    if (standing?.condition === change.condition && (change.condition !== 'normal' || standing.verified || !how)) {
      return refuse('invalid', l10n.t('{0} is {1} already.', name, change.condition));
    }
    const services = (draft.services ??= []);
    const listed = services.find((one) => one.name === name);
    const from = listed?.condition ?? standing?.condition ?? undefined;
    if (listed) listed.condition = change.condition;
    else services.push({ name, condition: change.condition });
    const id = addChange(
      context,
      draft,
      { type: 'condition', service: name, from: from === change.condition ? undefined : from, to: change.condition, how, by: change.by },
      change.at,
    );
    return { done: true, label: how ? l10n.t('{0} verified normal', name) : `${name} ${change.condition}`, item: id };
  };
}

/** Is the latest condition of the service on record later than this time? */
function isHistory({ timeline }: Incident, service: string, at: string | undefined): boolean {
  const last = latest(timeline.filter((entry) => entry.type === 'condition' && entry.service === service));
  const time = timeOf(at ?? '');
  return last !== null && time !== null && certainlyBefore(time, last.time);
}

/** Adds a service to those affected, without a word on its condition. */
export function addService(service: string): Operation {
  return (draft) => {
    const name = service.trim();
    if (name === '') return refuse('invalid', l10n.t('Which service?'));
    if (draft.services?.some((one) => one.name === name)) return refuse('invalid', l10n.t('{0} is listed already.', name));
    (draft.services ??= []).push({ name });
    return { done: true, label: l10n.t('add service {0}', name) };
  };
}

export interface StatusChange {
  readonly to: string;
  readonly at?: string;
  readonly reason?: string;
  /** Why the gate is passed although something is missing. */
  readonly override?: string;
  /** For `duplicate`: id of the incident that goes on. */
  readonly of?: string;
  /** Milestones to stamp along with the change, such as `mitigated` when monitoring begins: type → time. */
  readonly stamps?: Readonly<Partial<Record<'acknowledged' | 'mitigated' | 'detected' | 'started', string>>>;
}

/** Moves the incident to another status, through the gate that the process puts before it. */
export function changeStatus(context: OperationContext, change: StatusChange): Operation {
  return (draft) => {
    const { process } = context;
    const to = process.statuses.find((one) => one.name.toLowerCase() === change.to.toLowerCase())?.name;
    if (to === undefined) {
      return refuse('invalid', l10n.t('“{0}” is not a status of this process. Known: {1}.', change.to, process.statuses.map((one) => one.name).join(', ')));
    }
    const from = draft.status;
    if (to === from) return refuse('invalid', l10n.t('The status is {0} already.', to));
    const { acknowledged, mitigated, detected, started } = change.stamps ?? {};
    const wrong = checkTimes(change.at, acknowledged, mitigated, detected, started);
    if (wrong) return wrong;
    const of = change.of?.trim() || undefined;
    if (of !== undefined && of === draft.id) return refuse('invalid', l10n.t('An incident is no duplicate of itself.'));
    if (of !== undefined && !takesOther(process, to)) return refuse('invalid', l10n.t('Only a duplicate names another incident.'));
    for (const type of ['started', 'detected', 'acknowledged', 'mitigated'] as const) {
      const at = change.stamps?.[type];
      if (at !== undefined) addChange(context, draft, { type }, at);
    }
    const override = change.override?.trim() || undefined;
    const missing = missingOnTheWay(context, draft, to, { reason: change.reason, other: of });
    if (missing.length > 0 && !override) return { kind: 'gate', missing, message: gateWords(to, missing) };
    const type = typeOfChange(context, from, to);
    draft.status = to;
    if (type === 'resolved') scheduleReview(context, draft, change.at);
    const id = addChange(
      context,
      draft,
      // An override is recorded only where it was needed.
      { type, from, to, reason: change.reason?.trim() || undefined, override: missing.length > 0 ? override : undefined },
      change.at,
    );
    if (of !== undefined) relate(draft, of);
    return { done: true, label: `${from} → ${to}`, item: id };
  };
}

/** What is missing to enter a status; to close an incident that was never resolved, also what resolving it asks for. */
export function missingOnTheWay({ process }: Pick<OperationContext, 'process'>, incident: Incident, to: string, given: Given = {}): readonly Need[] {
  const resolved = resolvedStatus(process);
  const skips = to === closedStatus(process) && resolved !== null && rankOfPhase(process, incident.status) < PHASES.indexOf('review');
  const before = skips ? missingFor(process, incident, resolved) : [];
  const needs = missingFor(process, incident, to, given);
  return [...before, ...needs.filter((need) => !before.some((other) => other.words === need.words))];
}

/** Does entering this status say that the harm has stopped, with no `mitigated` on record yet? */
export function proposesMitigated(context: Pick<OperationContext, 'process'>, incident: Incident, to: string): boolean {
  return to === monitoringStatus(context.process) && currentMitigation(incident) === null;
}

/** Does the change begin the response, with nobody on record as having acknowledged? */
export function proposesAcknowledged(context: Pick<OperationContext, 'process'>, incident: Incident, to: string): boolean {
  const phase = phaseOf(context.process, to);
  return phaseOf(context.process, incident.status) === 'identification' && phase === 'response' && !incident.timeline.some((one) => one.type === 'acknowledged');
}

function takesOther(process: Process, status: string): boolean {
  return status === 'duplicate' || Boolean(process.gates[status]?.includes('other-incident'));
}

function typeOfChange({ process }: OperationContext, from: string, to: string): Entry['type'] {
  const review = PHASES.indexOf('review');
  const [before, after] = [rankOfPhase(process, from), rankOfPhase(process, to)];
  if (before >= review && after < review) return 'reopened';
  if (after === review && before < review) return 'resolved';
  return to === closedStatus(process) ? 'closed' : 'status';
}

/** A required review begins with the resolution, due after the working days that the process gives its severity. */
function scheduleReview({ process, now }: OperationContext, draft: Incident, at: string | undefined): void {
  const { policy, days } = reviewPolicy(process, draft.severity);
  if (policy !== 'required' || draft.review) return;
  const resolved = (at === undefined ? null : timeOf(at)?.start) ?? now;
  const due = days === null ? undefined : addWorkingDays(dayInZone(resolved, process.calendar.zone ?? 'UTC'), days, process.calendar);
  draft.review = { state: 'draft', ...(due === undefined ? {} : { due }) };
}

function rankOfPhase(process: Process, status: string): number {
  const phase = phaseOf(process, status);
  return phase === null ? 0 : PHASES.indexOf(phase);
}

function relate(draft: Incident, other: string): void {
  const related = (draft.related ??= []);
  if (!related.some((one) => one.id === other && one.kind === 'duplicate-of')) related.push({ id: other, kind: 'duplicate-of' });
}

/** "Before “resolved”: verify checkout, record when it was mitigated". */
export function gateWords(to: string, missing: readonly Need[]): string {
  return l10n.t('Before “{0}”: {1}.', to, missing.map((need) => need.words).join(', '));
}
