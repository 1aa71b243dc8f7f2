import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_PROCESS } from '../../../src/core/process/defaults.ts';
import { initialProcessText } from '../../../src/core/process/initial.ts';
import { durationMinutes, folderInsideRoot, readProcess } from '../../../src/core/process/read.ts';
import { processSchema } from '../../../src/core/process/schema.ts';

const problemsOf = (text: string): string[] => readProcess(text).problems.map(({ start, code }) => `${start.line} ${code}`);

describe('the text that Initialize writes', () => {
  const text = initialProcessText();

  it('says the defaults', () => {
    assert.deepEqual(readProcess(text), { process: DEFAULT_PROCESS, problems: [] });
  });

  it('says the defaults with everything turned on', () => {
    assert.deepEqual(readProcess(text.replace(/^# /gm, '')), { process: DEFAULT_PROCESS, problems: [] });
  });

  it('shows every key', () => {
    const keys = [...text.matchAll(/^(?:# )?([a-z]+):/gm)].map(([, key]) => key);
    assert.deepEqual(keys.toSorted(), Object.keys(processSchema.entries).toSorted());
  });
});

describe('readProcess', () => {
  it('gives the defaults without a file, and for one of comments alone', () => {
    for (const text of [null, '', '# nothing\n\n', '\uFEFF---\r\n# nothing\r\n']) {
      assert.deepEqual(readProcess(text), { process: DEFAULT_PROCESS, problems: [] });
    }
  });

  it('replaces a key whole', () => {
    const { process, problems } = readProcess('roles: {lead: }\nservices:\n  checkout: {depends_on: [ledger]}\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.keys(process.roles), ['lead']);
    assert.deepEqual(process.services.checkout, {
      title: 'checkout', owner: null, tier: null, dependsOn: ['ledger'], paths: [], runbooks: [], recoveryChecks: [],
    });
    assert.equal(process.severities, DEFAULT_PROCESS.severities);
  });

  it('keeps the default of a scale with a wrong step, and the rest of the file', () => {
    const { process } = readProcess('statuses:\n  - {name: new, phase: responce}\nteams: {payments: }\n');
    assert.equal(process.statuses, DEFAULT_PROCESS.statuses);
    assert.deepEqual(Object.keys(process.teams), ['payments']);
    assert.deepEqual(problemsOf('statuses:\n  - {name: new, phase: responce}\n')[0], '2 shape');
    assert.deepEqual(problemsOf('severities: 4\n'), ['1 shape']);
    assert.deepEqual(problemsOf('severities:\n  - {name: A}\n  - {name: A}\n'), ['3 duplicate-name']);
  });

  it('leaves out what is wrong about one person, and keeps the person', () => {
    const { process, problems } = readProcess('people:\n  alice:\n    emails: [a@x.org]\n    zone: Mars/Olympus\n');
    assert.deepEqual(problems.map(({ code, start }) => [code, start.line]), [['unknown-zone', 4]]);
    assert.deepEqual(process.people.alice, { name: 'alice', emails: ['a@x.org'], team: null, zone: null, contact: null });
  });

  it('points at names that nothing explains', () => {
    assert.deepEqual(problemsOf('matrix:\n  critical: {high: SEV9}\n  huge: {soon: SEV1}\n'), ['2 unknown-severity', '3 unknown-impact', '3 unknown-urgency']);
    assert.deepEqual(problemsOf('gates:\n  shipped: [reason]\n'), ['2 unknown-status']);
    assert.deepEqual(problemsOf('gates:\n  closed: [luck]\n'), ['2 shape']);
    assert.deepEqual(problemsOf('services:\n  checkout:\n    owner: nobody\n'), ['3 unknown-team']);
    assert.deepEqual(problemsOf('people:\n  a: {emails: [X@y.org]}\n  b: {emails: [x@Y.org]}\n'), ['3 shared-email']);
    assert.deepEqual(problemsOf('colour: red\n'), ['1 unknown-key']);
  });

  it('checks days, zones, durations and folders', () => {
    const text = 'calendar:\n  zone: Nowhere\n  holidays: [2026-12-25, [], 2026-02-30]\nfolders:\n  incidents: ../other\n  drills: ./a//b/\n';
    assert.deepEqual(problemsOf(text), ['3 shape', '3 not-a-day', '2 unknown-zone', '5 folder']);
    const { process } = readProcess(text);
    assert.deepEqual(process.calendar, { zone: null, workingDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] });
    assert.equal(process.folders.incidents, 'incidents');
    assert.equal(process.folders.drills, 'a/b');
    assert.deepEqual(problemsOf('severities:\n  - name: A\n    cadence: 0m\n    priority: P1\n'), ['3 duration', '2 no-matrix']);
  });

  it('does not mistake a name for a member of Object', () => {
    const { process } = readProcess('services: {checkout: }\n');
    assert.equal(process.services.constructor, undefined);
    assert.equal(process.roles.toString, undefined);
  });

  it('reads a broken file as the defaults and says why', () => {
    const { process, problems } = readProcess('roles: [\n');
    assert.equal(process, DEFAULT_PROCESS);
    assert.equal(problems.length > 0, true);
  });

  it('never throws, and is always complete', () => {
    const initial = initialProcessText().replace(/^# /gm, '');
    fc.assert(fc.property(fc.nat(initial.length), fc.nat(40), fc.string({ maxLength: 12 }), (at, length, instead) => {
      const { process } = readProcess(initial.slice(0, at) + instead + initial.slice(at + length));
      assert.deepEqual(Object.keys(process), Object.keys(DEFAULT_PROCESS));
      assert.equal(process.severities.length > 0 && process.statuses.length > 0, true);
    }), { numRuns: 150 });
    fc.assert(fc.property(fc.string(), (text) => readProcess(text).process.statuses.length > 0));
  });
});

describe('small readings', () => {
  it('keeps folders inside the root', () => {
    assert.equal(folderInsideRoot('a/./b/'), 'a/b');
    for (const bad of ['', '.', '/', '/a', 'C:\\a', 'c:a', 'a\\b', '..', 'a/../../b', 'a/..']) assert.equal(folderInsideRoot(bad), null, bad);
  });

  it('reads durations', () => {
    assert.deepEqual(['30m', '4h', '3d', '0m', '99999d', 'x'].map(durationMinutes), [30, 240, 4320, null, null, null]);
  });
});
