/**
 * The format of `incident.yaml`, defined once. The TypeScript types, the validation and the published JSON Schema
 * all come from here. Objects are loose: a key that is not known is kept in the file and reported as information.
 *
 * Times are strings in the grammar of `core/time/recordedTime.ts`; an unreadable one is a diagnostic, not a reason to
 * hide the rest. Values that the process names (status, severity, priority, type, roles, people, services) are plain
 * strings here: an unknown one is shown as it stands, and marked.
 */
import * as v from 'valibot';

/** The newest format that this program writes. */
export const SCHEMA_MAJOR = 1;
export const SCHEMA_ID = `sitrep/v${SCHEMA_MAJOR}`;

export const MODES = ['live', 'drill', 'backfill', 'test'] as const;
export const OUTCOMES = ['incident', 'false-alarm', 'near-miss'] as const;
export const CONDITIONS = ['down', 'degraded', 'normal'] as const;
export const HYPOTHESIS_STATES = ['open', 'confirmed', 'rejected'] as const;
export const TASK_STATES = ['open', 'in-progress', 'done', 'dropped'] as const;
export const UPDATE_STATES = ['draft', 'sent'] as const;
export const ACTION_KINDS = ['investigate', 'mitigate', 'repair', 'detect', 'prevent', 'process'] as const;
export const ACTION_STATES = ['open', 'in-progress', 'done', 'declined'] as const;
export const REVIEW_STATES = ['draft', 'in-review', 'approved', 'published'] as const;
export const RELATED_KINDS = ['duplicate-of', 'parent', 'child', 'recurrence', 'similar', 'caused-by'] as const;

export const MILESTONES = ['started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved', 'reopened', 'closed'] as const;
export const CHANGES = ['status', 'severity', 'priority', 'role', 'condition', 'scope'] as const;
export const CONTENTS = ['note', 'evidence', 'hypothesis', 'decision', 'runbook', 'handover', 'escalation', 'deploy'] as const;
export const ENTRY_TYPES = [...MILESTONES, ...CHANGES, ...CONTENTS] as const;

/** The severity of an incident that nobody has classified yet. */
export const UNDETERMINED = 'undetermined';

const described = <T extends v.GenericSchema>(schema: T, text: string) => v.pipe(schema, v.description(text));

const text = v.string();
const time = described(v.string(), 'DATE[THH[:MM[:SS[.fff]]][Z|±HH:MM]][~]; unknown digits are a trailing run of X; no offset means UTC');
const person = described(v.string(), 'Handle of a person in sitrep.yaml, or a name as it is');
const itemId = described(v.string(), 'A letter and five letters or digits, unique in the incident');
const optional = v.optional;

export const entrySchema = v.looseObject({
  id: optional(itemId),
  at: described(time, 'When it happened'),
  type: described(text, `One of ${ENTRY_TYPES.join(', ')}`),
  by: optional(person),
  text: optional(text),
  source: optional(described(text, 'Where it can be checked: a link or a file')),
  ref: optional(described(text, 'Id of the item that the entry is about, such as a hypothesis')),
  service: optional(text),
  role: optional(text),
  from: optional(text),
  to: optional(text),
  how: optional(described(text, 'How normal service was verified')),
  reason: optional(text),
  override: optional(described(text, 'Why a gate was passed with something missing')),
  end: optional(described(time, 'When it ended, for an entry that lasted')),
  attachment: optional(text),
});

export const serviceSchema = v.looseObject({
  name: text,
  condition: optional(v.picklist(CONDITIONS)),
});

export const impactedSchema = v.looseObject({
  customers: optional(v.number()),
  summary: optional(text),
  from: optional(time),
  to: optional(time),
});

export const linkSchema = v.looseObject({ kind: optional(text), url: text, title: optional(text) });

export const hypothesisSchema = v.looseObject({
  id: optional(itemId),
  text,
  state: optional(v.picklist(HYPOTHESIS_STATES)),
});

export const taskSchema = v.looseObject({
  id: optional(itemId),
  title: text,
  team: optional(text),
  owner: optional(person),
  state: optional(v.picklist(TASK_STATES)),
  playbook: optional(described(text, 'Which task of the playbook this is, so that applying it twice adds nothing twice')),
});

export const updateSchema = v.looseObject({
  id: optional(itemId),
  at: time,
  by: optional(person),
  audience: optional(text),
  state: optional(v.picklist(UPDATE_STATES)),
  next: optional(described(v.nullable(time), 'When the next update is due')),
  text,
});

export const deadlineSchema = v.looseObject({
  id: optional(itemId),
  name: text,
  due: time,
  met: optional(v.nullable(time)),
  link: optional(text),
});

export const causeSchema = v.looseObject({
  id: optional(itemId),
  category: optional(text),
  kind: optional(described(text, 'root, contributing or trigger')),
  text,
});

export const actionSchema = v.looseObject({
  id: optional(itemId),
  title: text,
  kind: optional(v.picklist(ACTION_KINDS)),
  owner: optional(person),
  due: optional(time),
  state: optional(v.picklist(ACTION_STATES)),
  ref: optional(described(text, 'The issue that tracks it, such as #482 or a link')),
  cause: optional(described(itemId, 'The cause that it answers')),
  closed: optional(
    v.looseObject({
      at: time,
      by: optional(person),
      reason: optional(text),
      link: optional(text),
      recurrence_tested: optional(v.boolean()),
    }),
  ),
  postponed: optional(
    v.array(v.looseObject({ at: time, by: optional(person), from: optional(time), to: time, reason: optional(text) })),
  ),
});

export const relatedSchema = v.looseObject({ id: text, kind: optional(v.picklist(RELATED_KINDS)) });

export const externalSchema = v.looseObject({
  system: text,
  id: text,
  url: optional(text),
  starts_at: optional(described(time, 'Start of the alert, to tell one firing from the next')),
});

export const reviewSchema = v.looseObject({
  state: optional(v.picklist(REVIEW_STATES)),
  owner: optional(person),
  due: optional(time),
  reviewers: optional(v.array(person)),
  url: optional(v.nullable(text)),
});

export const incidentSchema = v.looseObject({
  schema: described(text, `Format of the file: ${SCHEMA_ID}`),
  id: optional(described(text, "The folder's name; the folder's name wins")),
  title: text,
  status: text,
  mode: optional(described(v.picklist(MODES), 'drill and test stay out of the metrics')),
  outcome: optional(v.picklist(OUTCOMES)),
  type: optional(text),
  confidential: optional(v.boolean()),
  impact: optional(text),
  urgency: optional(text),
  severity: optional(described(text, `A severity of the process, or ${UNDETERMINED}`)),
  priority: optional(described(text, 'Only when set by hand; otherwise it follows the severity')),
  services: optional(v.array(serviceSchema)),
  impacted: optional(impactedSchema),
  roles: optional(v.record(v.string(), v.union([person, v.array(person)]))),
  teams: optional(v.array(text)),
  links: optional(v.array(linkSchema)),
  timeline: v.array(entrySchema),
  hypotheses: optional(v.array(hypothesisSchema)),
  tasks: optional(v.array(taskSchema)),
  updates: optional(v.array(updateSchema)),
  deadlines: optional(v.array(deadlineSchema)),
  causes: optional(v.array(causeSchema)),
  actions: optional(v.array(actionSchema)),
  related: optional(v.array(relatedSchema)),
  external: optional(v.array(externalSchema)),
  review: optional(reviewSchema),
});

/** Strips the index signature that loose objects carry, so that a misspelt key is a type error in our own code. */
type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

export type Mode = (typeof MODES)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type Condition = (typeof CONDITIONS)[number];
export type Milestone = (typeof MILESTONES)[number];
export type EntryType = (typeof ENTRY_TYPES)[number];
export type ActionKind = (typeof ACTION_KINDS)[number];
export type ActionState = (typeof ACTION_STATES)[number];
export type ReviewState = (typeof REVIEW_STATES)[number];

export type Entry = Known<v.InferOutput<typeof entrySchema>>;
export type ServiceState = Known<v.InferOutput<typeof serviceSchema>>;
export type Impacted = Known<v.InferOutput<typeof impactedSchema>>;
export type Link = Known<v.InferOutput<typeof linkSchema>>;
export type Hypothesis = Known<v.InferOutput<typeof hypothesisSchema>>;
export type Task = Known<v.InferOutput<typeof taskSchema>>;
export type Update = Known<v.InferOutput<typeof updateSchema>>;
export type Deadline = Known<v.InferOutput<typeof deadlineSchema>>;
export type Cause = Known<v.InferOutput<typeof causeSchema>>;
export type Action = Known<v.InferOutput<typeof actionSchema>>;
export type Related = Known<v.InferOutput<typeof relatedSchema>>;
export type External = Known<v.InferOutput<typeof externalSchema>>;
export type Review = Known<v.InferOutput<typeof reviewSchema>>;

/** An incident as its file states it. Nothing is filled in: what is absent in the file is absent here. */
export interface Incident extends Omit<Known<v.InferOutput<typeof incidentSchema>>, keyof Lists>, Lists {}

interface Lists {
  services?: ServiceState[];
  impacted?: Impacted;
  links?: Link[];
  timeline: Entry[];
  hypotheses?: Hypothesis[];
  tasks?: Task[];
  updates?: Update[];
  deadlines?: Deadline[];
  causes?: Cause[];
  actions?: Action[];
  related?: Related[];
  external?: External[];
  review?: Review;
}
