/** The body of a commit's message: a line for each thing that changed. */
import * as l10n from '@vscode/l10n';
import { isChanged, type Change, type IncidentChanges, type ListChanges, type ListName, type ValueName } from './commitChanges.ts';
import { plainText, shortened } from './commitText.ts';
import { UNDETERMINED, type Action, type Entry, type Incident } from './schema.ts';
import { conditionWords, entryTypeWords } from './words.ts';

const MAX_LINE = 240;
const MAX_TEXT = 60;
/** Of one kind; the rest is counted. */
const MAX_ITEMS = 10;

/** @param before null when the incident is new: then the body tells what it begins with */
export function bodyLines(before: Incident | null, after: Incident, changes: IncidentChanges, otherFiles: readonly string[]): readonly string[] {
  const values = before ? changes.values : changes.values.filter(({ name, to }) => name !== 'title' && to !== UNDETERMINED);
  return [
    ...values.map((change) => labelled(valueWords(change.name), between(change))),
    ...changes.services.flatMap(serviceLine),
    ...changes.roles.map((change) => labelled(l10n.t('Role {0}', text(change.name)), between(change))),
    ...(changes.teams ? [labelled(l10n.t('Teams'), between(changes.teams))] : []),
    ...(changes.impacted ? [l10n.t('Impact on customers changed')] : []),
    ...entryLines(changes.timeline),
    ...changes.lists.filter((list) => isChanged(list.changes)).map(({ name, changes: of }) => labelled(listWords(name), counts(of))),
    ...few(actionLines(changes.actions)),
    ...reviewLines(after, changes),
    ...few(otherFiles.map((file) => labelled(l10n.t('File'), shortened(file, MAX_LINE)))),
  ].map((line) => `- ${shortened(line, MAX_LINE)}`);
}

function serviceLine({ name, from, to, is }: IncidentChanges['services'][number]): string[] {
  const label = l10n.t('Service {0}', text(name));
  const words = (condition: string | null): string | null => (condition === null ? null : conditionWords(condition));
  if (is === 'removed') return [labelled(label, l10n.t('removed'))];
  if (is === 'added') return [labelled(label, words(to) ?? l10n.t('added'))];
  return [labelled(label, from === to ? l10n.t('changed') : between({ name, from: words(from), to: words(to) }))];
}

function entryLines({ added, changed, removed }: ListChanges<Entry>): string[] {
  const line = (label: string, entries: readonly Entry[]): string[] => (entries.length === 0 ? [] : [labelled(label, countsByType(entries))]);
  return [
    ...line(l10n.t('Timeline, added'), added),
    ...line(l10n.t('Timeline, changed'), changed.map(({ to }) => to)),
    ...line(l10n.t('Timeline, removed'), removed),
  ];
}

/** `2 × note, 1 × evidence` */
function countsByType(entries: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { type } of entries) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} × ${shortened(entryTypeWords(type), 20)}`).join(', ');
}

function actionLines({ added, changed, removed }: ListChanges<Action>): string[] {
  return [
    ...added.map(({ title }) => labelled(l10n.t('Action added'), text(title))),
    ...changed.map(({ from, to }) => {
      const state = from.state === to.state ? l10n.t('changed') : between({ name: '', from: from.state ?? 'open', to: to.state ?? 'open' });
      return labelled(l10n.t('Action "{0}"', text(to.title)), state);
    }),
    ...removed.map(({ title }) => labelled(l10n.t('Action removed'), text(title))),
  ];
}

function reviewLines({ review }: Incident, changes: IncidentChanges): string[] {
  if (changes.review) return [labelled(l10n.t('Review'), between(changes.review))];
  return changes.reviewDetails ? [labelled(l10n.t('Review'), review ? l10n.t('changed') : l10n.t('removed'))] : [];
}

function counts({ added, changed, removed }: ListChanges<unknown>): string {
  return [
    ...(added.length > 0 ? [l10n.t('{0} added', added.length)] : []),
    ...(changed.length > 0 ? [l10n.t('{0} changed', changed.length)] : []),
    ...(removed.length > 0 ? [l10n.t('{0} removed', removed.length)] : []),
  ].join(', ');
}

function few(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_ITEMS) return lines;
  return [...lines.slice(0, MAX_ITEMS), l10n.t('… and {0} more', lines.length - MAX_ITEMS)];
}

function between({ from, to }: Change): string {
  if (to === null) return l10n.t('{0}, removed', text(from ?? ''));
  return from === null ? text(to) : `${text(from)} → ${text(to)}`;
}

function labelled(label: string, value: string): string {
  return l10n.t('{0}: {1}', label, value);
}

function text(value: string): string {
  return shortened(plainText(value), MAX_TEXT);
}

function valueWords(name: ValueName): string {
  switch (name) {
    case 'title':
      return l10n.t('Title');
    case 'status':
      return l10n.t('Status');
    case 'outcome':
      return l10n.t('Outcome');
    case 'mode':
      return l10n.t('Mode');
    case 'type':
      return l10n.t('Type');
    case 'impact':
      return l10n.t('Impact');
    case 'urgency':
      return l10n.t('Urgency');
    case 'severity':
      return l10n.t('Severity');
    case 'priority':
      return l10n.t('Priority');
    case 'confidential':
      return l10n.t('Confidential');
  }
}

function listWords(name: ListName): string {
  switch (name) {
    case 'hypotheses':
      return l10n.t('Hypotheses');
    case 'tasks':
      return l10n.t('Tasks');
    case 'updates':
      return l10n.t('Updates');
    case 'deadlines':
      return l10n.t('Deadlines');
    case 'causes':
      return l10n.t('Causes');
    case 'links':
      return l10n.t('Links');
    case 'related':
      return l10n.t('Related incidents');
    case 'external':
      return l10n.t('Alerts and tickets');
  }
}
