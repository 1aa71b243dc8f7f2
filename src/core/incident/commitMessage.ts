/** The message of a commit that holds one incident: what changed, in plain words, for `git log` and for reviewers. */
import * as l10n from '@vscode/l10n';
import { bodyLines } from './commitBody.ts';
import { incidentChanges, isChanged, type IncidentChanges } from './commitChanges.ts';
import { plainText, shortened } from './commitText.ts';
import { isIncidentId } from './id.ts';
import { CHANGES, UNDETERMINED, type Entry, type Incident } from './schema.ts';

const MAX_SUBJECT = 72;
/** What remains for the title, whatever the subject says first; and if it says more than that. */
const MIN_TITLE = 24;
const GOOD_TITLE = 40;
const MAX_LINES = 40;

export interface Committed {
  /** The folder's name. */
  readonly id: string;
  /** As the last commit has it; null when it has none, or one that cannot be read. */
  readonly before: Incident | null;
  /** As it is now; null when it is gone or cannot be read. */
  readonly after: Incident | null;
  /** Changed files besides `incident.yaml`, relative to the incident's folder, with `/`. */
  readonly otherFiles: readonly string[];
}

/**
 * Subject of at most 72 characters, body and trailer `Incident: <id>`. Messages travel further than files: to chats, mails
 * and build logs. So that of an incident which is, was or may be confidential tells no more than the end of its id.
 */
export function commitMessage({ id, before, after, otherFiles }: Committed): string {
  if (before?.confidential || after?.confidential || !after) return discreet(id, Boolean(before?.confidential || after?.confidential));
  const changes = incidentChanges(before, after);
  const lines = bodyLines(before, after, changes, otherFiles);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), l10n.t('… and {0} more changes', lines.length - MAX_LINES)] : lines;
  const title = plainText(after.title) || plainText(id);
  const subject = before ? subjectOfChange(title, after, changes, otherFiles) : l10n.t('Declare: {0}', title);
  return [shortened(subject, MAX_SUBJECT), ...(shown.length > 0 ? [shown.join('\n')] : []), trailer(id)].join('\n\n') + '\n';
}

/** A title may be in an id; its end names the incident just as well. */
function discreet(id: string, confidential: boolean): string {
  const name = isIncidentId(id) ? id.slice(id.lastIndexOf('-') + 1) : plainText(id);
  const subject = confidential ? l10n.t('Update confidential incident {0}', name) : l10n.t('Update incident {0}', name);
  return `${shortened(subject, MAX_SUBJECT)}\n\n${trailer(name)}\n`;
}

/** Not translated: programs look for it. */
function trailer(id: string): string {
  return `Incident: ${plainText(id)}`;
}

function subjectOfChange(title: string, { severity }: Incident, changes: IncidentChanges, files: readonly string[]): string {
  const [first = l10n.t('details'), ...others] = topics(changes, files).map((topic) => shortened(topic, MAX_SUBJECT - MIN_TITLE));
  const newStatus = changes.values.some(({ name }) => name === 'status');
  const prefix = newStatus && severity && severity !== UNDETERMINED ? `${shortened(severity, 12)} ` : '';
  const room = (said: string): number => MAX_SUBJECT - prefix.length - said.length - ': '.length;
  let said = first;
  for (const topic of others) {
    const more = `${said}, ${topic}`;
    if (room(more) < Math.min(title.length, GOOD_TITLE)) break;
    said = more;
  }
  return `${prefix}${shortened(title, room(said))}: ${said}`;
}

/** The most important first. */
function topics(changes: IncidentChanges, files: readonly string[]): string[] {
  const value = (name: string) => changes.values.filter((change) => change.name === name);
  return [
    ...value('status').map(arrow),
    ...value('severity').map(arrow),
    ...changes.services.filter(({ is, from, to }) => is === 'changed' && from !== to).map((change) => `${change.name} ${change.to ?? ''}`),
    ...counted(told(changes), l10n.t('1 timeline entry'), (n) => l10n.t('{0} timeline entries', n)),
    ...(changes.timeline.changed.length + changes.timeline.removed.length > 0 ? [l10n.t('timeline corrected')] : []),
    ...changes.lists.filter((list) => list.name === 'updates').flatMap((list) => counted(list.changes.added.length, l10n.t('1 update'), (n) => l10n.t('{0} updates', n))),
    ...changes.roles.map(({ name, to }) => (to === null ? l10n.t('no {0}', name) : `${name} ${to}`)),
    ...(['priority', 'impact', 'urgency', 'type', 'outcome', 'mode'] as const).flatMap((name) => value(name).map(({ to }) => `${name} ${to ?? '—'}`)),
    ...(value('title').length > 0 ? [l10n.t('title')] : []),
    ...(isChanged(changes.actions) ? [l10n.t('actions')] : []),
    ...(changes.review ? [l10n.t('review {0}', changes.review.to ?? '—')] : changes.reviewDetails ? [l10n.t('review')] : []),
    ...(files.includes('postmortem.md') ? [l10n.t('postmortem')] : []),
    ...(changes.lists.some((list) => list.name === 'causes' && isChanged(list.changes)) ? [l10n.t('causes')] : []),
    ...(changes.lists.some((list) => list.name === 'tasks' && isChanged(list.changes)) ? [l10n.t('tasks')] : []),
    ...(files.some((file) => file.startsWith('runs/')) ? [l10n.t('runbook runs')] : []),
    ...(files.some((file) => file.startsWith('attachments/')) ? [l10n.t('attachments')] : []),
  ].map(plainText);
}

/** How many entries tell more than a change that is named by itself. */
function told({ timeline, values }: IncidentChanges): number {
  const stampsOfStatus: readonly string[] = values.some(({ name }) => name === 'status') ? ['resolved', 'reopened', 'closed'] : [];
  const named: readonly string[] = [...CHANGES, ...stampsOfStatus];
  return timeline.added.filter(({ type }: Entry) => !named.includes(type)).length;
}

function arrow({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  return `${from ?? '—'} → ${to ?? '—'}`;
}

function counted(count: number, one: string, many: (count: number) => string): string[] {
  return count === 0 ? [] : [count === 1 ? one : many(count)];
}
