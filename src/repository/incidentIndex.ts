/**
 * The list of all incidents: a summary of each file, or why it cannot be read. Kept on disk by size and time of change,
 * so that the next start reads only what changed; updated by file afterwards.
 */
import { lstat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { readForList } from '../core/incident/read.ts';
import { summarize, SUMMARY_VERSION, type IncidentSummary } from '../core/incident/summary.ts';
import { assertInside, FileError, isInside, readText, replaceText } from './files.ts';
import { INCIDENT_FILE, locatedAt, locateIncidents, type Located, type Root } from './root.ts';

export type Listed = Readable | (Located & Broken);

export interface Readable extends Located {
  readonly ok: true;
  readonly summary: IncidentSummary;
  /** Why it may not be written; null when it may. */
  readonly readOnly: string | null;
}

interface Broken {
  readonly ok: false;
  readonly error: { readonly message: string; /** From 1. */ readonly line: number; readonly column: number };
}

interface Cached {
  readonly size: number;
  readonly mtimeMs: number;
  readonly entry: { readonly ok: true; readonly summary: IncidentSummary; readonly readOnly: string | null } | Broken;
}

/** Raise it when reading or listing changes in a way that the summary's own version does not tell. */
const CACHE_VERSION = 1;
const AT_ONCE = 64;

export class IncidentIndex {
  readonly #root: Root;
  readonly #folder: string;
  readonly #known = new Map<string, Cached>();
  #listed = new Map<string, Located>();
  #cacheLoaded = false;
  #cacheStale = false;

  /** @param folder absolute path of the folder of incidents */
  constructor(root: Root, folder: string) {
    this.#root = root;
    this.#folder = folder;
  }

  get folder(): string {
    return this.#folder;
  }

  /** All incidents as last seen, by id. Two folders of one name both stand in it. */
  list(): readonly Listed[] {
    return [...this.#listed.values()].flatMap((located) => {
      const cached = this.#known.get(located.file);
      return cached ? [{ ...located, ...cached.entry }] : [];
    });
  }

  /**
   * Looks at all folders again, and reads the files whose size or time has changed.
   *
   * @param progress called after each batch of files
   * @returns whether anything is different
   */
  async refresh(progress?: () => void): Promise<boolean> {
    await this.#loadCache();
    const located = await locateIncidents(this.#folder);
    const before = this.#listed;
    this.#listed = new Map(located.map((one) => [one.file, one]));
    let changed = before.size !== this.#listed.size || located.some((one) => !before.has(one.file));
    for (let at = 0; at < located.length; at += AT_ONCE) {
      const results = await Promise.all(located.slice(at, at + AT_ONCE).map((one) => this.#look(one)));
      if (results.some(Boolean)) {
        changed = true;
        progress?.();
      }
    }
    for (const file of this.#known.keys()) if (!this.#listed.has(file)) this.#forget(file);
    return changed;
  }

  /**
   * Takes in what a watcher tells: paths that were made, changed or deleted, files and folders alike. A watcher may name
   * only the folder of many changes.
   *
   * @returns whether anything is different
   */
  async update(paths: readonly string[]): Promise<boolean> {
    let changed = false;
    for (const path of new Set(paths)) {
      if (!isInside(this.#folder, path) && !isInside(path, this.#folder)) continue;
      if (path.endsWith(`${sep}${INCIDENT_FILE}`)) changed = (await this.#updateFile(path)) || changed;
      else if (await isKnownFile(path)) continue;
      // A folder, or something that is gone and may have been one.
      else return (await this.refresh()) || changed;
    }
    return changed;
  }

  /** Writes the summaries down for the next start. Failing is no harm. */
  async save(): Promise<void> {
    if (!this.#cacheStale) return;
    this.#cacheStale = false;
    const files = [...this.#known].map(([file, cached]) => [relative(this.#root.path, file).split(sep).join('/'), cached] as const);
    const text = JSON.stringify({ version: `${CACHE_VERSION}.${SUMMARY_VERSION}`, files });
    const old = await readText(this.#cacheFile).catch(() => null);
    await replaceText(this.#cacheFile, text, old).catch(() => undefined);
  }

  get #cacheFile(): string {
    return join(this.#root.state, 'index.json');
  }

  async #updateFile(file: string): Promise<boolean> {
    const there = await lstat(file).then(() => true, () => false);
    if (!there) {
      const was = this.#listed.delete(file);
      this.#forget(file);
      return was;
    }
    const located = this.#listed.get(file) ?? locatedAt(dirname(file));
    this.#listed.set(file, located);
    return this.#look(located);
  }

  async #look(located: Located): Promise<boolean> {
    const found = await lstat(located.file).catch(() => null);
    if (!found) return false;
    const known = this.#known.get(located.file);
    if (known && known.size === found.size && known.mtimeMs === found.mtimeMs && !found.isSymbolicLink()) return false;
    this.#known.set(located.file, { size: found.size, mtimeMs: found.mtimeMs, entry: await this.#read(located) });
    this.#cacheStale = true;
    return true;
  }

  async #read(located: Located): Promise<Cached['entry']> {
    try {
      await assertInside(this.#root.path, located.file);
      const reading = readForList(await readText(located.file));
      if (reading.ok) return { ok: true, summary: summarize(located.id, reading.incident, reading.problems), readOnly: reading.readOnly };
      const { message, start } = reading.problem;
      return { ok: false, error: { message, line: start.line, column: start.column } };
    } catch (error) {
      const message = error instanceof FileError ? error.message : l10n.t('This file could not be read: {0}', error instanceof Error ? error.message : String(error));
      return { ok: false, error: { message, line: 1, column: 1 } };
    }
  }

  #forget(file: string): void {
    if (this.#known.delete(file)) this.#cacheStale = true;
  }

  async #loadCache(): Promise<void> {
    if (this.#cacheLoaded) return;
    this.#cacheLoaded = true;
    const text = await readText(this.#cacheFile).catch(() => null);
    if (text === null) return;
    try {
      const content = JSON.parse(text) as { readonly version?: string; readonly files?: readonly (readonly [string, Cached])[] };
      if (content.version !== `${CACHE_VERSION}.${SUMMARY_VERSION}`) return;
      for (const [file, cached] of content.files ?? []) this.#known.set(join(this.#root.path, ...file.split('/')), cached);
    } catch {
      // A torn cache is no cache.
    }
  }
}

async function isKnownFile(path: string): Promise<boolean> {
  return lstat(path).then((found) => found.isFile(), () => false);
}
