/** Recording: timeline entries are added, corrected and taken out. */
import * as l10n from '@vscode/l10n';
import { identitiesOf } from '../incident/identity.ts';
import { CHANGES, ENTRY_TYPES, type Entry, type Incident } from '../incident/schema.ts';
import { checkTimes, compact, freshId, insertInOrder, nowText, type OperationContext } from './context.ts';
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
    const wrong = checkTimes(entry.at, entry.end) ?? checkType(type);
    if (wrong) return wrong;
    if (type === 'note' && !entry.text?.trim()) return needsText();
    const id = freshId(draft, context.random);
    insertInOrder(
      draft.timeline,
      compact({
        id,
        at: entry.at ?? nowText(context),
        type,
        by: entry.by?.trim() || context.by,
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
    const { entry: written } = found;
    const { at, type } = correction;
    const retyped = type !== undefined && type !== written.type;
    const wrong = checkTimes(at) ?? (retyped ? (checkType(written.type, true) ?? checkType(type)) : null);
    if (wrong) return wrong;
    if (at !== undefined) written.at = at;
    if (type !== undefined) written.type = type;
    for (const key of ['by', 'text'] as const) {
      const value = correction[key]?.trim();
      if (value === '') delete written[key];
      else if (value !== undefined) written[key] = value;
    }
    if (written.type === 'note' && written.text === undefined && (retyped || correction.text !== undefined)) return needsText();
    const label = at !== undefined && correction.text === undefined ? l10n.t('retime {0}', written.type) : l10n.t('correct {0}', written.type);
    return { done: true, label, ...(written.id === undefined ? {} : { item: written.id }) };
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

function needsText(): Refusal {
  return refuse('invalid', l10n.t('A note needs a text.'));
}

/** @param written is it the type of an entry that stands already? Any that no command writes may be mended then */
function checkType(type: string, written = false): Refusal | null {
  if (!written && !(ENTRY_TYPES as readonly string[]).includes(type)) {
    return refuse('invalid', l10n.t('“{0}” is not a type of entry. Known: {1}.', type, ENTRY_TYPES.filter((one) => !WRITTEN_BY_OTHERS.includes(one)).join(', ')));
  }
  if (!WRITTEN_BY_OTHERS.includes(type)) return null;
  return refuse('invalid', l10n.t('An entry of type “{0}” comes with the change itself: use the command for it.', type));
}
