import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createSandbox, type Sandbox} from './sitrep.ts';

const BROKEN = 'incidents/2026/2026-01-02-broken-b222/incident.yaml';

describe('What the command line refuses', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let short = '';
  before(async () => {
    sandbox = createSandbox();
    short = await sandbox.declare('Checkout', '--service', 'checkout');
    await sandbox.declare('Checkout again');
  });
  after(() => sandbox.dispose());

  const wrongUsage: readonly (readonly string[])[] = [
    [],
    ['nope'],
    ['list', '--bogus'],
    ['list', '--phase', 'later'],
    ['list', '--severity', 'SEV9'],
    ['declare'],
    ['declare', '--title', ' '],
    ['declare', '--title', 'x', '--alert', '-'],
    ['declare', '--title', 'x', '--impact', 'huge'],
    ['declare', '--title', 'x', '--urgency', 'soon'],
    ['declare', '--title', 'x', '--severity', 'SEV9'],
    ['declare', '--title', 'x', '--type', 'constructor'],
    ['declare', '--title', 'x', '--mode', 'rehearsal'],
    ['declare', '--title', 'x', '--started', 'banana'],
    ['declare', '--title', 'x', '--service', ''],
    ['note'],
    ['note', 'ID', '--text', ''],
    ['note', 'ID', '--text', 'x', '--at', '32:00'],
    ['note', 'ID', '--text', 'x', '--type', 'severity'],
    ['note', 'ID', '--text', 'x', '--type', 'gossip'],
    ['note', 'ID', 'stray', '--text', 'x'],
    ['entry', 'ID', '#1'],
    ['entry', 'ID', '#1', '--delete', '--text', 'x'],
    ['classify', 'ID'],
    ['classify', 'ID', '--reason', 'because'],
    ['classify', 'ID', '--impact', 'huge'],
    ['assign', 'ID', 'commander'],
    ['assign', 'ID', '', 'alice'],
    ['service', 'ID', 'checkout'],
    ['service', 'ID', 'checkout', '--condition', 'sad'],
    ['verify', 'ID', 'checkout'],
    ['verify', 'ID', 'checkout', '--how', ''],
    ['status', 'ID', 'finished'],
    ['status', 'ID', 'resolved', '--override', ''],
    ['action', 'ID', 'add'],
    ['action', 'ID', 'add', '--title', 'x', '--kind', 'hope'],
    ['action', 'ID', 'add', '--title', 'x', '--due', 'someday'],
    ['action', 'ID', 'a1', '--state', 'lost'],
    ['action', 'ID', 'a1', '--state', 'declined'],
    ['action', 'ID', 'a1'],
    ['review', 'ID', 'signed'],
  ];
  for (const args of wrongUsage) {
    it(`2: sitrep ${args.map((arg) => (arg === '' ? '""' : arg)).join(' ')}`, async () => {
      const before = sandbox.git('status', '--porcelain', '--untracked-files=all');
      const {status, out, err} = await sandbox.run(...args.map((arg) => (arg === 'ID' ? short : arg)), '--json');
      assert.equal(status, 2, out);
      const {error} = JSON.parse(out) as {error: {code: string; message: string}};
      assert.equal(error.code, 'usage');
      assert.ok(err.includes(error.message));
      assert.doesNotMatch(err, /\n\s+at /);
      assert.equal(sandbox.git('status', '--porcelain', '--untracked-files=all'), before);
    });
  }

  const refusals: readonly (readonly [code: string, ...args: string[]])[] = [
    ['not-found', 'note', '../../x', '--text', 'x'],
    ['not-found', 'show', '/etc/passwd'],
    ['not-found', 'show', ''],
    ['ambiguous', 'note', 'checkout', '--text', 'x'],
    ['gate', 'status', 'ID', 'resolved'],
    ['gate', 'status', 'ID', 'cancelled'],
    ['invalid', 'status', 'ID', 'triage'],
    ['invalid', 'review', 'ID', 'draft'],
    ['not-found', 'entry', 'ID', 'zzzzzz', '--delete'],
    ['not-found', 'action', 'ID', '#1', '--state', 'done'],
    ['invalid', 'refresh', 'ID'],
    ['file-missing', 'declare', '--alert', 'nowhere.json'],
    ['file-missing', '-C', 'nowhere', 'list'],
  ];
  for (const [code, ...args] of refusals) {
    it(`1: sitrep ${args.map((arg) => (arg === '' ? '""' : arg)).join(' ')} (${code})`, async () => {
      if (code === 'invalid' && args[0] === 'review') await sandbox.run('review', short, 'draft');
      const {status, out, err} = await sandbox.run(...args.map((arg) => (arg === 'ID' ? short : arg)), '--json');
      assert.equal(status, 1, out);
      const {error} = JSON.parse(out) as {error: {code: string; message: string; candidates?: string[]}};
      assert.equal(error.code, code);
      assert.ok(err.startsWith(`sitrep: ${error.message}`), err);
      if (code === 'ambiguous') assert.equal(error.candidates?.length, 2);
    });
  }
});

describe('Files that the command line cannot work with', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const refusedAs = async (code: string, ...args: string[]): Promise<string> => {
    const ran = await sandbox.json<{error: {code: string; message: string}}>(...args);
    assert.deepEqual([ran.exit, ran.error.code], [1, code]);
    return ran.error.message;
  };
  const elements = async (): Promise<readonly {id: string; file: string; error?: string; line?: number; title?: string; readOnly?: string}[]> =>
    JSON.parse((await sandbox.run('list', '--json')).out) as {id: string; file: string}[];

  it('shows a broken file in the list, with the reason, and leaves it alone', async () => {
    await sandbox.declare('Sound');
    const text = 'schema: sitrep/v1\ntitle: [Broken\nstatus: triage\n';
    sandbox.write(BROKEN, text);
    const [sound, broken] = await elements();
    assert.equal(sound?.title, 'Sound');
    assert.deepEqual([broken?.file, broken?.id, typeof broken?.error], [BROKEN, '2026-01-02-broken-b222', 'string']);
    assert.match((await sandbox.run('list', '--phase', 'done')).out, /Cannot be read +1\n.*b222\/incident\.yaml:\d/);
    await refusedAs('unreadable', 'note', 'b222', '--text', 'x');
    assert.match(await refusedAs('unreadable', 'show', 'b222'), /line \d/);
    await refusedAs('unreadable', 'status', 'b222', 'investigating');
    await refusedAs('unreadable', 'postmortem', 'b222');
    assert.equal(sandbox.read(BROKEN), text);
  });

  it('refuses conflict markers', async () => {
    sandbox.write(BROKEN, 'schema: sitrep/v1\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\nstatus: triage\ntimeline: []\n');
    assert.match(await refusedAs('unreadable', 'show', 'b222'), /line 2/);
    assert.equal((await elements())[0]?.line, 2);
  });

  it('shows a newer format, and does not write it', async () => {
    sandbox.write(BROKEN, 'schema: sitrep/v2\ntitle: From the future\nstatus: triage\ntimeline: []\n');
    assert.equal((await sandbox.run('show', 'b222')).status, 0);
    assert.ok((await elements())[0]?.readOnly);
    assert.match(await refusedAs('read-only', 'note', 'b222', '--text', 'x'), /sitrep\/v2/);
  });

  it('does not follow a link out of the repository', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'sitrep-outside-'));
    try {
      const secret = 'schema: sitrep/v1\ntitle: Secret\nstatus: triage\ntimeline: []\n';
      writeFileSync(path.join(outside, 'incident.yaml'), secret);
      mkdirSync(path.join(sandbox.folder, path.dirname(BROKEN)), {recursive: true});
      symlinkSync(path.join(outside, 'incident.yaml'), path.join(sandbox.folder, BROKEN));
      const [listed] = await elements();
      assert.equal(listed?.title, undefined);
      assert.ok(listed?.error);
      await refusedAs('file-outside', 'show', 'b222');
      await refusedAs('file-outside', 'note', 'b222', '--text', 'x');
      symlinkSync(outside, path.join(sandbox.folder, 'elsewhere'));
      sandbox.write('sitrep.yaml', 'folders: {incidents: elsewhere}\n');
      await refusedAs('file-outside', 'declare', '--title', 'x');
    } finally {
      rmSync(outside, {recursive: true, force: true});
    }
  });

  it('tells two incidents of one name apart by their folders', async () => {
    for (const team of ['a', 'b']) sandbox.write(`incidents/${team}/2026-01-02-twice-t222/incident.yaml`, 'schema: sitrep/v1\ntitle: Twice\nstatus: triage\ntimeline: []\n');
    const {status, err} = await sandbox.run('show', 't222');
    assert.equal(status, 1);
    assert.match(err, /incidents\/a\/2026-01-02-twice-t222\n +incidents\/b\//);
  });

  it('prints nothing that a terminal would obey', async () => {
    const evil = '"\\e[2J\\u009b31m\\u202egnp.exe \\a"';
    sandbox.write(BROKEN, `schema: sitrep/v1\ntitle: ${evil}\nstatus: ${evil}\nseverity: ${evil}\nservices: [{name: ${evil}}]\nroles: {${evil}: ${evil}}\ntimeline: [{at: 2026-01-01, type: ${evil}, text: ${evil}}]\n`);
    // eslint-disable-next-line no-control-regex
    const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
    for (const args of [['list'], ['show', 'b222'], ['list', '--json'], ['show', 'b222', '--json'], ['status', 'b222', 'resolved'], ['note', '\u001b[2J', '--text', 'x']]) {
      const {out, err} = await sandbox.run(...args);
      assert.doesNotMatch(out + err, obeyed, args.join(' '));
    }
  });

  it('says so when sitrep.yaml holds an error, and goes on with the defaults', async () => {
    sandbox.write('sitrep.yaml', 'severities: nothing\n');
    const {status, err} = await sandbox.run('declare', '--title', 'x', '--severity', 'sev2');
    assert.equal(status, 0);
    assert.match(err, /^sitrep\.yaml, line 1: /);
  });

  it('needs a repository or a sitrep.yaml, and makes one', async () => {
    const plain = createSandbox({git: false});
    try {
      for (const args of [['list'], ['declare', '--title', 'x'], ['undo']]) {
        const {status, err} = await plain.spawn(args);
        assert.equal(status, 1);
        assert.match(err, /git init.*sitrep init/);
      }
      assert.equal((await plain.spawn(['init'])).status, 0);
      assert.equal((await plain.spawn(['declare', '--title', 'x', '--by', 'alice'])).status, 0);
      const nobody = await plain.spawn(['declare', '--title', 'x']);
      assert.equal(nobody.status, 1);
      assert.match(nobody.err, /--by/);
      assert.match((await plain.spawn(['commit', 'x'])).err, /git/);
    } finally {
      plain.dispose();
    }
  });

  it('writes sitrep.yaml at the top of the repository, once', async () => {
    mkdirSync(path.join(sandbox.folder, 'deep/down'), {recursive: true});
    const first = await sandbox.spawn(['init', '--json'], {cwd: path.join(sandbox.folder, 'deep/down')});
    assert.deepEqual([first.status, JSON.parse(first.out)], [0, {file: 'sitrep.yaml', created: true}]);
    const text = sandbox.read('sitrep.yaml');
    await refusedAs('file-exists', 'init');
    assert.equal(sandbox.read('sitrep.yaml'), text);
    assert.deepEqual(sandbox.git('status', '--porcelain', '--untracked-files=all').trim(), '?? sitrep.yaml');
  });
});
