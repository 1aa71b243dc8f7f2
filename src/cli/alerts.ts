/**
 * Alerts from the command line, typically of a webhook: firing ones join the incidents that know them, and what nobody
 * knows makes one new incident for the whole payload. Resolved ones are noted where they belong, and declare nothing.
 */
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { alertTitle, parseAlerts, type Alert } from '../core/exchange/alertmanager.ts';
import { withLock } from '../repository/lock.ts';
import type { Repository } from '../repository/repository.ts';
import type { Located } from '../repository/root.ts';
import { Failure, refused } from './failure.ts';
import type { Report } from './printer.ts';
import type { Session } from './session.ts';
import { styled, type Line } from './text.ts';

interface Recorded {
  readonly incident: Located;
  readonly created: boolean;
  /** False when the incident knew it all: webhooks repeat themselves. */
  readonly changed: boolean;
  readonly title: string;
}

/** @param file a path, or `-` for standard input */
export async function declareFromAlerts(session: Session, file: string): Promise<Report> {
  const repository = await session.repository();
  const payload = parseAlerts(await session.input(file), repository.process.alerts.serviceLabels);
  if (!payload.ok) throw new Failure('unreadable', payload.reason, { json: { line: payload.line, column: payload.column } });
  for (const reason of payload.skipped) session.printer.warn(reason);
  const by = await session.person();
  // Webhooks come at the same moment: the second has to see what the first one declared.
  const recorded = await withLock(join(repository.root.state, 'locks', 'alerts.lock'), async () => {
    await repository.index.refresh();
    return record(repository, by, payload.alerts);
  });
  await repository.index.save();
  return report(session, payload.alerts, recorded);
}

async function record(repository: Repository, by: string, alerts: readonly Alert[]): Promise<readonly Recorded[]> {
  const firing = await recordFiring(repository, by, alerts.filter(({ state }) => state === 'firing'));
  const resolved = alerts.filter(({ state }) => state === 'resolved');
  const noted: Recorded[] = [];
  for (const [incident, own] of byIncident(repository, resolved).groups) noted.push(await add(repository, by, incident, own));
  return [...firing, ...noted.filter(({ incident }) => !firing.some((one) => one.incident.file === incident.file))];
}

async function recordFiring(repository: Repository, by: string, alerts: readonly Alert[]): Promise<readonly Recorded[]> {
  const { groups, unknown } = byIncident(repository, alerts);
  const [home] = groups.keys();
  // One payload is one incident: what is new joins the one that knows the rest.
  if (home) groups.set(home, [...(groups.get(home) ?? []), ...unknown]);
  else if (unknown.length > 0) return [await create(repository, by, unknown)];
  const recorded: Recorded[] = [];
  for (const [incident, own] of groups) recorded.push(await add(repository, by, incident, own));
  return recorded;
}

async function create(repository: Repository, by: string, alerts: readonly Alert[]): Promise<Recorded> {
  const [recurrence] = repository.matchAlerts(alerts).recurrences;
  const outcome = await repository.declareFromAlerts(by, alerts, recurrence?.id ?? null);
  if (!outcome.ok) throw refused(outcome.refusal);
  return { incident: outcome.value, created: true, changed: true, title: outcome.value.incident.title };
}

async function add(repository: Repository, by: string, incident: Located, alerts: readonly Alert[]): Promise<Recorded> {
  const outcome = await repository.recordAlerts(by, incident, alerts);
  const title = alertTitle(alerts);
  if (outcome.ok) return { incident, created: false, changed: true, title };
  // The only thing that is wrong with adding an alert is that it is there already.
  if (outcome.refusal.kind === 'invalid') return { incident, created: false, changed: false, title };
  throw refused(outcome.refusal, { json: { file: repository.relative(incident.file) } });
}

/** Each alert with the incident it belongs to, asked one by one: a payload may concern several. */
function byIncident(repository: Repository, alerts: readonly Alert[]): { readonly groups: Map<Located, readonly Alert[]>; readonly unknown: readonly Alert[] } {
  const incidents = new Map<string, Located>();
  const groups = new Map<Located, readonly Alert[]>();
  const unknown: Alert[] = [];
  for (const alert of alerts) {
    const { same } = repository.matchAlerts([alert]);
    if (!same) {
      unknown.push(alert);
      continue;
    }
    const incident = incidents.get(same.file) ?? same;
    incidents.set(same.file, incident);
    groups.set(incident, [...(groups.get(incident) ?? []), alert]);
  }
  return { groups, unknown };
}

async function report(session: Session, alerts: readonly Alert[], recorded: readonly Recorded[]): Promise<Report> {
  const repository = await session.repository();
  const json = recorded.map(({ incident, created, changed }) => ({ id: incident.id, file: repository.relative(incident.file), created, changed }));
  const [first] = json;
  if (!first) return { json: { id: null, file: null, created: false, changed: false }, lines: [[nothingDone(alerts)]] };
  const lines: Line[] = [];
  for (const { incident, created, changed, title } of recorded) {
    const words = created ? l10n.t('Declared ') : changed ? l10n.t('Added to ') : l10n.t('Known already to ');
    lines.push([words, styled('bold', await session.shortId(incident.id)), `: ${title}`], [`  ${session.shown(incident.file)}`]);
  }
  return { json: json.length > 1 ? { ...first, incidents: json } : first, lines };
}

function nothingDone(alerts: readonly Alert[]): string {
  return alerts.length === 0
    ? l10n.t('There are no alerts in it. Nothing was written.')
    : l10n.t('No incident knows this alert, and a resolved one declares none. Nothing was written.');
}
