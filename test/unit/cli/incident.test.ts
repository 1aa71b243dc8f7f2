import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {createSandbox, type Sandbox} from './sitrep.ts';

const DIST = path.resolve(import.meta.dirname, '../../../dist/cli.js');

describe('One incident on the command line', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('goes from declaration to closed', async () => {
    const ok = async (...args: string[]): Promise<string> => {
      const {status, out, err} = await sandbox.spawn(args);
      assert.equal(status, 0, `${args.join(' ')}: ${err}`);
      return out;
    };
    const refused = async (status: number, ...args: string[]): Promise<string> => {
      const ran = await sandbox.spawn(args);
      assert.equal(ran.status, status, `${args.join(' ')}: ${ran.out}`);
      return ran.err;
    };
    const {id, file, created} = JSON.parse(await ok('declare', '--title', 'Checkout latency', '--service', 'checkout', '--started', '20 min ago', '--json')) as {id: string; file: string; created: boolean};
    const short = id.slice(-4);
    assert.match(id, /^\d{4}-\d{2}-\d{2}-checkout-latency-[a-z][a-z0-9]{3}$/);
    assert.equal(file, `incidents/${id.slice(0, 4)}/${id}/incident.yaml`);
    assert.equal(created, true);

    assert.match(await refused(1, 'status', short, 'resolved'), /set the severity[\s\S]*verify checkout +sitrep verify \w{4} checkout --how/);
    await ok('classify', short, '--impact', 'high', '--urgency', 'high', '--reason', 'one payment in five');
    await ok('assign', short, 'commander', 'alice');
    assert.match(await ok('status', short, 'investigating'), /acknowledged at the same time/);
    await ok('note', short, '--type', 'hypothesis', '--text', 'Pool exhausted');
    await ok('service', short, 'checkout', '--condition', 'degraded', '--at', '15 min ago');
    assert.match(await ok('status', short, 'monitoring', '--at', '2 min ago'), /mitigated at the same time/);
    await refused(1, 'status', short, 'resolved');
    await ok('verify', short, 'checkout', '--how', 'synthetic purchase, 50 of 50');
    await ok('status', short, 'resolved');
    await ok('postmortem', short);
    const action = (JSON.parse(await ok('action', short, 'add', '--title', 'Alert on the pool', '--kind', 'detect', '--json')) as {action: string}).action;
    assert.match(await refused(1, 'status', short, 'closed'), /review .* published[\s\S]*--owner PERSON --due DAY/);
    await ok('action', short, action.slice(0, 5), '--owner', 'carol', '--due', '2030-12-01');
    await ok('review', short, 'published');
    await ok('status', short, 'closed');
    await ok('refresh', short);
    assert.match(await ok('show', short), /closed \(done\)[\s\S]*Pool exhausted[\s\S]*Alert on the pool/);
    assert.match(await ok('commit', short), /incident\.yaml\n.*postmortem\.md/);
    assert.equal(sandbox.git('status', '--porcelain'), '');
    const [listed] = JSON.parse(await ok('list', '--json')) as {status: string; phase: string; metrics: {ttm: unknown; ttd: unknown}}[];
    assert.deepEqual([listed?.status, listed?.phase, listed?.metrics.ttd], ['closed', 'done', null]);
    // From 20 minutes before the first command to 2 minutes before a later one.
    const ttm = Number(listed?.metrics.ttm);
    assert.ok(ttm >= 18 * 60 && ttm < 20 * 60, String(ttm));
    const {missing} = JSON.parse(await ok('show', short, '--json')) as {missing: unknown};
    assert.deepEqual(missing, {});
  });

  it('is also closed by the built program', async function () {
    if (!existsSync(DIST)) this.skip();
    const run = async (...args: string[]): Promise<string> => {
      const {status, out, err} = await sandbox.spawn(args, {program: DIST});
      assert.equal(status, 0, err);
      return out;
    };
    const {id} = JSON.parse(await run('declare', '--title', 'Drill', '--mode', 'drill', '--json')) as {id: string};
    await run('classify', id, '--severity', 'SEV4');
    await run('note', id, '--type', 'mitigated', '--at', 'yesterday 23:10');
    await run('status', id, 'resolved');
    await run('postmortem', id);
    await run('status', id, 'closed');
    await run('commit', id);
    assert.match(await run('list'), /Closed \d{4} +1[\s\S]*Drill \(drill\)/);
    assert.match(await run('--version'), /^\d+\.\d+\.\d+\n$/);
  });

  it('is closed at once where an override says why', async () => {
    const short = await sandbox.declare();
    const gate = await sandbox.json<{error: {code: string; missing: {condition: string; command: string}[]}}>('status', short, 'closed');
    assert.equal(gate.exit, 1);
    assert.equal(gate.error.code, 'gate');
    assert.deepEqual(gate.error.missing.map(({condition}) => condition), ['severity-determined', 'mitigated']);
    assert.match(gate.error.missing[0]?.command ?? '', new RegExp(`^sitrep classify ${short} `));
    assert.equal((await sandbox.json('status', short, 'closed', '--override', 'never happened')).exit, 0);
    assert.match(sandbox.read(sandbox.file(short)), /override: never happened/);
  });

  it('is reopened', async () => {
    const short = await sandbox.declare('Checkout', '--severity', 'SEV4');
    await sandbox.run('status', short, 'closed', '--override', 'test');
    const reopened = await sandbox.json('status', short, 'investigating', '--reason', 'it came back');
    assert.deepEqual([reopened.exit, reopened['from']], [0, 'closed']);
    assert.match(sandbox.read(sandbox.file(short)), /type: reopened/);
  });

  it('leaves out a stamp that is not wanted', async () => {
    const short = await sandbox.declare();
    const first = await sandbox.json('status', short, 'investigating', '--no-acknowledged');
    const second = await sandbox.json('status', short, 'monitoring', '--no-mitigated');
    assert.deepEqual([first['stamped'], second['stamped']], [[], []]);
    assert.doesNotMatch(sandbox.read(sandbox.file(short)), /mitigated|acknowledged/);
  });

  it('is a duplicate of another one, not of itself', async () => {
    const [short, other] = [await sandbox.declare(), await sandbox.declare('The same')];
    assert.equal((await sandbox.run('status', short, 'duplicate', '--reason', 'same', '--of', short)).status, 1);
    assert.equal((await sandbox.run('status', short, 'duplicate', '--reason', 'same', '--of', 'nothing')).status, 1);
    assert.match((await sandbox.run('status', short, 'duplicate')).err, /give a reason[\s\S]*--of OTHER/);
    assert.equal((await sandbox.run('status', short, 'duplicate', '--reason', 'same', '--of', other)).status, 0);
    assert.match(sandbox.read(sandbox.file(short)), new RegExp(`related:\\s+- id: .*${other}\\s+kind: duplicate-of`));
  });
});
