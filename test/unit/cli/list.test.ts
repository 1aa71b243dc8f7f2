import assert from 'node:assert/strict';
import {Printer} from '../../../src/cli/printer.ts';
import {styled} from '../../../src/cli/text.ts';
import {createSandbox, type Sandbox} from './sitrep.ts';

describe('The list on the command line', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('has every field that scripts count on', async () => {
    const short = await sandbox.declare('Checkout', '--service', 'checkout', '--impact', 'high', '--urgency', 'high', '--started', 'around 05:00');
    await sandbox.run('note', short, '--type', 'detected', '--at', '2 min ago');
    const [listed] = JSON.parse((await sandbox.run('list', '--json')).out) as Record<string, unknown>[];
    const {id, file, metrics, ...rest} = listed ?? {};
    assert.match(String(file), new RegExp(`^incidents/\\d{4}/${String(id)}/incident\\.yaml$`));
    const {ttd, ...others} = metrics as Record<string, unknown>;
    assert.ok(Array.isArray(ttd) && ttd.length === 2 && ttd.every((end) => typeof end === 'number'));
    assert.deepEqual(others, {tta: null, ttm: null, ttr: null});
    assert.deepEqual(rest, {
      title: 'Checkout',
      status: 'triage',
      phase: 'identification',
      severity: 'SEV2',
      priority: 'P2',
      mode: 'live',
      services: [{name: 'checkout', condition: null, verified: false}],
    });
  });

  it('and one incident say the same of it', async () => {
    const short = await sandbox.declare('Checkout', '--service', 'checkout', '--severity', 'SEV1');
    await sandbox.run('verify', short, 'checkout', '--how', 'looked');
    const [listed] = JSON.parse((await sandbox.run('list', '--json')).out) as Record<string, unknown>[];
    const shown = JSON.parse((await sandbox.run('show', short, '--json')).out) as Record<string, unknown>;
    const {services, metrics, ...same} = listed ?? {};
    for (const [name, value] of Object.entries(same)) assert.deepEqual(shown[name], value, name);
    assert.partialDeepStrictEqual(shown, {services, metrics, schema: 'sitrep/v1', group: 'active', next: 'investigating'});
    assert.deepEqual((shown['timeline'] as {type: string}[]).map(({type}) => type), ['declared', 'condition']);
    assert.deepEqual((shown['missing'] as Record<string, {condition: string}[]>)['resolved']?.map(({condition}) => condition), ['mitigated']);
  });

  it('puts the most urgent first, then the oldest, and groups as the tree does', async () => {
    const at = async (title: string, severity: string, when: string): Promise<string> => {
      const short = await sandbox.declare(title, '--severity', severity);
      await sandbox.run('note', short, '--type', 'detected', '--at', when);
      return short;
    };
    await at('Mild', 'SEV3', '3 hours ago');
    await at('Bad and new', 'SEV1', '10 min ago');
    await at('Bad and old', 'SEV1', '50 min ago');
    await sandbox.declare('Unknown');
    const done = await at('Done', 'SEV1', '2 hours ago');
    await sandbox.run('status', done, 'closed', '--override', 'test');
    const titles = (JSON.parse((await sandbox.run('list', '--json')).out) as {title: string}[]).map(({title}) => title);
    assert.deepEqual(titles, ['Bad and old', 'Bad and new', 'Mild', 'Unknown', 'Done']);
    const {out} = await sandbox.run('list');
    assert.match(out, /^Needs classification +1\n.*Unknown\n\nActive +3\n.*Bad and old\n.*Bad and new\n.*Mild\n\nClosed \d{4} +1\n.*Done\n$/);
    assert.match((await sandbox.run('list', '--severity', 'sev1', '--phase', 'identification')).out, /^Active +2\n/);
    assert.match((await sandbox.run('list', '--phase', 'recovery')).out, /^None of the 5 incidents fits/);
  });

  it('says that all is quiet', async () => {
    assert.deepEqual(await sandbox.run('list', '--json'), {status: 0, out: '[]\n', err: ''});
    assert.match((await sandbox.run('list')).out, /^All quiet/);
  });

  it('ends quietly when its reader has seen enough', async () => {
    for (let number = 0; number < 1500; number++) {
      const name = `2026-01-01-incident-a${String(number).padStart(4, '2')}`;
      sandbox.write(`incidents/2026/${name}/incident.yaml`, `schema: sitrep/v1\ntitle: ${'Long title '.repeat(10)}\nstatus: triage\ntimeline: []\n`);
    }
    const {status, err} = await sandbox.spawn(['list', '--json'], {readAtMost: 10});
    assert.deepEqual([status, err], [0, '']);
  });

  it('prints help and version, for every command with examples', async () => {
    const {out, status} = await sandbox.run('--help');
    assert.equal(status, 0);
    const commands = [...out.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name ?? '');
    assert.equal(commands.length, 17);
    for (const command of commands) {
      const help = await sandbox.run(command, '--help');
      assert.equal(help.status, 0);
      assert.match(help.out, new RegExp(`Examples:\\n(  .*sitrep .*\\b${command}\\b.*\\n)+`), command);
    }
    assert.match((await sandbox.run('--version')).out, /^\d+\.\d+\.\d+\n$/);
  });
});

describe('Colours on the command line', () => {
  it('appear on a terminal, and not where they are not wanted', () => {
    const print = (isTTY: boolean): string => {
      let printed = '';
      new Printer(false, {isTTY, write: (text) => (printed += text)}, {write: () => undefined}).report({json: null, lines: [[styled('red', '\u001b[2Jdown')]]});
      return printed;
    };
    const {NO_COLOR, TERM} = process.env;
    try {
      delete process.env['NO_COLOR'];
      process.env['TERM'] = 'xterm';
      assert.equal(print(true), '\u001b[31m\\u001b[2Jdown\u001b[39m\n');
      assert.equal(print(false), '\\u001b[2Jdown\n');
      process.env['NO_COLOR'] = '1';
      assert.equal(print(true), '\\u001b[2Jdown\n');
    } finally {
      for (const [name, value] of Object.entries({NO_COLOR, TERM})) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});
