/** The items of a picture: every entry, update, task and action of an incident, with its words and its line. */
import * as l10n from '@vscode/l10n';
import { identitiesOf } from '../incident/identity.ts';
import { CHANGES, MILESTONES, type Action, type Entry, type Hypothesis, type Incident, type Task, type Update } from '../incident/schema.ts';
import { conditionWords, entryTypeWords, hypothesisStateWords, workStateWords } from '../incident/words.ts';
import { compareTimes, parseTime, type RecordedTime } from '../time/recordedTime.ts';
import { keptIndices } from '../yaml/kept.ts';
import type { YamlSource } from '../yaml/source.ts';
import type { Lane, PictureItem, PictureTime } from './picture.ts';
import { safeTarget } from './target.ts';

/** In order of time, equal times in the file's order; those without a readable time come last. */
export function itemsOf(incident: Incident, source: YamlSource): PictureItem[] {
  const hypotheses = new Map((incident.hypotheses ?? []).map((hypothesis) => [hypothesis.id, hypothesis]));
  const placed = [
    ...place('timeline', incident.timeline, source, (entry) => fromEntry(entry, hypotheses)),
    ...place('updates', incident.updates ?? [], source, fromUpdate),
    ...place('tasks', incident.tasks ?? [], source, fromTask),
    ...place('actions', incident.actions ?? [], source, fromAction),
  ];
  return placed.sort((a, b) => (a.time && b.time ? compareTimes(a.time, b.time) : Number(!a.time) - Number(!b.time))).map(({ item }) => item);
}

/** A recorded time as the picture holds it; null stays null. */
export function pictureTime(time: RecordedTime | null): PictureTime | null {
  return time && { start: time.start, end: time.end, approximate: time.approximate, text: time.text };
}

/** What an item says, before it has a place in the file. */
interface Content {
  readonly time: RecordedTime | null;
  readonly end?: RecordedTime | null;
  readonly lane: Lane;
  readonly type: string;
  readonly by: string | undefined;
  readonly label: string;
  readonly text: string | undefined;
  readonly source?: string | undefined;
  readonly to?: string | undefined;
  readonly ref?: string | undefined;
  readonly remark?: string;
  readonly state?: string | undefined;
  readonly due?: RecordedTime | null;
}

function place<T extends { id?: string | undefined }>(
  list: PictureItem['list'],
  items: readonly T[],
  source: YamlSource,
  describe: (item: T) => Content,
): { readonly time: RecordedTime | null; readonly item: PictureItem }[] {
  const given = source.value[list];
  const indices = keptIndices(given, items);
  const identities = identitiesOf(list, Array.isArray(given) ? given : items);
  return items.map((entry, position) => {
    const index = indices[position] ?? position;
    const identity = identities[index] ?? null;
    const { time, end, lane, type, by, label, text, source: target, to, ref, remark, state, due } = describe(entry);
    const item: PictureItem = {
      key: `${list} ${entry.id ? (identity ?? index) : index}`,
      entry: list === 'timeline' ? identity : null,
      list,
      line: source.lineOf([list, index]),
      lane,
      type,
      at: pictureTime(time),
      end: pictureTime(end ?? null),
      by: by ?? '',
      label,
      text: text ?? '',
      source: safeTarget(target),
      to: to ?? null,
      ref: ref ?? null,
      editable: list === 'timeline',
      remark: remark ?? '',
      state: state === undefined ? '' : workStateWords(state),
      settled: state !== undefined && SETTLED.includes(state),
      due: pictureTime(due ?? null),
    };
    return { time, item };
  });
}

function fromEntry(entry: Entry, hypotheses: ReadonlyMap<string | undefined, Hypothesis>): Content {
  const hypothesis = entry.ref === undefined ? undefined : hypotheses.get(entry.ref);
  // Of a change the reason is what there is to read, unless somebody wrote more.
  const text = entry.text ?? entry.reason ?? (entry.type === 'hypothesis' ? hypothesis?.text : undefined);
  const remarks = [
    entry.text !== undefined ? entry.reason : undefined,
    entry.how === undefined ? undefined : l10n.t('verified: {0}', entry.how),
    entry.override === undefined ? undefined : l10n.t('passed although something was missing: {0}', entry.override),
  ];
  return {
    time: timeOf(entry.at),
    end: timeOf(entry.end),
    lane: laneOf(entry.type),
    type: entry.type,
    by: entry.by,
    label: labelOf(entry),
    text,
    source: entry.source ?? entry.attachment,
    to: entry.to,
    ref: hypothesis?.id,
    remark: remarks.filter((remark) => remark !== undefined).join(' · '),
  };
}

function labelOf(entry: Entry): string {
  const { type, from, to, role, service } = entry;
  const words = entryTypeWords(type);
  if (to === undefined) return (type === 'role' ? role : type === 'condition' ? service : undefined) ?? words;
  switch (type) {
    case 'status':
    case 'severity':
    case 'priority':
    case 'scope':
      return from === undefined ? `${words} → ${to}` : `${from} → ${to}`;
    case 'role':
      return `${role ?? words} → ${to}`;
    case 'condition':
      return `${service ?? words} ${conditionWords(to)}`;
    case 'hypothesis':
      return `${words} ${hypothesisStateWords(to)}`;
    default:
      return words;
  }
}

function laneOf(type: string): Lane {
  if (MILESTONES.some((milestone) => milestone === type)) return 'milestones';
  if (CHANGES.some((change) => change === type) || type === 'handover' || type === 'escalation') return 'status';
  if (type === 'hypothesis') return 'hypotheses';
  return type === 'runbook' ? 'runbook' : 'evidence';
}

function fromUpdate({ at, by, audience, state, text }: Update): Content {
  return {
    time: timeOf(at),
    lane: 'updates',
    type: 'update',
    by,
    label: l10n.t('update'),
    text: audience === undefined ? text : l10n.t('to {0}: {1}', audience, text),
    remark: state === 'draft' ? l10n.t('draft') : '',
  };
}

/** Tasks carry no time, and what is done about actions comes days later: both are listed, not drawn. */
function fromTask({ title, owner, team, state }: Task): Content {
  return { time: null, lane: 'tasks', type: 'task', by: owner ?? team, label: l10n.t('task'), text: title, state: state ?? 'open' };
}

function fromAction({ title, owner, state, due, ref }: Action): Content {
  const source = ref !== undefined && /^https?:/i.test(ref) ? ref : undefined;
  return { time: null, lane: 'tasks', type: 'action', by: owner, label: l10n.t('action'), text: title, source, state: state ?? 'open', due: timeOf(due) };
}

const SETTLED = ['done', 'declined', 'dropped'];

function timeOf(text: string | undefined): RecordedTime | null {
  const parsed = text === undefined ? null : parseTime(text);
  return parsed?.ok ? parsed.time : null;
}
