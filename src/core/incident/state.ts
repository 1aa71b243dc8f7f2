/**
 * Where an incident stands: its services, its group in the tree, who commands it, whether it counts. Functions take the
 * fields they need, so that an incident and its summary both fit.
 */
import type { Process } from '../process/process.ts';
import { isDone, isUndetermined, phaseOf, priorityOf, priorityRank, reopenStatus } from '../process/rules.ts';
import { compareTimes, parseTime } from '../time/recordedTime.ts';
import { latest, milestone, stamps, type Stamp } from './metrics.ts';
import { CONDITIONS, type Condition, type Entry, type Incident, type Mode, type Outcome } from './schema.ts';

export interface ServiceStanding {
  readonly name: string;
  /** As the file's current state says, else the latest entry; null when neither does. */
  readonly condition: Condition | null;
  /** Whether the latest condition entry says `normal`, and how that was verified. */
  readonly verified: boolean;
  /** How, by whom and when (as written), from the latest condition entry; null when it does not say. */
  readonly how: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

/** Every service of the incident, those first that it lists, then those that only condition entries name. */
export function serviceStates(incident: Pick<Incident, 'services' | 'timeline'>): ServiceStanding[] {
  const entries = new Map<string, Entry[]>();
  for (const entry of incident.timeline) {
    if (entry.type !== 'condition' || !entry.service) continue;
    const known = entries.get(entry.service);
    if (known) known.push(entry);
    else entries.set(entry.service, [entry]);
  }
  const listed = new Map((incident.services ?? []).map(({ name, condition }) => [name, condition ?? null]));
  const names = new Set([...listed.keys(), ...entries.keys()]);
  return [...names].map((name) => {
    const entry = latest(entries.get(name) ?? [])?.entry;
    return {
      name,
      condition: listed.get(name) ?? conditionOf(entry?.to),
      verified: entry?.to === 'normal' && Boolean(entry.how?.trim()),
      how: entry?.how?.trim() || null,
      by: entry?.by ?? null,
      at: entry?.at ?? null,
    };
  });
}

function conditionOf(text: string | undefined): Condition | null {
  return CONDITIONS.find((condition) => condition === text) ?? null;
}

export const GROUPS = ['needs-classification', 'active', 'recovering', 'awaiting-review', 'closed'] as const;
/** The groups of the tree. */
export type Group = (typeof GROUPS)[number];

type Classified = { readonly status: string; readonly severity?: string | null };

/** The tree's group. Not classified and not done wins over the phase; a status the process does not know is active. */
export function groupOf(process: Process, { status, severity }: Classified): Group {
  const phase = phaseOf(process, status);
  if (phase === 'done') return 'closed';
  if (isUndetermined(severity)) return 'needs-classification';
  if (phase === 'review') return 'awaiting-review';
  return phase === 'recovery' ? 'recovering' : 'active';
}

/** Whether the badge counts it: everything that is not yet in review. */
export function countsForBadge(process: Process, { status }: Pick<Classified, 'status'>): boolean {
  const phase = phaseOf(process, status);
  return phase !== 'review' && phase !== 'done';
}

export type LeftOut = 'drill' | 'test' | 'cancelled' | 'duplicate' | 'false-alarm';

/** Whether metrics over many incidents take it in; else the reason why not. */
export function countsForMetrics(incident: { readonly status: string; readonly mode?: Mode; readonly outcome?: Outcome }): true | LeftOut {
  if (incident.mode === 'drill' || incident.mode === 'test') return incident.mode;
  if (incident.status === 'cancelled' || incident.status === 'duplicate') return incident.status;
  return incident.outcome === 'false-alarm' ? 'false-alarm' : true;
}

/** Everyone in the role `commander`, joined by commas; empty when nobody is. */
export function commanderOf({ roles }: Pick<Incident, 'roles'>): string {
  const holders = roles && Object.hasOwn(roles, 'commander') ? roles.commander : undefined;
  return (Array.isArray(holders) ? holders : [holders ?? '']).filter((holder) => holder.trim() !== '').join(', ');
}

/** The UTC day of declaration, `YYYY-MM-DD`, which an id starts with; null for an id that does not. */
export function declaredDay(id: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})-/.exec(id)?.[1];
  return day !== undefined && parseTime(day).ok ? day : null;
}

/**
 * The year (UTC) under which a closed incident is listed: that of its last `closed`, else of its last change of status,
 * else of its declaration; null when nothing says.
 */
export function closedYear(incident: Pick<Incident, 'timeline'>, id: string): number | null {
  const end = milestone(incident, 'closed', 'last') ?? latest(incident.timeline.filter(({ type }) => type === 'status'));
  if (end) return yearOf(end);
  const day = declaredDay(id);
  return day === null ? null : Number(day.slice(0, 4));
}

function yearOf({ time }: Stamp): number {
  return new Date(time.start).getUTCFullYear();
}

export interface StatusChange {
  readonly status: string;
  readonly stamp: Stamp;
}

/** Changes of status in order of time. `resolved`, `reopened` and `closed` stand for one, also when they do not say to what. */
export function statusChanges(process: Process, incident: Pick<Incident, 'timeline'>): StatusChange[] {
  return stamps(incident.timeline)
    .flatMap((stamp) => {
      const status = statusSetBy(process, stamp.entry);
      return status === null ? [] : [{ status, stamp }];
    })
    .sort((a, b) => compareTimes(a.stamp.time, b.stamp.time));
}

function statusSetBy(process: Process, { type, to }: Entry): string | null {
  switch (type) {
    case 'status':
      return to ?? null;
    case 'resolved':
    case 'closed':
      return to ?? (phaseOf(process, type) ? type : null);
    case 'reopened':
      return to ?? reopenStatus(process);
    default:
      return null;
  }
}

/** Fields by which a queue is ordered: `since` is when it began to be one's business, epoch milliseconds. */
export interface Queued extends Classified {
  readonly id: string;
  readonly priority?: string | null;
  readonly since: number | null;
}

/** Orders a queue: the most urgent priority first, then the oldest, then by id. Done ones come last. */
export function compareInQueue(process: Process, a: Queued, b: Queued): number {
  return (
    Number(isDone(process, a.status)) - Number(isDone(process, b.status)) ||
    priorityRank(process, priorityOf(process, a)) - priorityRank(process, priorityOf(process, b)) ||
    (a.since ?? Infinity) - (b.since ?? Infinity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
