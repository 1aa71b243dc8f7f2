// The shop's own files and commits, among which the incidents have their causes.
import type {World} from './story.ts';
import {processFile} from './processFile.ts';
import {poolRunbook, queueRunbook, rollbackRunbook} from './runbooks.ts';
import {clockOn, workingDay, workingDaysFrom, ZONE} from './times.ts';
import {dayInZone} from '../../src/core/time/zone.ts';

/** The last state of sitrep.yaml. */
export function currentProcess(now: number): string {
  const year = yearOf(now);
  return processFile([year - 1, year]);
}

/** The present year, UTC; the shop's repository begins in September of the year before. */
export function yearOf(now: number): number {
  return new Date(now).getUTCFullYear();
}

export function beginShop(world: World): void {
  const year = yearOf(world.now) - 1;
  const first = workingDay(`${year}-09-03`);
  const commit = committer(world);
  commit(clockOn(first, '09:12'), 'carol', 'Services and their settings', {
    'README.md': README,
    'services/storefront/config.yaml': 'replicas: 12\nmemory: 512Mi\nsessions: {store: cookie}\n',
    'services/checkout/config.yaml': checkoutConfig(100),
    'services/ledger/config.yaml': 'replicas: 2\nqueue: {name: orders-paid, batch: 20}\n',
    'services/search/config.yaml': 'replicas: 4\nindex: products\n',
    'services/delivery/config.yaml': 'replicas: 2\ncarriers: [north, coast]\ncalendar: {import: weekly}\n',
  });
  commit(clockOn(first, '14:40'), 'alice', 'How we handle incidents', {'sitrep.yaml': processFile([year])});
  commit(clockOn(workingDaysFrom(first, 4), '11:05'), 'farid', 'Runbook: roll a deploy back', {'runbooks/rollback-deploy.md': rollbackRunbook(workingDaysFrom(first, 4))});
  commit(clockOn(workingDay(`${year}-12-12`), '16:20'), 'alice', `Public holidays of ${year + 1}`, {'sitrep.yaml': processFile([year, year + 1])});
}

/** A runbook that came out of the slow checkout of last year. */
export function addPoolRunbook(world: World, at: number): void {
  committer(world)(at, 'erin', 'Runbook: checkout waits for database connections', {'runbooks/checkout-pool-exhausted.md': poolRunbook(dayInZone(at, ZONE))});
}

/** A runbook that came out of the lost orders. */
export function addQueueRunbook(world: World, at: number): void {
  committer(world)(at, 'erin', 'Runbook: the ledger’s queue is full', {'runbooks/ledger-queue-full.md': queueRunbook(dayInZone(at, ZONE))});
}

export function changeConfig(world: World, at: number, by: string, service: string, text: string, message: string): void {
  committer(world)(at, by, message, {[`services/${service}/config.yaml`]: text});
}

export function checkoutConfig(pool: number): string {
  return `replicas: 6\ndatabase: {pool: ${pool}, timeout: 5s}\ncard_provider: {timeout: 8s}\n`;
}

function committer({commits}: World) {
  return (at: number, by: string, message: string, files: Readonly<Record<string, string>>): void => {
    commits.push({at, by, message: `${message}\n`, files: new Map(Object.entries(files))});
  };
}


const README = `# Harbour

A small shop for things that float. This repository holds the settings of its services, and what we do when one of them
sinks:

- \`sitrep.yaml\` says how we handle incidents,
- \`incidents/\` holds every incident: the facts in \`incident.yaml\`, the story in \`postmortem.md\`,
- \`runbooks/\` says what to do when it happens again.

Open the folder in VS Code with the extension Sitrep.
`;
