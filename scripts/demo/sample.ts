// Makes a git repository with the believable history of a small shop: incidents in all phases, postmortems, runbooks.
// Everything is told relative to the present moment and comes from the operations that people use.
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {readProcess} from '../../src/core/process/read.ts';
import {makeRepository, type Author} from './git.ts';
import {ordersMissing} from './incidents/ordersMissing.ts';
import {slowCheckout} from './incidents/slowCheckout.ts';
import {drill, falseAlarm, lateLabels, saleLastYear, unclassifiedAlert} from './incidents/smaller.ts';
import {storefrontDown} from './incidents/storefrontDown.ts';
import {wrongDeliveryDates} from './incidents/wrongDeliveryDates.ts';
import {beginShop, currentProcess} from './shop.ts';
import type {World} from './story.ts';

export interface SampleOptions {
  /** The present moment, epoch milliseconds; the same one gives the same repository. */
  readonly now?: number;
}

/** @param folder one that does not exist yet or is empty */
export async function makeSampleRepository(folder: string, {now = Date.now()}: SampleOptions = {}): Promise<void> {
  const second = Math.floor(now / 1000) * 1000;
  const {process} = readProcess(currentProcess(second));
  const world: World = {process, now: second, commits: [], uncommitted: new Map()};
  beginShop(world);
  const recurrence = await saleLastYear(world);
  await falseAlarm(world);
  await drill(world);
  await ordersMissing(world);
  await wrongDeliveryDates(world);
  await lateLabels(world);
  await slowCheckout(world, recurrence);
  await storefrontDown(world);
  unclassifiedAlert(world);
  write(folder, world);
}

/** Commits of incidents that overlapped stand in the order in which they were made. */
function write(folder: string, {process, commits, uncommitted}: World): void {
  const author = (handle: string): Author => {
    const person = process.people[handle];
    const [email] = person?.emails ?? [];
    if (!person || email === undefined) throw new Error(`${handle} is not one of the people`);
    return {name: person.name ?? handle, email};
  };
  const inOrder = commits.toSorted((a, b) => a.at - b.at);
  mkdirSync(folder, {recursive: true});
  makeRepository(folder, author('alice'), inOrder.map(({by, ...commit}) => ({...commit, author: author(by)})));
  writeFiles(folder, uncommitted);
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const target = path.join(folder, ...file.split('/'));
    mkdirSync(path.dirname(target), {recursive: true});
    writeFileSync(target, text);
  }
}
