import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { gitExecutable } from '../../../src/repository/git/executable.ts';
import { findGit } from '../../../src/repository/git/findGitDir.ts';
import { createGit } from '../../../src/repository/git.ts';
import { assertRefused, FOLDER, isolateGit, Sandbox } from './gitFixture.ts';

const FILE = `${FOLDER}/incident.yaml`;
const posix = process.platform === 'win32' ? it.skip : it;

describe('git', function () {
  this.timeout(30_000);
  isolateGit();
  let at: Sandbox;
  beforeEach(() => {
    at = Sandbox.repository();
  });
  afterEach(() => at.dispose());

  /** Two branches that change the same line. */
  function diverge(): void {
    at.run('checkout', '--quiet', '-b', 'side');
    at.write(FILE, 'status: side\n');
    at.run('commit', '--quiet', '--all', '--message', 'Side');
    at.run('checkout', '--quiet', 'main');
    at.write(FILE, 'status: main\n');
    at.run('commit', '--quiet', '--all', '--message', 'Main');
  }

  describe('refuses to commit', () => {
    it('during a merge, also when its conflicts are resolved', async () => {
      diverge();
      at.attempt('merge', 'side');
      await assertRefused(at, 'merge-in-progress');
      at.write(FILE, 'status: both\n');
      at.run('add', '--all');
      await assertRefused(at, 'merge-in-progress');
    });

    it('during a rebase', async () => {
      diverge();
      at.attempt('rebase', 'side');
      await assertRefused(at, 'rebase-in-progress');
      at.run('rebase', '--abort');
      at.attempt('rebase', '--apply', 'side');
      await assertRefused(at, 'rebase-in-progress');
    });

    for (const command of ['cherry-pick', 'revert']) {
      it(`during a ${command}`, async () => {
        diverge();
        at.write(FILE, 'status: again\n');
        at.run('commit', '--quiet', '--all', '--message', 'Again');
        at.attempt(command, command === 'revert' ? 'HEAD^' : 'side');
        await assertRefused(at, 'rebase-in-progress');
      });
    }

    it('while patches are applied', async () => {
      diverge();
      const patch = at.run('format-patch', '-1', '--stdout', 'side');
      writeFileSync(at.path('.git/patch'), `${patch}\n`);
      at.attempt('am', at.path('.git/patch'));
      await assertRefused(at, 'rebase-in-progress');
    });

    it('files with conflicts of a stash', async () => {
      at.write(FILE, 'status: stashed\n');
      at.run('stash', '--quiet');
      at.write(FILE, 'status: other\n');
      at.run('commit', '--quiet', '--all', '--message', 'Other');
      at.attempt('stash', 'pop');
      await assertRefused(at, 'merge-in-progress');
    });

    it('without an identity, and does not make one up', async () => {
      at.run('config', '--unset', 'user.email');
      at.write(FILE, 'status: resolved\n');
      await assertRefused(at, 'no-identity');
      process.env['EMAIL'] = 'alice@example.org';
      try {
        await at.git.commitBelow(at.path(FOLDER), 'Message');
      } finally {
        delete process.env['EMAIL'];
      }
    });

    it('outside of a repository', async () => {
      const plain = new Sandbox();
      plain.write(FILE, 'x\n');
      const expected = { name: 'GitError', problem: 'not-a-repository' };
      await assert.rejects(plain.git.commitBelow(plain.path(FOLDER), 'Message'), expected);
      await assert.rejects(plain.git.identity(), expected);
      await assert.rejects(plain.git.committed(plain.path(FILE)), expected);
      plain.dispose();
    });

    it('without git', async () => {
      const git = createGit({ root: at.top, gitPath: at.path('no such git') });
      await assertRefused(at, 'no-git', git);
      await assert.rejects(git.identity(), { problem: 'no-git' });
    });

    it('without a message', async () => {
      at.write(FILE, 'status: resolved\n');
      await assert.rejects(at.git.commitBelow(at.path(FOLDER), ' \n'), { problem: 'failed' });
    });
  });

  it('knows who the user is', async () => {
    assert.deepEqual(await at.git.identity(), { name: 'Alice Example', email: 'alice@example.org' });
    at.run('config', 'author.email', 'author@example.org');
    assert.deepEqual(await at.git.identity(), { name: 'Alice Example', email: 'author@example.org' });
    for (const name of ['user.name', 'user.email', 'author.email']) at.run('config', '--unset', name);
    assert.deepEqual(await at.git.identity(), { name: null, email: null });
  });

  it('lists what differs from the last commit', async () => {
    assert.deepEqual(await at.git.changedBelow(at.path(FOLDER)), []);
    at.write('.gitignore', '*.log\n');
    at.write('other/a.txt', 'changed\n');
    at.write(FILE, 'changed\n');
    at.write(`${FOLDER}/big.log`, 'x\n');
    at.write(`${FOLDER}/deep/er/\u00fcn\u00efcode new.txt`, 'x\n');
    at.write(`${FOLDER}/staged.txt`, 'x\n');
    at.run('add', '--', `:(literal)${FOLDER}/staged.txt`);
    const expected = [`${FOLDER}/deep/er/\u00fcn\u00efcode new.txt`, FILE, `${FOLDER}/staged.txt`].map((file) => at.path(file));
    assert.deepEqual([...(await at.git.changedBelow(at.path(FOLDER)))].sort(), expected.sort());
  });

  it('lists what an unborn branch would commit', async () => {
    const unborn = Sandbox.unborn();
    unborn.write(FILE, 'x\n');
    assert.deepEqual(await unborn.git.changedBelow(unborn.path(FOLDER)), [unborn.path(FILE)]);
    assert.equal(await unborn.git.committed(unborn.path(FILE)), null);
    unborn.dispose();
  });

  it('gives a file as the last commit has it, byte for byte', async () => {
    const text = `\ufeffstatus: "\u00e9\u{1f525}"\r\n\r\n${'long '.repeat(100_000)}`;
    at.write(FILE, text);
    at.run('-c', 'core.autocrlf=false', 'commit', '--quiet', '--all', '--message', 'Text');
    at.write(FILE, 'changed\n');
    assert.equal(await at.git.committed(at.path(FILE)), text);
    assert.equal(await at.git.committed(at.path(`${FOLDER}/none.txt`)), null);
  });

  it('does not write the index when it only looks', async () => {
    at.write('other/a.txt', 'a\n');
    const before = execFileSync('git', ['hash-object', '.git/index'], { cwd: at.top, encoding: 'utf8' });
    await at.git.changedBelow(at.path(FOLDER));
    await at.git.committed(at.path(FILE));
    assert.equal(execFileSync('git', ['hash-object', '.git/index'], { cwd: at.top, encoding: 'utf8' }), before);
  });

  it("keeps the user's surroundings, but not those of another repository", async () => {
    const set: Record<string, string> = {
      GIT_DIR: '/nowhere',
      GIT_INDEX_FILE: '/nowhere/index',
      GIT_WORK_TREE: '/nowhere',
      GIT_GLOB_PATHSPECS: '1',
      GIT_AUTHOR_NAME: 'From the environment',
      GIT_ASKPASS: '/bin/askpass of mine',
      SSH_ASKPASS: '/bin/ssh-askpass',
      GIT_SSH_COMMAND: 'ssh -v',
      EDITOR: 'vi',
      PAGER: 'less',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'credential.helper',
      GIT_CONFIG_VALUE_0: '!mine',
    };
    at.hook('pre-commit', 'env > .git/environment; git config credential.helper >> .git/environment');
    at.write(FILE, 'status: resolved\n');
    Object.assign(process.env, set);
    try {
      await at.git.commitBelow(at.path(FOLDER), 'Message');
      assert.equal((await at.git.identity()).name, 'From the environment');
    } finally {
      for (const name of Object.keys(set)) delete process.env[name];
    }
    const seen = at.read('.git/environment');
    for (const kept of ['GIT_ASKPASS=/bin/askpass of mine', 'SSH_ASKPASS=/bin/ssh-askpass', 'GIT_SSH_COMMAND=ssh -v', 'PAGER=less', '!mine']) {
      assert.ok(seen.split('\n').includes(kept), kept);
    }
    assert.doesNotMatch(seen, /nowhere|GLOB_PATHSPECS/);
    assert.equal(at.run('log', '-1', '--format=%an'), 'From the environment');
  });

  posix('runs a git whose path has spaces and brackets', async () => {
    const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const folder = join(at.top, '..', 'Program Files (x86)');
    mkdirSync(folder);
    symlinkSync(real, join(folder, 'git'));
    at.write(FILE, 'status: resolved\n');
    assert.deepEqual((await createGit({ root: at.top, gitPath: join(folder, 'git') }).commitBelow(at.path(FOLDER), 'Message')).paths, [FILE]);
  });

  it('looks for git on Windows in PATH only, never in the working directory', async () => {
    at.write('bin/git.exe', '');
    const environment = { Path: ['.', 'bin', '', at.path('none'), at.path('bin')].join(';') };
    assert.equal(await gitExecutable(undefined, 'win32', { Path: '.;bin;' }), null);
    if (delimiter === ':') assert.equal(await gitExecutable(undefined, 'win32', environment), at.path('bin/git.exe'));
    assert.equal(await gitExecutable(undefined, 'linux'), 'git');
    assert.equal(await gitExecutable('git', 'linux'), 'git');
  });

  describe('is found by its files', () => {
    it('from any folder of the work tree, existing or not', async () => {
      const expected = { topLevel: at.top, gitDir: at.path('.git'), commonDir: at.path('.git') };
      for (const folder of ['', 'other', FOLDER, 'incidents/not/yet']) assert.deepEqual(await findGit(at.path(folder)), expected);
    });

    it('in a linked work tree', async () => {
      const tree = join(at.top, '..', 'linked tree');
      at.run('worktree', 'add', '--quiet', '-b', 'side', tree);
      assert.deepEqual(await findGit(join(tree, 'other')), { topLevel: tree, gitDir: at.path('.git/worktrees/linked-tree'), commonDir: at.path('.git') });
    });

    it('in a submodule', async () => {
      const module = Sandbox.repository();
      at.run('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module.top, 'a/module');
      const gitDir = at.path('.git/modules/a/module');
      assert.deepEqual(await findGit(at.path('a/module/other')), { topLevel: at.path('a/module'), gitDir, commonDir: gitDir });
      module.dispose();
    });

    it('but not by a folder or file that is only called so', async () => {
      const plain = new Sandbox();
      mkdirSync(plain.path('.git'));
      assert.equal(await findGit(plain.top), null);
      const inner = join(at.top, 'inner');
      mkdirSync(inner);
      writeFileSync(join(inner, '.git'), 'gitdir: ../nowhere\n');
      assert.equal((await findGit(inner))?.topLevel, at.top);
      assert.equal(await findGit(dirname(plain.top)), null);
      plain.dispose();
    });
  });
});
