/**
 * A lock between processes: windows of the editor and the command line. A file that only one can create says who holds
 * it. A holder that died is noticed at once on the same machine, and after a minute elsewhere.
 */
import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { toFileError } from './files.ts';

/** Work under a lock takes milliseconds; a lock that old was left behind. */
const ABANDONED_MS = 60_000;
/** How long to wait for others before giving up. */
const PATIENCE_MS = 20_000;

export class LockTimeout extends Error {
  constructor() {
    super(l10n.t('Another program is writing to this incident and does not finish. Try again in a minute.'));
    this.name = 'LockTimeout';
  }
}

/**
 * Does some work while holding a lock.
 *
 * @param path file of the lock; its folder is made when missing
 * @throws LockTimeout, FileError when the lock cannot be made, and whatever the work throws
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const token = await acquire(path).catch((error: unknown) => {
    throw error instanceof LockTimeout ? error : toFileError(path, error);
  });
  try {
    return await work();
  } finally {
    await release(path, token);
  }
}

interface Holder {
  readonly token: string;
  readonly pid: number;
  /** Where the number of the process means something: the machine, and the container. */
  readonly host: string;
}

let place: string | undefined;

function here(): string {
  if (place === undefined) {
    place = hostname();
    try {
      place += ` ${readlinkSync('/proc/self/ns/pid')}`;
    } catch {
      // No Linux: the machine alone tells.
    }
  }
  return place;
}

async function acquire(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const started = Date.now();
  const token = randomUUID();
  for (let wait = 2; ; wait = Math.min(wait * 1.5, 40)) {
    if (await create(path, token)) return token;
    if (await isAbandoned(path)) await removeAbandoned(path);
    else {
      if (Date.now() - started > PATIENCE_MS) throw new LockTimeout();
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(JSON.stringify({ token, pid: process.pid, host: here() } satisfies Holder));
    } catch (error) {
      // A full disk: a lock without a holder would only keep others out.
      await unlink(path).catch(ignoreMissing);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    // Windows answers EPERM or EBUSY while the file is being deleted.
    if (['EEXIST', 'EPERM', 'EBUSY'].includes(codeOf(error)) && (codeOf(error) === 'EEXIST' || process.platform === 'win32')) return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const age = Date.now() - mtimeMs;
    if (age > ABANDONED_MS) return true;
    const holder = holderOf(text);
    // An empty file: its maker is just about to write, or died in between.
    if (!holder) return age > 2_000;
    return holder.host === here() && !isAlive(holder.pid);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || (process.platform === 'win32' && ['EPERM', 'EBUSY'].includes(codeOf(error)))) return false;
    throw error;
  }
}

/** Only one at a time may clear a lock away, and only after another look: else it could be a fresh one. */
async function removeAbandoned(path: string): Promise<void> {
  const guard = `${path}.clearing`;
  const token = randomUUID();
  if (!(await create(guard, token))) {
    const age = await stat(guard).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
    if (age > 10_000) await unlink(guard).catch(ignoreMissing);
    else await new Promise((resolve) => setTimeout(resolve, 10));
    return;
  }
  try {
    if (await isAbandoned(path)) await unlink(path).catch(ignoreMissing);
  } finally {
    await unlink(guard).catch(ignoreMissing);
  }
}

async function release(path: string, token: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (holderOf(text)?.token === token) await unlink(path).catch(ignoreMissing);
}

function holderOf(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.token === 'string' ? (holder as Holder) : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? '';
}
