/** Generated incidents and generated operations on them. For tests. */
import fc from 'fast-check';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import type { Incident } from '../../../src/core/incident/schema.ts';
import { assign, classify } from '../../../src/core/operations/classification.ts';
import type { Operation } from '../../../src/core/operations/edit.ts';
import { addEntry, correctEntry, deleteEntry } from '../../../src/core/operations/entries.ts';
import { addService, changeStatus, setCondition } from '../../../src/core/operations/recovery.ts';
import { addAction, changeAction, setReview } from '../../../src/core/operations/review.ts';
import type { Json, JsonMap } from '../../../src/core/yaml/json.ts';
import { contextOf } from './applying.ts';

const word = fc.constantFrom('alice', 'p99 above 4 s', "it's", 'p: q', '# c', 'yes', '14:05', 'é 🙂', ' lead', 'a\nb', 'two\n\nlines', '[x', '[0, 1)', '*x*', 'a, b', '- y', '{}', '|', '"', '\u2028', '1e3', '~', 'null');
const person = fc.constantFrom('alice', 'bob', 'carol', 'dave');
const time = fc.constantFrom('2026-11-22T05:00Z~', '2026-11-22T05:18:03Z', '2026-11-22', '2026-11-22T05:XXZ', '2026-11-22T06:10+01:00', '2026-11', 'not a time');
const unknown: fc.Arbitrary<Json> = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.oneof(word, fc.constant(null)), { maxLength: 2 }), fc.dictionary(fc.constantFrom('k', 'own key', '1'), word, { maxKeys: 2 }));

const entry = fc.record(
  { at: time, type: fc.constantFrom('note', 'evidence', 'started', 'detected', 'custom'), text: word, by: person, source: word, 'own key': unknown },
  { requiredKeys: ['at', 'type'] },
);
const numbered = <T extends object>(items: fc.Arbitrary<T>, prefix: string, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(fc.tuple(items, fc.boolean()), { maxLength }).map((pairs) => {
    // By content no two are the same item: that is another story.
    const distinct = pairs.filter(([item], index) => pairs.findIndex(([other]) => JSON.stringify(other) === JSON.stringify(item)) === index);
    return distinct.map(([item, hasId], index) => (hasId ? { id: `${prefix}0000${index}`, ...item } : item));
  });

/** A valid incident as a plain value, with the oddities that people write. */
export const incidentValue: fc.Arbitrary<JsonMap> = fc
  .record(
    {
      schema: fc.constant('sitrep/v1'),
      title: word,
      status: fc.constantFrom('triage', 'investigating', 'a word of our own'),
      severity: fc.constantFrom('SEV1', 'SEV3', 'undetermined'),
      'own key': unknown,
      services: fc.uniqueArray(fc.constantFrom('api', 'db', 'web'), { maxLength: 3 }).chain((names) => fc.tuple(...names.map((name) => fc.constantFrom({ name }, { name, condition: 'down' }, { name, condition: 'normal', own: 1 })))),
      roles: fc.dictionary(fc.constantFrom('commander', 'scribe', 'operations'), fc.oneof(person, fc.uniqueArray(person, { minLength: 1, maxLength: 3 })), { maxKeys: 3 }),
      teams: fc.uniqueArray(word, { maxLength: 3 }),
      timeline: numbered(entry, 'e', 6),
      actions: numbered(fc.record({ title: word, owner: person, due: fc.constant('2026-12-01'), state: fc.constantFrom('open', 'done'), 'own key': unknown }, { requiredKeys: ['title'] }), 'a', 3),
      review: fc.record({ state: fc.constant('draft'), owner: person, reviewers: fc.uniqueArray(person, { maxLength: 2 }), url: fc.constant(null) }, { requiredKeys: [] }),
    },
    { requiredKeys: ['schema', 'title', 'status', 'timeline'] },
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonMap);

/** An operation, and what it concerns: two that concern different things do not touch each other. */
export interface Planned {
  readonly name: string;
  readonly operation: Operation;
  readonly concerns: string;
}

/** Picks numbers; see `chooser`. */
type Pick = (bound: number) => number;

const TEXTS = ['x', 'a: b', 'two\nlines', '  padded ', '# no', '- y', '<script>', '[0, 1)', 'é\u2028', 'it is\n\n  indented\n'] as const;

/** Plans an operation that fits the incident. */
export function plan(incident: Incident, pick: Pick, seed: number): Planned {
  const context = contextOf(seed, { by: ['alice', 'zoe'][pick(2)] ?? 'alice' });
  const text = TEXTS[pick(TEXTS.length)] ?? 'x';
  const at = ['2026-11-22T05:05Z', '2026-11-22', '2026-11-22T23:59:59Z', undefined][pick(4)];
  const entries = identitiesOf('timeline', incident.timeline);
  const target = entries[pick(Math.max(1, entries.length))];
  const actions = identitiesOf('actions', incident.actions ?? []);
  const action = actions[pick(Math.max(1, actions.length))];
  const free: Planned = { name: 'addEntry', concerns: `new ${seed}`, operation: addEntry(context, { text, at, source: pick(2) === 0 ? text : undefined }) };
  switch (pick(11)) {
    case 0:
      if (target === undefined) return free;
      return { name: 'correctEntry', concerns: `entry ${target}`, operation: correctEntry(target, pick(2) === 0 ? { text } : { at: at ?? '2026-11-21', by: 'erin' }) };
    case 1:
      return target === undefined ? free : { name: 'deleteEntry', concerns: `entry ${target}`, operation: deleteEntry(target) };
    case 2:
      return { name: 'classify', concerns: 'severity', operation: classify(context, { severity: incident.severity === 'SEV2' ? 'SEV4' : 'SEV2', reason: text }) };
    case 3: {
      const role = ['commander', 'scribe', 'our own'][pick(3)] ?? 'scribe';
      return { name: 'assign', concerns: `role ${role}`, operation: assign(context, role, ['erin', 'erin, frank'][pick(2)] ?? 'erin') };
    }
    case 4: {
      const service = ['api', 'db', 'our: own'][pick(3)] ?? 'api';
      const down = incident.services?.some((one) => one.name === service && one.condition === 'down');
      return { name: 'setCondition', concerns: `service ${service}`, operation: setCondition(context, down ? { service, condition: 'normal', how: text } : { service, condition: 'down' }) };
    }
    case 5:
      return { name: 'addService', concerns: `service s${seed}`, operation: addService(`s${seed}`) };
    case 6:
      return { name: 'changeStatus', concerns: 'status', operation: changeStatus(context, { to: incident.status === 'fixing' ? 'identified' : 'fixing', reason: text }) };
    case 7:
      return { name: 'addAction', concerns: `new action ${seed}`, operation: addAction(context, { title: text, kind: 'detect', owner: 'bob' }) };
    case 8:
      if (action === undefined) return free;
      return { name: 'changeAction', concerns: `action ${action}`, operation: changeAction(context, action, [{ state: 'in-progress' as const }, { owner: 'erin', due: '' }, { state: 'declined' as const, reason: text }][pick(3)] ?? {}) };
    case 9:
      return { name: 'setReview', concerns: 'review', operation: setReview(incident.review?.state === 'in-review' ? 'approved' : 'in-review', pick(2) === 0 ? { due: '2026-11-27' } : {}) };
    default:
      return free;
  }
}

/** Entries, services and so on in an order of their own, for comparing what was done in different orders. */
export function regardlessOfOrder(incident: Incident): unknown {
  return JSON.parse(JSON.stringify(incident), (_key, value: unknown) => (Array.isArray(value) && value.some((item) => typeof item === 'object') ? value.map((item) => JSON.stringify(item)).sort() : sortedKeys(value))) as unknown;
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

