/**
 * The list of all incidents: a summary of each file, or why it cannot be read. Kept on disk by size and time of change,
 * so that the next start reads only what changed; updated by file afterwards.
 */
import { lstat, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { readForList } from '../core/incident/read.ts';
import { summarize, SUMMARY_VERSION, type IncidentSummary } from '../core/incident/summary.ts';
import { assertInside, FileError, hashOf, isInside, readText, replaceText } from './files.ts';
import { INCIDENT_FILE, isIncidentPlace, locatedAt, locateIncidents, type Located, type Root } from './root.ts';

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
  /** Of the text, or of why it could not be read. */
  readonly hash: string;
  readonly entry: { readonly ok: true; readonly summary: IncidentSummary; readonly readOnly: string | null } | Broken;
}

/** Raise it when reading or listing changes in a way that the summary's own version does not tell. */
const CACHE_VERSION = 2;
const AT_ONCE = 64;
/** In bytes: some 100,000 incidents. */
const MAX_CACHE = 128 * 1024 * 1024;
/** A file that changed so shortly before it was read may have changed again in the same tick of its clock. */
const TICK_MS = 2_000;

export class IncidentIndex {
  readonly #root: Root;
  readonly #folder: string;
  readonly #known = new Map<string, Cached>();
  #listed = new Map<string, Located>();
  #cacheLoaded = false;
  #cacheStale = false;
  #lastRefresh: Promise<unknown> = Promise.resolve();
  /** Files that updates have told of while the folders are being walked: they know better than the walk. */
  #arrived: Set<string> | null = null;

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
    const result = this.#lastRefresh.then(() => this.#refresh(progress));
    this.#lastRefresh = result.catch(() => undefined);
    return result;
  }

  async #refresh(progress?: () => void): Promise<boolean> {
    await this.#loadCache();
    const arrived = new Set<string>();
    this.#arrived = arrived;
    const walked = new Map((await locateIncidents(this.#folder)).map((one) => [one.file, one]));
    this.#arrived = null;
    const before = this.#listed;
    for (const file of arrived) {
      const told = before.get(file);
      if (told) walked.set(file, told);
      else walked.delete(file);
    }
    const located = inOrder(walked.values());
    this.#listed = new Map(located.map((one) => [one.file, one]));
    let changed = before.size !== this.#listed.size || located.some((one) => !before.has(one.file));
    // The newest first: those are the open ones, for which someone waits.
    const newestFirst = located.toReversed();
    for (let at = 0; at < newestFirst.length; at += AT_ONCE) {
      const results = await Promise.all(newestFirst.slice(at, at + AT_ONCE).map((one) => this.#look(one)));
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
    const old = await readText(this.#cacheFile, MAX_CACHE).catch((error: unknown) => (error instanceof FileError && error.problem === 'missing' ? null : undefined));
    // One that cannot even be read is replaced whole.
    if (old === undefined) await rm(this.#cacheFile, { force: true, recursive: true }).catch(() => undefined);
    await replaceText(this.#cacheFile, text, old ?? null, MAX_CACHE).catch(() => undefined);
  }

  get #cacheFile(): string {
    return join(this.#root.state, 'index.json');
  }

  async #updateFile(file: string): Promise<boolean> {
    const there = await lstat(file).then(() => true, () => false);
    if (!there) {
      const was = this.#listed.delete(file);
      this.#arrived?.add(file);
      this.#forget(file);
      return was;
    }
    const located = this.#listed.get(file) ?? locatedAt(dirname(file));
    if (!this.#listed.has(file)) {
      if (!isIncidentPlace(this.#folder, file) || this.#isBelowIncident(located.folder)) return false;
      this.#listed = new Map(inOrder([...this.#listed.values(), located]).map((one) => [one.file, one]));
    }
    this.#arrived?.add(file);
    return this.#look(located);
  }

  async #look(located: Located): Promise<boolean> {
    const found = await lstat(located.file).catch(() => null);
    const known = this.#known.get(located.file);
    if (!found) {
      this.#forget(located.file);
      return known !== undefined;
    }
    if (known && known.size === found.size && known.mtimeMs === found.mtimeMs && !found.isSymbolicLink()) return false;
    const isSettled = Date.now() - found.mtimeMs > TICK_MS;
    const { entry, hash } = await this.#read(located);
    this.#known.set(located.file, { size: found.size, mtimeMs: isSettled ? found.mtimeMs : UNSETTLED, hash, entry });
    this.#cacheStale = true;
    // Whoever shows the whole incident wants to know of every change, also of one that no summary holds.
    return hash !== known?.hash;
  }

  /** Below an incident's folder are its attachments. */
  #isBelowIncident(folder: string): boolean {
    for (let parent = dirname(folder); isInside(this.#folder, parent) && parent !== this.#folder; parent = dirname(parent)) {
      if (this.#listed.has(join(parent, INCIDENT_FILE))) return true;
    }
    return false;
  }

  async #read(located: Located): Promise<Pick<Cached, 'entry' | 'hash'>> {
    try {
      await assertInside(this.#root.path, located.file);
      const text = await readText(located.file);
      const hash = hashOf(text);
      const reading = readForList(text);
      if (reading.ok) return { hash, entry: { ok: true, summary: summarize(located.id, reading.incident, reading.problems), readOnly: reading.readOnly } };
      const { message, start } = reading.problem;
      return { hash, entry: { ok: false, error: { message, line: start.line, column: start.column } } };
    } catch (error) {
      const message = error instanceof FileError ? error.message : l10n.t('This file could not be read: {0}', error instanceof Error ? error.message : String(error));
      return { hash: hashOf(message), entry: { ok: false, error: { message, line: 1, column: 1 } } };
    }
  }

  #forget(file: string): void {
    if (this.#known.delete(file)) this.#cacheStale = true;
  }

  async #loadCache(): Promise<void> {
    if (this.#cacheLoaded) return;
    this.#cacheLoaded = true;
    const text = await readText(this.#cacheFile, MAX_CACHE).catch(() => null);
    if (text === null) return;
    try {
      const content = JSON.parse(text) as { readonly version?: string; readonly files?: readonly (readonly [unknown, unknown])[] } | null;
      if (content?.version !== `${CACHE_VERSION}.${SUMMARY_VERSION}`) return;
      for (const [file, cached] of content.files ?? []) {
        if (typeof file === 'string' && isCached(cached)) this.#known.set(join(this.#root.path, ...file.split('/')), cached);
      }
    } catch {
      // A torn cache is no cache.
    }
  }
}

function inOrder(located: Iterable<Located>): readonly Located[] {
  return [...located].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.file < b.file ? -1 : 1));
}

/** No time of any file. */
const UNSETTLED = -1;

/** Written by this version, so that a look at the outside is enough. */
function isCached(value: unknown): value is Cached {
  const cached = value as Partial<Cached> | null;
  if (typeof cached?.size !== 'number' || typeof cached.mtimeMs !== 'number' || typeof cached.hash !== 'string') return false;
  const { entry } = cached;
  return entry?.ok === true ? typeof entry.summary?.id === 'string' : typeof entry?.error?.message === 'string';
}

async function isKnownFile(path: string): Promise<boolean> {
  return lstat(path).then((found) => found.isFile(), () => false);
}
