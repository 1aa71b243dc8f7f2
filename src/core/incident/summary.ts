/** The little that lists need of an incident: plain JSON, independent of the process, and so fit for a cache. */
import { parseTime } from '../time/recordedTime.ts';
import type { Problem } from '../yaml/source.ts';
import { metricsOf, milestone, type Metrics } from './metrics.ts';
import { UNDETERMINED, type Condition, type Incident, type Milestone, type Mode, type Outcome, type ReviewState } from './schema.ts';
import { closedYear, commanderOf, serviceStates } from './state.ts';
import { lastInstant, nextUpdates } from './updates.ts';

/** Raise it when the fields change, so that a cache of older summaries is thrown away. */
export const SUMMARY_VERSION = 1;

/** Instants are epoch milliseconds, the start of an uncertain time; null when the file does not say. */
export interface IncidentSummary {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly mode: Mode;
  readonly outcome: Outcome;
  readonly type: string | null;
  readonly confidential: boolean;
  readonly impact: string | null;
  readonly urgency: string | null;
  /** `undetermined` where the file has none. */
  readonly severity: string;
  /** Only when set by hand: `priorityOf` adds the severity's. */
  readonly priority: string | null;
  readonly services: readonly { readonly name: string; readonly condition: Condition | null; readonly verified: boolean }[];
  /** Joined by commas; empty when nobody is. */
  readonly commander: string;
  readonly teams: readonly string[];
  readonly detected: number | null;
  readonly started: number | null;
  readonly declared: number | null;
  readonly resolved: number | null;
  readonly closed: number | null;
  /** The latest entry or update. */
  readonly lastEntry: number | null;
  /** Its age counts from here: detected, else declared, else started, else the first entry. */
  readonly since: number | null;
  /** The year under which it is listed once it is closed. */
  readonly closedYear: number | null;
  readonly metrics: Metrics;
  readonly actions: { readonly open: number; readonly total: number; /** Due dates of the open ones, as written. */ readonly dues: readonly string[] };
  readonly review: { readonly state: ReviewState | null; readonly owner: string | null; readonly due: string | null };
  /** The earliest update that is promised and not sent, whatever the status; lists show it while the incident is not done. */
  readonly nextUpdate: number | null;
  /** Errors and warnings in the file. */
  readonly problemCount: number;
  readonly fingerprints: readonly { readonly system: string; readonly id: string; readonly startsAt: string | null }[];
  readonly related: readonly { readonly id: string; readonly kind: string | null }[];
}

/**
 * Summarises an incident.
 *
 * @param id the folder's name
 * @param problems what reading it, and checking it, has found
 */
export function summarize(id: string, incident: Incident, problems: readonly Problem[]): IncidentSummary {
  const first = (type: Milestone): number | null => milestone(incident, type, 'first')?.time.start ?? null;
  const last = (type: Milestone): number | null => milestone(incident, type, 'last')?.time.start ?? null;
  const [started, detected, declared] = [first('started'), first('detected'), first('declared')];
  const entries = incident.timeline.flatMap(instantOf);
  const actions = incident.actions ?? [];
  const openActions = actions.filter(({ state }) => state !== 'done' && state !== 'declined');
  return {
    id,
    title: incident.title,
    status: incident.status,
    mode: incident.mode ?? 'live',
    outcome: incident.outcome ?? 'incident',
    type: incident.type ?? null,
    confidential: incident.confidential ?? false,
    impact: incident.impact ?? null,
    urgency: incident.urgency ?? null,
    severity: incident.severity || UNDETERMINED,
    priority: incident.priority || null,
    services: serviceStates(incident).map(({ name, condition, verified }) => ({ name, condition, verified })),
    commander: commanderOf(incident),
    teams: [...(incident.teams ?? [])],
    detected,
    started,
    declared,
    resolved: last('resolved'),
    closed: last('closed'),
    lastEntry: extreme([...entries, ...(incident.updates ?? []).flatMap(instantOf)], Math.max),
    since: detected ?? declared ?? started ?? extreme(entries, Math.min),
    closedYear: closedYear(incident, id),
    metrics: metricsOf(incident),
    actions: { open: openActions.length, total: actions.length, dues: openActions.flatMap(({ due }) => due ?? []) },
    review: { state: incident.review?.state ?? null, owner: incident.review?.owner ?? null, due: incident.review?.due ?? null },
    nextUpdate: extreme(nextUpdates(incident).map(({ due }) => lastInstant(due)), Math.min),
    problemCount: problems.filter(({ severity }) => severity !== 'info').length,
    fingerprints: (incident.external ?? []).map(({ system, id: fingerprint, starts_at }) => ({ system, id: fingerprint, startsAt: starts_at ?? null })),
    related: (incident.related ?? []).map(({ id: other, kind }) => ({ id: other, kind: kind ?? null })),
  };
}

function instantOf({ at }: { readonly at: string }): number[] {
  const parsed = parseTime(at);
  return parsed.ok ? [parsed.time.start] : [];
}

function extreme(instants: readonly number[], choose: (a: number, b: number) => number): number | null {
  return instants.length === 0 ? null : instants.reduce((a, b) => choose(a, b));
}
