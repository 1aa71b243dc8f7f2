/** Where a repository keeps its things, found by reading the file system only: no process starts, so it works in restricted mode. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface GitFolders {
  /** Top of the work tree, without symbolic links. */
  readonly topLevel: string;
  /** What belongs to this work tree alone: HEAD, the index, a merge in progress. */
  readonly gitDir: string;
  /** What all work trees of the repository share. The same as `gitDir`, except in a linked work tree. */
  readonly commonDir: string;
}

/**
 * Finds the repository whose work tree holds a folder. Understands ordinary repositories, linked work trees and
 * submodules; a bare repository has no work tree and is none.
 *
 * @returns null when there is none
 */
export async function findGit(folder: string): Promise<GitFolders | null> {
  for (let topLevel = await realFolder(folder); ; topLevel = dirname(topLevel)) {
    const gitDir = await gitDirIn(topLevel);
    const commonDir = gitDir && (await commonDirOf(gitDir));
    if (gitDir && commonDir) return { topLevel, gitDir, commonDir };
    if (dirname(topLevel) === topLevel) return null;
  }
}

/** A folder without symbolic links. What does not exist yet, or any more, is taken as it is, below what does. */
export async function realFolder(folder: string): Promise<string> {
  const absolute = resolve(folder);
  try {
    return await realpath(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(await realFolder(parent), absolute.slice(parent.length));
  }
}

async function gitDirIn(topLevel: string): Promise<string | null> {
  const dotGit = join(topLevel, '.git');
  const found = await stat(dotGit).catch(() => null);
  if (found?.isDirectory()) return dotGit;
  if (!found?.isFile()) return null;
  const pointer = /^gitdir: (.+)$/.exec((await textOf(dotGit)) ?? '')?.[1];
  return pointer === undefined ? null : resolve(topLevel, pointer);
}

/** Null for a folder that merely happens to be called `.git`. */
async function commonDirOf(gitDir: string): Promise<string | null> {
  if ((await textOf(join(gitDir, 'HEAD'))) === null) return null;
  const pointer = await textOf(join(gitDir, 'commondir'));
  const commonDir = pointer === null ? gitDir : resolve(gitDir, pointer);
  const objects = await stat(join(commonDir, 'objects')).catch(() => null);
  return objects?.isDirectory() ? commonDir : null;
}

/** The text of one of git's small files, without the line end; null when it cannot be read. */
async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then((text) => text.replace(/[\r\n]+$/, ''), () => null);
}
