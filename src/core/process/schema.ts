/**
 * The format of `sitrep.yaml`: a team's process. Every key is optional; a key that is given replaces the default of the
 * same name whole. Types, validation and the published JSON Schema come from here.
 */
import * as v from 'valibot';

/** Phases of incident management, in order. `done` is after the last. */
export const PHASES = ['identification', 'response', 'recovery', 'review', 'done'] as const;

/** What can be asked for before a status is entered. */
export const CONDITIONS_OF_GATES = [
  'severity-determined',
  'services-verified',
  'mitigated',
  'review-published',
  'actions-complete',
  'reason',
  'other-incident',
] as const;

export const REVIEW_POLICIES = ['required', 'optional', 'none'] as const;
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const LANGUAGES = ['en', 'fr'] as const;

const described = <T extends v.GenericSchema>(schema: T, text: string) => v.pipe(schema, v.description(text));

const text = v.string();
const texts = v.array(text);
const optional = v.optional;
/** A number and a unit: 30m, 4h, 3d. */
const duration = described(v.pipe(v.string(), v.regex(/^\d+(m|h|d)$/)), 'A number and m, h or d, such as 30m');

export const severitySchema = v.looseObject({
  name: text,
  meaning: optional(text),
  priority: optional(text),
  cadence: optional(described(v.nullable(duration), 'How often an update is due; null for never')),
  review: optional(v.picklist(REVIEW_POLICIES)),
  review_days: optional(described(v.pipe(v.number(), v.integer(), v.minValue(0)), 'Working days until the review is due')),
});

export const levelSchema = v.looseObject({ name: text, meaning: optional(text) });
export const statusSchema = v.looseObject({ name: text, phase: v.picklist(PHASES) });
export const roleSchema = v.looseObject({ duties: optional(text) });
export const teamSchema = v.looseObject({ title: optional(text), contact: optional(text) });

export const personSchema = v.looseObject({
  name: optional(text),
  emails: optional(texts),
  team: optional(text),
  zone: optional(described(text, 'IANA time zone, such as Europe/Paris')),
  contact: optional(text),
});

export const serviceDefinitionSchema = v.looseObject({
  title: optional(text),
  owner: optional(described(text, 'A team')),
  tier: optional(described(v.number(), '1 is the most important')),
  depends_on: optional(texts),
  paths: optional(texts),
  runbooks: optional(texts),
  recovery_checks: optional(texts),
});

export const incidentTypeSchema = v.looseObject({
  meaning: optional(text),
  playbook: optional(
    v.looseObject({
      teams: optional(texts),
      roles: optional(texts),
      runbooks: optional(texts),
      tasks: optional(v.array(v.looseObject({ id: text, title: text, team: optional(text) }))),
    }),
  ),
  deadlines: optional(v.array(v.looseObject({ name: text, after: duration, from: optional(text) }))),
});

export const processSchema = v.looseObject({
  severities: optional(v.array(severitySchema)),
  impacts: optional(v.array(levelSchema)),
  urgencies: optional(v.array(levelSchema)),
  matrix: optional(described(v.record(text, v.record(text, text)), 'impact → urgency → severity')),
  statuses: optional(v.array(statusSchema)),
  gates: optional(described(v.record(text, v.array(v.picklist(CONDITIONS_OF_GATES))), 'status → what must be true to enter it')),
  roles: optional(v.record(text, v.nullable(roleSchema))),
  teams: optional(v.record(text, v.nullable(teamSchema))),
  people: optional(v.record(text, v.nullable(personSchema))),
  services: optional(v.record(text, v.nullable(serviceDefinitionSchema))),
  types: optional(v.record(text, v.nullable(incidentTypeSchema))),
  audiences: optional(v.record(text, v.nullable(v.looseObject({ technical: optional(v.boolean()), template: optional(text) })))),
  glossary: optional(v.record(text, text)),
  slas: optional(v.record(text, v.looseObject({ actions_days: optional(v.number()) }))),
  calendar: optional(
    v.looseObject({
      zone: optional(described(text, 'IANA time zone, such as Europe/Paris')),
      working_days: optional(v.array(v.picklist(WEEKDAYS))),
      holidays: optional(texts),
    }),
  ),
  oncall: optional(
    v.record(
      text,
      v.looseObject({ services: optional(texts), people: optional(texts), from: optional(text), every: optional(duration) }),
    ),
  ),
  folders: optional(
    v.looseObject({ incidents: optional(text), runbooks: optional(text), templates: optional(text), drills: optional(text) }),
  ),
  alerts: optional(v.looseObject({ service_labels: optional(texts) })),
  masks: optional(texts),
  destructive: optional(texts),
  checks: optional(v.record(text, v.picklist(['off', 'info', 'warning', 'error']))),
  language: optional(v.picklist(LANGUAGES)),
});

export type Phase = (typeof PHASES)[number];
export type GateCondition = (typeof CONDITIONS_OF_GATES)[number];
export type ReviewPolicy = (typeof REVIEW_POLICIES)[number];
export type Weekday = (typeof WEEKDAYS)[number];
export type Language = (typeof LANGUAGES)[number];
export type ProcessFile = v.InferOutput<typeof processSchema>;
