/** Where things are: the root of a repository of incidents, Sitrep's own state, and the files below. */
import { createHash } from 'node:crypto';
import { lstat, readdir, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { findGit, realFolder } from './git/findGitDir.ts';

export const PROCESS_FILE = 'sitrep.yaml';
export const INCIDENT_FILE = 'incident.yaml';
export const POSTMORTEM_FILE = 'postmortem.md';

export interface Root {
  /** Absolute path of the folder that holds `sitrep.yaml`, else the top level of the git work tree. */
  readonly path: string;
  /** Where locks, undo list and cache live: in git's common directory, so that all work trees share them. */
  readonly state: string;
  /** Is it inside a git work tree? */
  readonly git: boolean;
}

/**
 * Finds the root for a folder: the nearest ancestor holding `sitrep.yaml`, else the git top level.
 *
 * @returns null when there is neither
 */
export async function findRoot(folder: string): Promise<Root | null> {
  const start = resolve(folder);
  const git = await findGit(start);
  let top: string | null = null;
  for (let path = start; ; path = dirname(path)) {
    if (await isFile(join(path, PROCESS_FILE))) return rootAt(path);
    // The path as it was opened, perhaps through a link: editors name their documents so.
    if (git && top === null && (await realFolder(path)) === git.topLevel) top = path;
    if (dirname(path) === path) break;
  }
  return git ? rootAt(top ?? git.topLevel) : null;
}

/** The root at a folder that is known to be one, with or without `sitrep.yaml`. */
export async function rootAt(path: string): Promise<Root> {
  const [real, git] = await Promise.all([realFolder(path), findGit(path)]);
  if (!git) return { path, git: false, state: join(stateHome(), 'sitrep', hashed(real)) };
  const state = join(git.commonDir, 'sitrep');
  // Two roots in one repository, or in two work trees of it, do not share their undo lists.
  return { path, git: true, state: real === git.topLevel && git.gitDir === git.commonDir ? state : join(state, 'roots', hashed(real)) };
}

export interface Located {
  /** Name of the folder. */
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of `incident.yaml`. */
  readonly file: string;
}

/** Years and perhaps teams lie between the folder of incidents and an incident. */
const MAX_DEPTH = 4;

/** All folders below that hold an `incident.yaml`, in the order of their names. Links are not followed: they could lead anywhere, and in circles. */
export async function locateIncidents(folder: string): Promise<readonly Located[]> {
  const found: Located[] = [];
  await walk(folder, 0, found);
  return found.sort((a, b) => compareTexts(a.id, b.id) || compareTexts(a.folder, b.folder));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Could an `incident.yaml` at this place be an incident, by the rules of {@link locateIncidents}? */
export function isIncidentPlace(folder: string, file: string): boolean {
  const parts = relative(folder, dirname(file)).split(sep);
  return parts.length <= MAX_DEPTH && basename(file) === INCIDENT_FILE && parts.every((part) => part !== '' && isSearched(part));
}

function isSearched(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

async function walk(folder: string, depth: number, found: Located[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (depth > 0 && entries.some((entry) => entry.name === INCIDENT_FILE && (entry.isFile() || entry.isSymbolicLink()))) {
    found.push(locatedAt(folder));
    return;
  }
  if (depth >= MAX_DEPTH) return;
  const folders = entries.filter((entry) => entry.isDirectory() && isSearched(entry.name));
  for (let at = 0; at < folders.length; at += 32) {
    await Promise.all(folders.slice(at, at + 32).map((entry) => walk(join(folder, entry.name), depth + 1, found)));
  }
}

export function locatedAt(folder: string): Located {
  return { id: folder.slice(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')) + 1), folder, file: join(folder, INCIDENT_FILE) };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}

function hashed(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

/** For roots outside git. */
function stateHome(): string {
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? tmpdir();
  return process.env['XDG_STATE_HOME'] ?? (homedir() ? join(homedir(), '.local', 'state') : tmpdir());
}

/** Is there something at a path, be it a link to nowhere? */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}
