/** The sample repository of the demo: complete, consistent, and the same each time. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {makeSampleRepository} from '../../../scripts/demo/sample.ts';
import {readIncident} from '../../../src/core/incident/read.ts';
import type {Incident} from '../../../src/core/incident/schema.ts';
import {groupOf, type Group} from '../../../src/core/incident/state.ts';
import {nextUpdates} from '../../../src/core/incident/updates.ts';
import {staleBlocks} from '../../../src/core/postmortem/refresh.ts';
import {NO_DOCUMENTS, openAt, SYSTEM_RANDOM, type Repository} from '../../../src/repository/repository.ts';
import type {Readable} from '../../../src/repository/incidentIndex.ts';
import {createGit} from '../../../src/repository/git.ts';
import {diagnoseIncident, diagnoseProcess} from '../../../src/language/diagnostics.ts';
import {isolateGit} from '../repository/gitFixture.ts';

const NOW = Date.parse('2026-11-22T09:37:17.250Z');
const MINUTE = 60_000;

describe('The sample repository', () => {
  isolateGit();
  let folder: string;
  let repository: Repository;
  let incidents: readonly (Readable & {incident: Incident; text: string})[];

  before(async () => {
    folder = temporary();
    await makeSampleRepository(folder, {now: NOW});
    repository = await openAt(folder, {documents: NO_DOCUMENTS, clock: {now: () => NOW}, random: SYSTEM_RANDOM, git: createGit({root: folder})});
    await repository.index.refresh();
    incidents = repository.index.list().map((listed) => {
      assert.ok(listed.ok, `${listed.id} cannot be read`);
      const text = readFileSync(listed.file, 'utf8');
      return {...listed, text, incident: readable(text)};
    });
  });
  after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));

  const inGroup = (group: Group) => incidents.filter(({summary}) => groupOf(repository.process, summary) === group);
  const titled = (part: string) => {
    const found = incidents.find(({incident}) => incident.title.includes(part));
    assert.ok(found, `there is no incident about ${part}`);
    return found;
  };

  it('has incidents in every group of the tree', () => {
    const counts = ['needs-classification', 'active', 'recovering', 'awaiting-review', 'closed'] as const;
    assert.deepEqual(counts.map((group) => inGroup(group).length), [1, 2, 1, 1, 5]);
    assert.deepEqual(inGroup('active').map(({incident}) => incident.severity).sort(), ['SEV1', 'SEV3']);
    assert.deepEqual(inGroup('closed').map(({incident}) => incident.status).sort(), ['cancelled', 'closed', 'closed', 'closed', 'duplicate']);
    assert.deepEqual(incidents.filter(({summary}) => summary.mode === 'drill').length, 1);
    assert.ok(inGroup('closed').some(({summary}) => summary.closedYear === 2025));
  });

  it('describes five services, four teams and six people, of whom one uses it', async () => {
    const {services, teams, people} = repository.process;
    assert.deepEqual([services, teams, people].map((named) => Object.keys(named).length), [5, 4, 6]);
    assert.equal(await repository.person(), 'alice');
  });

  it('has nothing to complain about', () => {
    assert.deepEqual(diagnoseProcess(readFileSync(path.join(folder, 'sitrep.yaml'), 'utf8')), []);
    for (const {id, text} of incidents) {
      const problems = diagnoseIncident(text, {process: repository.process, folderName: id, today: '2026-11-22'});
      assert.deepEqual(problems.map(({message, start}) => `${id}:${start.line}: ${message}`), []);
    }
  });

  it('knows all four metrics of every incident that was resolved', () => {
    const resolved = incidents.filter(({summary}) => summary.resolved !== null);
    assert.equal(resolved.length, 4);
    for (const {id, summary} of resolved) {
      const {ttd, tta, ttm, ttr, negative} = summary.metrics;
      assert.ok([ttd, tta, ttm, ttr].every((seconds) => seconds !== null), `${id}: ${JSON.stringify(summary.metrics)}`);
      assert.deepEqual(negative, []);
    }
  });

  it('tells the worst one with what many teams bring, one update late and one due', () => {
    const {incident, summary} = titled('Shop pages');
    assert.equal(incident.teams?.length, 4);
    assert.equal(NOW - (summary.detected ?? 0) - 47 * MINUTE, 250);
    assert.deepEqual(incident.hypotheses?.map(({state}) => state), ['rejected', 'rejected', 'open']);
    assert.deepEqual(nextUpdates(incident).map(({audience, due}) => [audience, Math.round((due.start - NOW) / MINUTE)]), [['customers', 8], ['management', -4]]);
    const types = new Set(incident.timeline.map(({type}) => type));
    for (const type of ['evidence', 'decision', 'deploy', 'runbook', 'escalation', 'role', 'status']) assert.ok(types.has(type), type);
    assert.ok(incident.timeline.some(({type, end}) => type === 'runbook' && end !== undefined));
  });

  it('has one incident that waits for the last service', () => {
    const {summary, incident} = titled('Checkout latency');
    assert.deepEqual(summary.services.filter(({verified}) => !verified).map(({name}) => name), ['checkout']);
    assert.match(incident.timeline.find(({type}) => type === 'started')?.at ?? '', /~$/);
    assert.deepEqual(incident.related?.map(({id}) => id), [titled('first day of the sale').id]);
  });

  it('has two postmortems whose tables are up to date, and three runbooks', async () => {
    const written = incidents.filter(({folder}) => readdirSync(folder).includes('postmortem.md'));
    assert.deepEqual(written.map(({incident}) => incident.review?.state).sort(), ['draft', 'published']);
    for (const one of written) {
      const text = readFileSync(path.join(one.folder, 'postmortem.md'), 'utf8');
      const staleness = await staleBlocks(text, {id: one.id, incident: one.incident, process: repository.process});
      assert.deepEqual(staleness, {ok: true, stale: []});
      assert.equal(text.includes('<!-- What'), one.incident.review?.state === 'draft');
    }
    assert.equal(readdirSync(path.join(folder, 'runbooks')).length, 3);
  });

  it('has committed all but the latest', () => {
    const status = git(folder, 'status', '--porcelain').split('\n').map((line) => line.trim().split(' ')).sort();
    const below = (part: string): string => `incidents/2026/${titled(part).id}`;
    assert.deepEqual(status, [['??', `${below('find nothing')}/`], ['M', `${below('Shop pages')}/incident.yaml`]]);
    const dates = git(folder, 'log', '--format=%at').split('\n').map(Number);
    assert.deepEqual(dates, dates.toSorted((a, b) => b - a));
    assert.ok(dates.every((seconds) => seconds * 1000 <= NOW));
    assert.equal(new Set(git(folder, 'log', '--format=%ae').split('\n')).size, 6);
  });

  it('is the same each time', async () => {
    const other = temporary();
    try {
      await makeSampleRepository(other, {now: NOW});
      assert.deepEqual(filesOf(other), filesOf(folder));
      assert.equal(git(other, 'rev-parse', 'HEAD'), git(folder, 'rev-parse', 'HEAD'));
    } finally {
      rmSync(other, {recursive: true, force: true, maxRetries: 5});
    }
  });

  for (const day of ['2027-01-01T00:10:00Z', '2028-02-29T23:50:00Z', '2027-03-28T02:30:00Z']) {
    it(`holds together on other days: ${day}`, async () => {
      const other = temporary();
      try {
        const now = Date.parse(day);
        await makeSampleRepository(other, {now});
        const {process} = await openAt(other, {documents: NO_DOCUMENTS, clock: {now: () => now}, random: SYSTEM_RANDOM, git: null});
        const problems = [...filesOf(other)].filter(([file]) => path.basename(file) === 'incident.yaml').flatMap(([file, text]) => {
          const folderName = path.basename(path.dirname(file));
          return diagnoseIncident(text, {process, folderName, today: day.slice(0, 10)}).map(({message}) => `${folderName}: ${message}`);
        });
        assert.deepEqual(problems, []);
        assert.ok(git(other, 'log', '--format=%at').split('\n').every((seconds) => Number(seconds) * 1000 <= now));
      } finally {
        rmSync(other, {recursive: true, force: true, maxRetries: 5});
      }
    });
  }
});

function temporary(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-sample-')));
}

function readable(text: string): Incident {
  const reading = readIncident(text);
  assert.ok(reading.readable);
  return reading.incident;
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {cwd: folder, encoding: 'utf8'}).trimEnd();
}

/** The files of the work tree, by path. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).filter((file) => !file.startsWith('.git'));
  return new Map(paths.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}
