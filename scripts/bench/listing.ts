// Listing many incidents, each time in a fresh process, as at the start of a window.
//   node scripts/bench/listing.ts read|list FOLDER      prints milliseconds
import {execFileSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {median} from './measure.ts';

export interface Listing {
  /** Milliseconds: reading the bytes of all files, nothing else. */
  readonly read: number;
  /** The list from the files, as the first time in a clone. */
  readonly first: number;
  /** The same, until the newest incidents stand in it. */
  readonly newest: number;
  /** The list from what the last window left, as at every later start. */
  readonly later: number;
}

type Work = 'read' | 'list';

/** @param folder a git repository with many incidents */
export async function measureListing(folder: string, forget: () => void, runs: number): Promise<Listing> {
  const run = (work: Work): {all: number; newest: number} => {
    const [all = Number.NaN, newest = Number.NaN] = execFileSync(process.execPath, [import.meta.filename, work, folder], {encoding: 'utf8'}).split(' ').map(Number);
    return {all, newest};
  };
  run('list');
  const times: Record<keyof Listing, number[]> = {read: [], first: [], newest: [], later: []};
  for (let round = 0; round < runs; round++) {
    times.read.push(run('read').all);
    forget();
    const {all, newest} = run('list');
    times.first.push(all);
    times.newest.push(newest);
    times.later.push(run('list').all);
  }
  return {read: median(times.read), first: median(times.first), newest: median(times.newest), later: median(times.later)};
}

async function measure(work: Work, folder: string): Promise<number[]> {
  const {NO_DOCUMENTS, openAt, SYSTEM_CLOCK, SYSTEM_RANDOM} = await import('../../src/repository/repository.ts');
  const {locateIncidents} = await import('../../src/repository/root.ts');
  if (work === 'read') {
    const files = (await locateIncidents(path.join(folder, 'incidents'))).map(({file}) => file);
    const start = performance.now();
    for (let at = 0; at < files.length; at += 64) await Promise.all(files.slice(at, at + 64).map((file) => readFile(file)));
    return [performance.now() - start];
  }
  const repository = await openAt(folder, {documents: NO_DOCUMENTS, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: null});
  const start = performance.now();
  let newest: number | undefined;
  await repository.index.refresh(() => (newest ??= performance.now() - start));
  const all = performance.now() - start;
  if (repository.index.list().some((one) => !one.ok)) throw new Error('A sample cannot be read.');
  await repository.index.save();
  return [all, newest ?? all];
}

if (import.meta.main) {
  const [work, folder = ''] = process.argv.slice(2);
  if (work !== 'read' && work !== 'list') throw new Error('read or list?');
  console.log((await measure(work, folder)).join(' '));
}
