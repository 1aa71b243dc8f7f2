/** Recording: timeline entries are added, corrected and taken out. */
import * as l10n from '@vscode/l10n';
import { identitiesOf } from '../incident/identity.ts';
import { CHANGES, type Entry, type Incident } from '../incident/schema.ts';
import { parseTime } from '../time/recordedTime.ts';
import { compact, freshId, insertInOrder, nowText, type OperationContext } from './context.ts';
import { refuse, type Operation, type Refusal } from './edit.ts';

export interface NewEntry {
  readonly type?: string;
  /** A time in the grammar of the format; the present when absent. */
  readonly at?: string;
  readonly text?: string;
  readonly by?: string;
  readonly source?: string;
  readonly ref?: string;
  readonly service?: string;
  readonly end?: string;
}

/** Types of entries that state a change, and are written by the operation that makes the change. */
const WRITTEN_BY_OTHERS: readonly string[] = [...CHANGES, 'resolved', 'reopened', 'closed'];

/** Adds an entry at its place in time. Milestones that do not change the status (`started`, `mitigated`, …) are fine. */
export function addEntry(context: OperationContext, entry: NewEntry): Operation {
  return (draft) => {
    const type = entry.type ?? 'note';
    const wrong = checkTime(entry.at) ?? checkTime(entry.end) ?? checkType(type);
    if (wrong) return wrong;
    if (type === 'note' && !entry.text?.trim()) return refuse('invalid', l10n.t('A note needs a text.'));
    const id = freshId(draft, context.random);
    insertInOrder(
      draft.timeline,
      compact({
        id,
        at: entry.at ?? nowText(context),
        type,
        by: entry.by ?? context.by,
        text: entry.text?.trim(),
        source: entry.source,
        ref: entry.ref,
        service: entry.service,
        end: entry.end,
      }),
    );
    return { done: true, label: l10n.t('add {0}', type), item: id };
  };
}

export interface EntryCorrection {
  readonly at?: string;
  readonly text?: string;
  readonly type?: string;
  readonly by?: string;
}

/** @param entry identity of the entry: its id, or its content where it has none (see `incident/identity.ts`) */
export function correctEntry(entry: string, correction: EntryCorrection): Operation {
  return (draft) => {
    const found = findEntry(draft, entry);
    if ('kind' in found) return found;
    const wrong = checkTime(correction.at) ?? (correction.type !== undefined && correction.type !== found.entry.type ? checkType(correction.type) : null);
    if (wrong) return wrong;
    if (correction.at !== undefined) found.entry.at = correction.at;
    if (correction.type !== undefined) found.entry.type = correction.type;
    if (correction.by !== undefined) found.entry.by = correction.by;
    if (correction.text !== undefined) {
      if (correction.text.trim() === '') delete found.entry.text;
      else found.entry.text = correction.text.trim();
    }
    const label = correction.at !== undefined && correction.text === undefined ? l10n.t('retime {0}', found.entry.type) : l10n.t('correct {0}', found.entry.type);
    return { done: true, label, ...(found.entry.id === undefined ? {} : { item: found.entry.id }) };
  };
}

/** @param entry identity of the entry */
export function deleteEntry(entry: string): Operation {
  return (draft) => {
    const found = findEntry(draft, entry);
    if ('kind' in found) return found;
    draft.timeline.splice(found.index, 1);
    return { done: true, label: l10n.t('delete {0}', found.entry.type) };
  };
}

function findEntry(draft: Incident, identity: string): { readonly entry: Entry; readonly index: number } | Refusal {
  const index = identitiesOf('timeline', draft.timeline).indexOf(identity);
  const entry = draft.timeline[index];
  return entry ? { entry, index } : refuse('conflict', l10n.t('There is no entry “{0}” in this incident.', identity.slice(0, 60)));
}

function checkTime(text: string | undefined): Refusal | null {
  if (text === undefined) return null;
  const parsed = parseTime(text);
  return parsed.ok ? null : refuse('invalid', parsed.reason);
}

function checkType(type: string): Refusal | null {
  if (!WRITTEN_BY_OTHERS.includes(type)) return null;
  return refuse('invalid', l10n.t('An entry of type “{0}” comes with the change itself: use the command for it.', type));
}
