import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {createSandbox, type Sandbox} from './sitrep.ts';

describe('Undo and commit on the command line', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('restores the exact bytes, change by change', async () => {
    const short = await sandbox.declare('Checkout', '--service', 'checkout');
    const file = sandbox.file(short);
    sandbox.write(file, `\uFEFF# by hand\n${sandbox.read(file)}extra:   {kept:  yes}   # odd`.replaceAll('\n', '\r\n'));
    const changes = [
      ['note', short, '--text', 'one'],
      ['classify', short, '--impact', 'high', '--urgency', 'low'],
      ['assign', short, 'commander', 'alice'],
      ['status', short, 'investigating'],
      ['verify', short, 'checkout', '--how', 'looked'],
      ['action', short, 'add', '--title', 'x'],
      ['review', short, 'draft'],
    ];
    const texts = [sandbox.read(file)];
    for (const change of changes) {
      const {status, err} = await sandbox.run(...change);
      assert.equal(status, 0, err);
      texts.push(sandbox.read(file));
    }
    for (let step = changes.length - 1; step >= 0; step--) {
      const {status, out} = await sandbox.run('undo', short);
      assert.equal(status, 0);
      assert.match(out, /^Took back: /);
      assert.equal(sandbox.read(file), texts[step]);
    }
  });

  it('takes back the last change of that incident, or of all, and at last the declaration', async () => {
    const [first, second] = [await sandbox.declare('First'), await sandbox.declare('Second')];
    await sandbox.run('note', first, '--text', 'one');
    await sandbox.run('note', second, '--text', 'two');
    assert.equal((await sandbox.json('undo', first))['undone'], 'add note');
    assert.doesNotMatch(sandbox.read(sandbox.file(first)), /one/);
    await sandbox.run('undo');
    assert.doesNotMatch(sandbox.read(sandbox.file(second)), /two/);
    const folder = path.dirname(sandbox.file(first));
    await sandbox.run('undo', first);
    assert.equal(existsSync(path.join(sandbox.folder, folder)), false);
    await sandbox.run('undo', second);
    const nothing = await sandbox.json<{error: {code: string}}>('undo');
    assert.deepEqual([nothing.exit, nothing.error.code], [1, 'nothing-to-undo']);
  });

  it('takes back only what is still as it was left', async () => {
    const short = await sandbox.declare();
    await sandbox.run('note', short, '--text', 'one');
    const file = sandbox.file(short);
    sandbox.write(file, sandbox.read(file).replace('text: one', 'text: someone else wrote this'));
    const refused = await sandbox.json<{error: {code: string}}>('undo', short);
    assert.deepEqual([refused.exit, refused.error.code], [1, 'conflict']);
    assert.match(sandbox.read(file), /someone else/);
  });

  it('commits the incident’s files and nothing else', async () => {
    sandbox.write('other.txt', 'one\n');
    sandbox.commit('Start');
    sandbox.write('other.txt', 'two\n');
    sandbox.git('add', 'other.txt');
    const short = await sandbox.declare();
    await sandbox.run('postmortem', short);
    const done = await sandbox.json<{hash: string; paths: string[]}>('commit', short);
    assert.equal(done.exit, 0);
    assert.equal(sandbox.git('rev-parse', 'HEAD').trim(), done.hash);
    assert.equal(done.paths.length, 2);
    assert.equal(sandbox.git('status', '--porcelain').trim(), 'M  other.txt');
    const again = await sandbox.json<{error: {code: string}}>('commit', short);
    assert.deepEqual([again.exit, again.error.code], [1, 'git-nothing-to-commit']);
  });

  it('prints what a hook says when it refuses', async function () {
    if (process.platform === 'win32') this.skip();
    sandbox.write('start.txt', 'x\n');
    sandbox.commit('Start');
    sandbox.write('.git/hooks/pre-commit', '#!/bin/sh\necho "the hook does not like this" >&2\nexit 1\n');
    const {chmodSync} = await import('node:fs');
    chmodSync(path.join(sandbox.folder, '.git/hooks/pre-commit'), 0o755);
    const short = await sandbox.declare();
    const {status, err} = await sandbox.run('commit', short);
    assert.equal(status, 1);
    assert.match(err, /the hook does not like this/);
  });
});
