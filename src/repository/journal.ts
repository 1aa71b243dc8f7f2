/**
 * What Sitrep changed lately, so that it can be taken back: the last changes of all windows and of the command line on
 * one root. Kept beside git's own files, never in the work tree.
 */
import { join } from 'node:path';
import type { Change } from '../core/operations/change.ts';
import type { Splice } from '../core/yaml/rewrite.ts';
import { readText, replaceText } from './files.ts';
import { withLock } from './lock.ts';

export interface JournalRecord {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What was done, in words. */
  readonly label: string;
  /** Id of the incident; empty for a file that belongs to none, such as `sitrep.yaml`. */
  readonly incident: string;
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** Hash of the text that the change left behind. */
  readonly after: string;
  readonly undo: FileUndo;
}

export type FileUndo =
  /** The file was made: it is deleted again. */
  | { readonly kind: 'created' }
  /** Applied to the text that the change left behind, these give the bytes of before. */
  | { readonly kind: 'edited'; readonly splices: readonly Splice[]; /** For incidents: takes the change back also after others. */ readonly changes: readonly Change[] | null };

/** Older changes are for git to take back. */
const KEPT = 100;
const VERSION = 1;

export class Journal {
  readonly #file: string;

  /** @param stateFolder folder of Sitrep's own state for the root */
  constructor(stateFolder: string) {
    this.#file = join(stateFolder, 'undo.json');
  }

  async add(record: JournalRecord): Promise<void> {
    await this.#update((records) => [...records, record].slice(-KEPT));
  }

  async remove(id: string): Promise<void> {
    await this.#update((records) => records.filter((one) => one.id !== id));
  }

  /** The latest change, of one incident or of all; null when nothing can be taken back. */
  async last(incident?: string): Promise<JournalRecord | null> {
    const { records } = await this.#read();
    return records.findLast((one) => incident === undefined || one.incident === incident) ?? null;
  }

  async #update(edit: (records: readonly JournalRecord[]) => readonly JournalRecord[]): Promise<void> {
    await withLock(`${this.#file}.lock`, async () => {
      const { text, records } = await this.#read();
      await replaceText(this.#file, JSON.stringify({ version: VERSION, records: edit(records) }), text);
    });
  }

  /** A journal that cannot be read is an empty one: it only ever helps. */
  async #read(): Promise<{ readonly text: string | null; readonly records: readonly JournalRecord[] }> {
    const text = await readText(this.#file).catch(() => null);
    if (text === null) return { text: null, records: [] };
    try {
      const content = JSON.parse(text) as { version?: number; records?: readonly JournalRecord[] };
      return { text, records: content.version === VERSION && Array.isArray(content.records) ? content.records : [] };
    } catch {
      return { text, records: [] };
    }
  }
}
