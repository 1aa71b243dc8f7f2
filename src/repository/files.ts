/**
 * Reading and writing files so that nothing is lost: text is decoded strictly, writing is atomic, nothing outside the
 * root is touched, not even through links.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, readFile, realpath, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { MAX_LENGTH } from '../core/yaml/limits.ts';

export type FileProblem = 'missing' | 'too-large' | 'not-text' | 'outside' | 'no-permission' | 'disk-full' | 'not-a-file' | 'exists' | 'failed';

/** A file that could not be read or written, in words for a person. */
export class FileError extends Error {
  readonly problem: FileProblem;
  readonly file: string;
  constructor(problem: FileProblem, file: string, message: string) {
    super(message);
    this.name = 'FileError';
    this.problem = problem;
    this.file = file;
  }
}

/** No text file that people write is larger, in bytes. */
const MAX_BYTES = MAX_LENGTH;

/**
 * @param limit in bytes
 * @throws FileError when it is missing, too large, not UTF-8, not a file, or not to be read
 */
export async function readText(file: string, limit: number = MAX_BYTES): Promise<string> {
  return guarded(file, async () => {
    const { size } = await statFile(file);
    if (size > limit) throw new FileError('too-large', file, l10n.t('This file is larger than {0} MB and is not read.', limit / 1024 / 1024));
    return decode(file, await readFile(file));
  });
}

/**
 * Writes a whole file, or leaves the old one whole: a temporary file beside it, flushed to disk, then renamed over it.
 * Keeps the mode of an existing file. A link is followed, so that it stays a link.
 *
 * @param expected what the file must hold right before it is replaced; null when it must not exist
 * @param limit in bytes: what {@link readText} could not read again is not written
 * @returns false when it holds something else: nothing was written then
 * @throws FileError
 */
export async function replaceText(file: string, text: string, expected: string | null, limit: number = MAX_BYTES): Promise<boolean> {
  return guarded(file, async () => {
    if (Buffer.byteLength(text) > limit) throw new FileError('too-large', file, l10n.t('This file would become larger than {0} MB. Nothing was changed.', limit / 1024 / 1024));
    if (expected === null) await mkdir(dirname(file), { recursive: true });
    const target = await realpath(file).catch(() => file);
    const mode = await stat(target).then((found) => found.mode & 0o7777, () => null);
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await open(temporary, 'wx', mode ?? 0o666);
      try {
        await handle.writeFile(text, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (mode !== null) await chmod(temporary, mode);
      if ((await currentText(target)) !== expected) return false;
      await renameOver(temporary, target);
    } finally {
      await unlink(temporary).catch(() => undefined);
    }
    await syncFolder(dirname(target));
    return true;
  });
}

/** Deletes a file if it still holds the text, then the folders above it that are empty, up to a folder that stays. */
export async function removeText(file: string, expected: string, stay: string): Promise<boolean> {
  return guarded(file, async () => {
    if ((await currentText(file)) !== expected) return false;
    await unlink(file);
    for (let folder = dirname(file); folder !== stay && isInside(stay, folder); folder = dirname(folder)) {
      if (!(await rmdir(folder).then(() => true, () => false))) break;
    }
    return true;
  });
}

/** Is a path the folder itself or below it? Both absolute; links are not followed. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/** Refuses a file that lies outside the root, or is led outside by a link. @throws FileError */
export async function assertInside(root: string, file: string): Promise<void> {
  const outside = (): FileError => new FileError('outside', file, l10n.t('“{0}” lies outside the repository. Nothing was read or written.', relative(root, file)));
  if (!isInside(root, file)) throw outside();
  const realRoot = await realpath(root);
  let path = file;
  for (;;) {
    const real = await realpath(path).catch(() => null);
    if (real !== null) {
      if (!isInside(realRoot, real)) throw outside();
      return;
    }
    // A link to nowhere would be created outside.
    if (await lstat(path).then((found) => found.isSymbolicLink(), () => false)) throw outside();
    path = dirname(path);
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function currentText(file: string): Promise<string | null> {
  try {
    return decode(file, await readFile(file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps a byte-order mark; refuses what is not UTF-8, since writing it back would change it. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileError('not-text', file, l10n.t('This file is not UTF-8 text. Save it as UTF-8.'));
  }
}

async function statFile(file: string): Promise<{ readonly size: number }> {
  const found = await stat(file);
  if (!found.isFile()) throw new FileError('not-a-file', file, l10n.t('This is not a file.'));
  return found;
}

/** Virus scanners and indexers hold files open on Windows for moments: try again for about a second. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt >= 10 || !['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error)) || process.platform !== 'win32') throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * (attempt + 1) ** 1.5));
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Not possible on Windows, and not needed there.
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFileError(file, error);
  }
}

/** Any error of the file system, in words for a person. */
export function toFileError(file: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FileError('missing', file, l10n.t('“{0}” does not exist.', file));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new FileError('no-permission', file, l10n.t('“{0}” may not be read or written. Check the permissions of the file and its folder.', file));
    case 'ENOSPC':
    case 'EDQUOT':
      return new FileError('disk-full', file, l10n.t('The disk is full. Nothing was changed; make room and try again.'));
    case 'EISDIR':
      return new FileError('not-a-file', file, l10n.t('“{0}” is a folder where a file was expected.', file));
    default:
      return new FileError('failed', file, l10n.t('“{0}” could not be read or written: {1}', file, error instanceof Error ? error.message : String(error)));
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? '';
}
