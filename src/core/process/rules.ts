/** What a process says about an incident. Values from files may be unknown to the process: then null, or the mildest reading. */
import { UNDETERMINED } from '../incident/schema.ts';
import type { SeverityRank } from '../picture/picture.ts';
import type { Process, Severity } from './process.ts';
import type { Phase, ReviewPolicy } from './schema.ts';

/** The phase of a status; null for a status that the process does not know. */
export function phaseOf(process: Process, status: string): Phase | null {
  return process.statuses.find(({ name }) => name === status)?.phase ?? null;
}

/** Whether nothing is left to do. A status that the process does not know is not done. */
export function isDone(process: Process, status: string): boolean {
  return phaseOf(process, status) === 'done';
}

/** The severity that impact and urgency suggest; null when one is missing, or the matrix has no severity of the process there. */
export function suggestSeverity(process: Process, impact: string | null | undefined, urgency: string | null | undefined): string | null {
  if (!impact || !urgency) return null;
  const severity = process.matrix[impact]?.[urgency];
  return severity !== undefined && severityOf(process, severity) ? severity : null;
}

/** Whether nobody has classified it yet: no severity at all, or `undetermined`. */
export function isUndetermined(severity: string | null | undefined): boolean {
  return !severity || severity === UNDETERMINED;
}

/** What the process says of a severity; null for one it does not know. */
export function severityOf(process: Process, name: string | null | undefined): Severity | null {
  return process.severities.find((severity) => severity.name === name) ?? null;
}

/** 1 is the worst; 0 is undetermined or absent; 5 stands for anything below the fourth, and for the unknown. */
export function severityRank(process: Process, name: string | null | undefined): SeverityRank {
  if (isUndetermined(name)) return 0;
  const position = process.severities.findIndex((severity) => severity.name === name);
  return RANKS[position] ?? 5;
}

const RANKS = [1, 2, 3, 4] as const;

/** The priority: set by hand, else the severity's; null when there is none. */
export function priorityOf(process: Process, incident: { readonly priority?: string | null; readonly severity?: string | null }): string | null {
  return incident.priority || (severityOf(process, incident.severity)?.priority ?? null);
}

/** Where a priority stands, 1 first: in the order of the severities; after them one set by hand that none has; none comes last. */
export function priorityRank(process: Process, priority: string | null): number {
  const known = [...new Set(process.severities.map((severity) => severity.priority).filter((name) => name !== null))];
  if (priority === null) return known.length + 2;
  const position = known.indexOf(priority);
  return position < 0 ? known.length + 1 : position + 1;
}

/**
 * The handle of the person who uses git: the one with git's e-mail (in any case), else git's user name as it is; null when
 * git knows neither, and the person has to be asked.
 */
export function personFor(process: Process, git: { readonly email: string | null; readonly name: string | null }): string | null {
  const email = git.email?.trim().toLowerCase();
  const found = email ? Object.entries(process.people).find(([, person]) => person.emails.some((known) => known.trim().toLowerCase() === email)) : undefined;
  return found?.[0] ?? (git.name?.trim() || null);
}

/** The status after this one; null at the end, and after a status that the process does not know. */
export function nextStatus(process: Process, status: string): string | null {
  const index = process.statuses.findIndex(({ name }) => name === status);
  if (index < 0 || process.statuses[index]?.phase === 'done') return null;
  return process.statuses[index + 1]?.name ?? null;
}

/** The status of a new incident: the first of identification, else the first of all. */
export function startStatus(process: Process): string {
  return firstOfPhase(process, 'identification') ?? process.statuses[0]?.name ?? 'triage';
}

/** The status in which a reopened incident goes on: `investigating`, else the first of response, else the start. */
export function reopenStatus(process: Process): string {
  const investigating = phaseOf(process, 'investigating') === 'response' ? 'investigating' : null;
  return investigating ?? firstOfPhase(process, 'response') ?? startStatus(process);
}

/** The status that says "we watch whether it holds"; null for a process without recovery. */
export function monitoringStatus(process: Process): string | null {
  return firstOfPhase(process, 'recovery');
}

/** The status that says "it is over, and is to be reviewed"; null for a process without review. */
export function resolvedStatus(process: Process): string | null {
  return firstOfPhase(process, 'review');
}

/** The status that ends an incident the usual way; null for a process without an end. */
export function closedStatus(process: Process): string | null {
  return firstOfPhase(process, 'done');
}

/** The first status of a phase; null when the process has none. */
export function firstOfPhase(process: Process, phase: Phase): string | null {
  return process.statuses.find((status) => status.phase === phase)?.name ?? null;
}

/** Whether a review is wanted, and in how many working days. Optional without a date while the severity is not known. */
export function reviewPolicy(process: Process, severity: string | null | undefined): { readonly policy: ReviewPolicy; readonly days: number | null } {
  const known = severityOf(process, severity);
  return known ? { policy: known.review, days: known.reviewDays } : { policy: 'optional', days: null };
}
