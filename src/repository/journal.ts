/**
 * What Sitrep changed lately, so that it can be taken back: the last changes of all windows and of the command line on
 * one root. Kept beside git's own files, never in the work tree.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../core/operations/change.ts';
import type { Splice } from '../core/yaml/rewrite.ts';
import { FileError, readText, replaceText } from './files.ts';
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
/** In characters, all together; the latest are kept. */
const MAX_LENGTH = 2_000_000;
/** In bytes: three for a character at most. */
const MAX_BYTES = 4 * MAX_LENGTH;
const VERSION = 1;

export class Journal {
  readonly #file: string;

  /** @param stateFolder folder of Sitrep's own state for the root */
  constructor(stateFolder: string) {
    this.#file = join(stateFolder, 'undo.json');
  }

  async add(record: JournalRecord): Promise<void> {
    await this.#update((records) => latestThatFit([...records, record]));
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
      // One that cannot even be read is replaced whole.
      if (text === undefined) await rm(this.#file, { force: true, recursive: true });
      await replaceText(this.#file, JSON.stringify({ version: VERSION, records: edit(records) }), text ?? null, MAX_BYTES);
    });
  }

  /** A journal that cannot be read is an empty one: it only ever helps. */
  async #read(): Promise<{ /** Null when there is none, undefined when it cannot be read. */ readonly text: string | null | undefined; readonly records: readonly JournalRecord[] }> {
    const text = await readText(this.#file, MAX_BYTES).catch((error: unknown) => (error instanceof FileError && error.problem === 'missing' ? null : undefined));
    try {
      const content = JSON.parse(text ?? '{}') as { version?: number; records?: readonly unknown[] } | null;
      const records = content?.version === VERSION && Array.isArray(content.records) ? content.records : [];
      return { text, records: records.filter(isRecord) };
    } catch {
      return { text, records: [] };
    }
  }
}

function latestThatFit(records: readonly JournalRecord[]): readonly JournalRecord[] {
  let length = 0;
  let first = records.length;
  while (first > 0 && records.length - first < KEPT) {
    length += JSON.stringify(records[first - 1]).length;
    if (length > MAX_LENGTH) break;
    first -= 1;
  }
  return records.slice(first);
}

function isRecord(value: unknown): value is JournalRecord {
  const record = value as Partial<JournalRecord> | null;
  const texts = [record?.id, record?.label, record?.incident, record?.file, record?.after];
  if (!texts.every((text) => typeof text === 'string')) return false;
  return record?.undo?.kind === 'created' || (record?.undo?.kind === 'edited' && Array.isArray(record.undo.splices));
}
