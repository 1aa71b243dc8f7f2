/**
 * A team's process, complete: what `sitrep.yaml` says, and the defaults for what it leaves out. Records have no prototype,
 * so that a name from a file (`constructor`) finds only what the team wrote.
 */
import type { GateCondition, Language, Phase, ReviewPolicy } from './schema.ts';

export interface Process {
  /** From the worst to the mildest. */
  readonly severities: readonly Severity[];
  readonly impacts: readonly Level[];
  readonly urgencies: readonly Level[];
  /** impact → urgency → severity. Cells may be missing: then nothing is suggested. */
  readonly matrix: Named<Named<string>>;
  /** In the order in which an incident usually goes through them. */
  readonly statuses: readonly Status[];
  /** status → what must be true to enter it. */
  readonly gates: Named<readonly GateCondition[]>;
  readonly roles: Named<Role>;
  readonly teams: Named<Team>;
  /** By handle. */
  readonly people: Named<Person>;
  readonly services: Named<Service>;
  readonly types: Named<IncidentType>;
  readonly audiences: Named<Audience>;
  /** Term → what it means in plain words. */
  readonly glossary: Named<string>;
  /** By severity. */
  readonly slas: Named<Sla>;
  readonly calendar: Calendar;
  readonly oncall: Named<Rotation>;
  readonly folders: Folders;
  readonly alerts: { readonly serviceLabels: readonly string[] };
  /** Patterns (RE2) of what must not leave the repository, such as account numbers. */
  readonly masks: readonly string[];
  /** Patterns (RE2) of commands that are asked about twice before they run. */
  readonly destructive: readonly string[];
  /** Rule → how grave. Rules that are not named keep their own severity. */
  readonly checks: Named<CheckLevel>;
  /** Language of generated blocks in Markdown. */
  readonly language: Language;
}

export type Named<T> = Readonly<Record<string, T>>;

export interface Severity {
  readonly name: string;
  readonly meaning: string;
  readonly priority: string | null;
  /** Minutes between updates; null for none. */
  readonly cadenceMinutes: number | null;
  readonly review: ReviewPolicy;
  /** Working days until the review is due; null for no date. */
  readonly reviewDays: number | null;
}

/** A step of impact or urgency. */
export interface Level {
  readonly name: string;
  readonly meaning: string;
}

export interface Status {
  readonly name: string;
  readonly phase: Phase;
}

export interface Role {
  readonly duties: string;
}

export interface Team {
  /** The handle where the file gives no title. */
  readonly title: string;
  readonly contact: string | null;
}

export interface Person {
  /** The handle where the file gives no name. */
  readonly name: string;
  readonly emails: readonly string[];
  readonly team: string | null;
  /** IANA time zone. */
  readonly zone: string | null;
  readonly contact: string | null;
}

export interface Service {
  /** The service's name where the file gives no title. */
  readonly title: string;
  /** A team. */
  readonly owner: string | null;
  /** 1 is the most important. */
  readonly tier: number | null;
  readonly dependsOn: readonly string[];
  readonly paths: readonly string[];
  readonly runbooks: readonly string[];
  readonly recoveryChecks: readonly string[];
}

export interface IncidentType {
  readonly meaning: string;
  readonly playbook: Playbook;
  readonly deadlines: readonly DeadlineRule[];
}

export interface Playbook {
  readonly teams: readonly string[];
  readonly roles: readonly string[];
  readonly runbooks: readonly string[];
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly team: string | null }[];
}

/** A deadline that an incident of a type brings with it. */
export interface DeadlineRule {
  readonly name: string;
  readonly afterMinutes: number;
  /** The milestone it counts from. */
  readonly from: string;
}

export interface Audience {
  readonly technical: boolean;
  readonly template: string | null;
}

export interface Sla {
  readonly actionsDays: number | null;
}

export interface Calendar {
  /** IANA time zone; null when the team names none. */
  readonly zone: string | null;
  /** ISO 8601: 1 is Monday, 7 Sunday. */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

export interface Rotation {
  readonly services: readonly string[];
  readonly people: readonly string[];
  /** When the first person's turn began, as written. */
  readonly from: string | null;
  readonly everyMinutes: number | null;
}

/** Relative to the root, with `/`, without one at the end. */
export interface Folders {
  readonly incidents: string;
  readonly runbooks: string;
  readonly templates: string;
  readonly drills: string;
}

export type CheckLevel = 'off' | 'info' | 'warning' | 'error';

/** A record without prototype. */
export function named<T>(entries: Iterable<readonly [string, T]>): Named<T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}
