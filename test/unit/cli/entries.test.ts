import assert from 'node:assert/strict';
import {createSandbox, type Sandbox} from './sitrep.ts';

describe('Recording on the command line', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('takes the text of a note from standard input', async () => {
    const short = await sandbox.declare();
    const piped = await sandbox.spawn(['note', short], {stdin: 'first line\nsecond line\n'});
    assert.equal(piped.status, 0, piped.err);
    const empty = await sandbox.spawn(['note', short], {stdin: '\n'});
    assert.equal(empty.status, 2);
    assert.match(empty.err, /--text/);
    const milestone = await sandbox.spawn(['note', short, '--type', 'mitigated']);
    assert.equal(milestone.status, 0, milestone.err);
    const {timeline} = await sandbox.json<{timeline: {type: string; text?: string}[]}>('show', short);
    assert.deepEqual(timeline.map(({type, text}) => [type, text]), [['declared', undefined], ['note', 'first line\nsecond line'], ['mitigated', undefined]]);
  });

  it('reads times in the zone of the person, and says which instant that was', async () => {
    const short = await sandbox.declare();
    const ran = await sandbox.spawn(['note', short, '--text', 'x', '--at', '2026-07-01 14:05'], {env: {TZ: 'Europe/Berlin'}});
    assert.match(ran.out, /2026-07-01 14:05 \S+ \(2026-07-01T12:05:00Z\)/);
    sandbox.write('sitrep.yaml', 'calendar: {zone: America/New_York}\n');
    const team = await sandbox.spawn(['note', short, '--text', 'x', '--at', '2026-07-01 14:05'], {env: {TZ: undefined}});
    assert.match(team.out, /EDT \(2026-07-01T18:05:00Z\)/);
    sandbox.write('sitrep.yaml', 'calendar: {zone: America/New_York}\npeople: {alice: {emails: [alice@example.org], zone: Asia/Tokyo}}\n');
    const own = await sandbox.spawn(['note', short, '--text', 'x', '--at', '2026-07-01 14:05'], {env: {TZ: undefined}});
    assert.match(own.out, /\(2026-07-01T05:05:00Z\)/);
  });

  it('points at a time that lies ahead', async () => {
    const short = await sandbox.declare();
    const {status, err} = await sandbox.run('note', short, '--text', 'x', '--at', 'in 2 hours');
    assert.equal(status, 0);
    assert.match(err, /--at \S+Z lies in the future/);
  });

  it('keeps a text that looks like options', async () => {
    const short = await sandbox.declare();
    for (const text of ['-C is not a folder', '--json', '--by nobody']) assert.equal((await sandbox.run('note', short, '--text', text)).status, 0);
    const {out} = await sandbox.run('show', short);
    for (const text of ['-C is not a folder', '--json', '--by nobody']) assert.ok(out.includes(text), text);
  });

  it('corrects, retimes and deletes an entry by its id, the beginning of one, or its place', async () => {
    const short = await sandbox.declare();
    const {entry} = await sandbox.json<{entry: string}>('note', short, '--text', 'wrong');
    assert.equal((await sandbox.run('entry', short, entry, '--text', 'right', '--by', 'bob')).status, 0);
    const retimed = await sandbox.json('entry', short, entry.slice(0, 5), '--at', '2026-01-02T03:04Z');
    assert.equal(retimed['at'], '2026-01-02T03:04:00Z');
    assert.match(sandbox.read(sandbox.file(short)), /at: 2026-01-02T03:04:00Z\s+type: note\s+by: bob\s+text: right/);
    const {timeline} = await sandbox.json<{timeline: {id: string}[]}>('show', short);
    const place = timeline.findIndex(({id}) => id === entry) + 1;
    assert.equal((await sandbox.run('entry', short, `#${place}`, '--delete')).status, 0);
    assert.doesNotMatch(sandbox.read(sandbox.file(short)), /right/);
    const gone = await sandbox.json<{error: {code: string}}>('entry', short, entry, '--delete');
    assert.deepEqual([gone.exit, gone.error.code], [1, 'not-found']);
  });

  it('finds entries that were written by hand without an id', async () => {
    sandbox.write('incidents/2026/2026-01-01-by-hand-a111/incident.yaml', [
      'schema: sitrep/v1', 'title: By hand', 'status: triage', 'timeline:',
      '  - {at: 2026-01-01T01:00Z, type: note, text: one}',
      '  - nothing that fits',
      '  - {at: 2026-01-01T02:00Z, type: note, text: two}', '',
    ].join('\n'));
    assert.match((await sandbox.run('show', 'a111')).out, /#3 +two/);
    assert.equal((await sandbox.run('entry', 'a111', '#2', '--delete')).status, 1);
    assert.equal((await sandbox.run('entry', 'a111', '#3', '--text', 'changed')).status, 0);
    assert.match(sandbox.read('incidents/2026/2026-01-01-by-hand-a111/incident.yaml'), /text: one}\n {2}- nothing that fits\n.*text: changed}/);
  });

  it('says who it was: the handle of git’s address, --by, or asks', async () => {
    sandbox.write('sitrep.yaml', 'people: {ali: {emails: [ALICE@example.org]}, bob: {}}\n');
    const short = await sandbox.declare();
    assert.equal((await sandbox.json('note', short, '--text', 'x'))['by'], 'ali');
    assert.equal((await sandbox.json('note', short, '--text', 'x', '--by', 'BOB'))['by'], 'bob');
    assert.equal((await sandbox.json('note', short, '--text', 'x', '--by', 'Erin of support'))['by'], 'Erin of support');
    sandbox.git('config', '--unset', 'user.name');
    sandbox.git('config', '--unset', 'user.email');
    const nobody = await sandbox.spawn(['note', short, '--text', 'x']);
    assert.equal(nobody.status, 1);
    assert.match(nobody.err, /--by/);
  });
});
