/**
 * The one write path. Every change of a file goes through here: lock, read again, apply the operation to what is there
 * now, write atomically, note how to take it back. A document with unsaved changes is changed in its editor instead, and
 * never saved by us.
 */
import { randomUUID } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { editIncident, undoChanges, type Edit, type EditResult, type Operation, type Refusal } from '../core/operations/edit.ts';
import type { Change } from '../core/operations/change.ts';
import { applySplices, type Splice } from '../core/yaml/rewrite.ts';
import { assertInside, FileError, hashOf, readText, removeText, replaceText } from './files.ts';
import { Journal, type JournalRecord } from './journal.ts';
import { withLock } from './lock.ts';
import type { Clock, OpenDocuments } from './ports.ts';
import type { Located, Root } from './root.ts';

/** A change that did not happen because the program that holds the file changed it at the same moment, again and again. */
const MAX_ATTEMPTS = 20;

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export interface TextChange {
  readonly text: string;
  readonly label: string;
}

export class Writer {
  readonly #root: Root;
  readonly #documents: OpenDocuments;
  readonly #clock: Clock;
  readonly #journal: Journal;

  constructor(root: Root, documents: OpenDocuments, clock: Clock) {
    this.#root = root;
    this.#documents = documents;
    this.#clock = clock;
    this.#journal = new Journal(root.state);
  }

  /** Applies an operation to an incident. @throws FileError, LockTimeout */
  async edit(incident: Located, operation: Operation): Promise<Outcome<Edit>> {
    const result = await this.#change<Edit>(incident.file, incident.id, (text) => {
      const edit: EditResult = editIncident(text, operation);
      return edit.ok ? { ok: true, value: edit, text: edit.text, splices: edit.splices, changes: edit.changes, label: edit.label } : edit;
    });
    return result;
  }

  /** Changes a text file that is no incident, such as a postmortem. @throws FileError, LockTimeout */
  async editText(file: string, incident: string, edit: (text: string) => Promise<TextChange | Refusal> | TextChange | Refusal): Promise<Outcome<TextChange>> {
    return this.#change<TextChange>(file, incident, async (text) => {
      const change = await edit(text);
      if ('kind' in change) return { ok: false, refusal: change };
      return { ok: true, value: change, text: change.text, splices: differingMiddle(text, change.text), changes: null, label: change.label };
    });
  }

  /** Makes a file that must not exist yet. @throws FileError, LockTimeout */
  async create(file: string, text: string, incident: string, label: string): Promise<void> {
    await assertInside(this.#root.path, file);
    await this.#locked(file, async () => {
      if (!(await replaceText(file, text, null))) throw new FileError('exists', file, l10n.t('“{0}” exists already. Nothing was changed.', this.#relative(file)));
      await this.#note({ label, incident, file: this.#relative(file), after: hashOf(text), undo: { kind: 'created' } });
    });
  }

  /** What `undo` would take back; null when there is nothing. */
  async lastChange(incident?: string): Promise<JournalRecord | null> {
    return this.#journal.last(incident);
  }

  /**
   * Takes the latest change back. While nothing else changed the file since, its bytes are restored; else the change alone
   * is taken out, and refused if what it concerned has changed again.
   *
   * @throws FileError, LockTimeout
   */
  async undo(incident?: string): Promise<Outcome<JournalRecord>> {
    const record = await this.#journal.last(incident);
    if (!record) return { ok: false, refusal: { kind: 'invalid', message: l10n.t('There is nothing to undo.') } };
    const file = join(this.#root.path, ...record.file.split('/'));
    await assertInside(this.#root.path, file);
    const refusal = record.undo.kind === 'created' ? await this.#undoCreation(file, record) : await this.#undoEdit(file, record, record.undo);
    if (refusal?.kind === 'conflict') {
      // It would stand before all earlier changes for good.
      await this.#journal.remove(record.id).catch(() => undefined);
      const message = l10n.t('“{0}” in {1} cannot be taken back: {2} Undo again takes back the change before it.', record.label, record.file, refusal.message);
      return { ok: false, refusal: { ...refusal, message } };
    }
    if (refusal) return { ok: false, refusal };
    // It is undone, whether or not that can be noted.
    await this.#journal.remove(record.id).catch(() => undefined);
    return { ok: true, value: record };
  }

  async #undoCreation(file: string, record: JournalRecord): Promise<Refusal | null> {
    const changed: Refusal = { kind: 'conflict', message: l10n.t('“{0}” has changed since it was made. Delete it by hand if you mean to.', record.file) };
    if (this.#documents.unsaved(file)) return changed;
    return this.#locked(file, async () => {
      const text = await readText(file).catch((error: unknown) => (error instanceof FileError && error.problem === 'missing' ? null : Promise.reject(error)));
      if (text === null) return null;
      if (hashOf(text) !== record.after) return changed;
      return (await removeText(file, text, this.#root.path)) ? null : changed;
    });
  }

  async #undoEdit(file: string, record: JournalRecord, undo: { readonly splices: readonly Splice[]; readonly changes: readonly Change[] | null }): Promise<Refusal | null> {
    const result = await this.#change<null>(
      file,
      record.incident,
      (text) => {
        if (hashOf(text) === record.after) return { ok: true, value: null, text: applySplices(text, undo.splices), splices: undo.splices, changes: null, label: record.label };
        if (!undo.changes) return { ok: false, refusal: { kind: 'conflict', message: l10n.t('“{0}” has changed since. Nothing was undone.', record.file) } };
        const edit = undoChanges(text, undo.changes, record.label);
        return edit.ok ? { ok: true, value: null, text: edit.text, splices: edit.splices, changes: null, label: record.label } : edit;
      },
      false,
    );
    return result.ok ? null : result.refusal;
  }

  async #change<T>(file: string, incident: string, compute: (text: string) => Computed<T> | Promise<Computed<T>>, noted = true): Promise<Outcome<T>> {
    await assertInside(this.#root.path, file);
    return this.#locked(file, async () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const unsaved = this.#documents.unsaved(file);
        const before = unsaved ? unsaved.text : await readText(file);
        const computed = await compute(before);
        if (!computed.ok) return computed;
        const { text, splices, changes, label } = computed;
        const written = text === before || (unsaved ? await this.#documents.edit(file, before, splices) : await replaceText(file, text, before));
        // Someone changed the file without our lock, such as an editor that saved: look again, apply again.
        if (!written) continue;
        if (noted && text !== before) {
          await this.#note({ label, incident, file: this.#relative(file), after: hashOf(text), undo: { kind: 'edited', splices: reversed(before, splices), changes } });
        }
        return { ok: true, value: computed.value };
      }
      return { ok: false, refusal: { kind: 'conflict', message: l10n.t('“{0}” keeps changing. Try again.', this.#relative(file)) } };
    });
  }

  async #note(record: Omit<JournalRecord, 'id' | 'at'>): Promise<void> {
    // The change is made: a full disk or a read-only git folder may cost its undo, not the change.
    await this.#journal.add({ id: randomUUID(), at: this.#clock.now(), ...record }).catch(() => undefined);
  }

  async #locked<T>(file: string, work: () => Promise<T>): Promise<T> {
    return withLock(join(this.#root.state, 'locks', `${hashOf(this.#relative(file)).slice(0, 20)}.lock`), work);
  }

  #relative(file: string): string {
    return relative(this.#root.path, file).split(sep).join('/');
  }
}

type Computed<T> =
  | { readonly ok: true; readonly value: T; readonly text: string; readonly splices: readonly Splice[]; readonly changes: readonly Change[] | null; readonly label: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** Splices that turn the changed text back into the old one. */
function reversed(before: string, splices: readonly Splice[]): readonly Splice[] {
  let shift = 0;
  return splices.map(({ start, end, text }) => {
    const at = start + shift;
    shift += text.length - (end - start);
    return { start: at, end: at + text.length, text: before.slice(start, end) };
  });
}

/** One splice for all that lies between what both texts begin and end with. */
function differingMiddle(before: string, after: string): readonly Splice[] {
  let start = 0;
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail < before.length - start && tail < after.length - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  return before === after ? [] : [{ start, end: before.length - tail, text: after.slice(start, after.length - tail) }];
}
