import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../../src/repository/git.ts';
import { assertRefused, FOLDER, isolateGit, Sandbox } from './gitFixture.ts';

const FILE = `${FOLDER}/incident.yaml`;
const posix = process.platform === 'win32' ? it.skip : it;

describe('committing one folder', function () {
  this.timeout(30_000);
  isolateGit();
  let at: Sandbox;
  beforeEach(() => {
    at = Sandbox.repository();
  });
  afterEach(() => at.dispose());

  const commit = (message = 'Message\n', folder = at.path(FOLDER)) => at.git.commitBelow(folder, message);

  /** Staged, half staged, deleted, renamed, intended, flagged: all outside of the folder. */
  function disturb(): void {
    at.write('other/c.txt', 'c\n');
    at.write('other/d.txt', 'to be renamed, and long enough to be known again\n');
    at.write('other/flagged.txt', '1\n');
    at.write('other/skipped.txt', '1\n');
    at.run('add', '--all');
    at.run('commit', '--quiet', '--message', 'More');
    at.write('other/b.txt', 'b1 staged\nb2\nb3\n');
    at.run('add', 'other/b.txt');
    at.write('other/b.txt', 'b1 staged\nb2\nb3 not staged\n');
    at.run('rm', '--quiet', '--cached', 'other/c.txt');
    at.run('mv', 'other/d.txt', 'other/e.txt');
    at.write('other/new.txt', 'new\n');
    at.run('add', 'other/new.txt');
    at.write('other/intended.txt', 'later\n');
    at.run('add', '--intent-to-add', 'other/intended.txt');
    at.run('update-index', '--assume-unchanged', 'other/flagged.txt');
    at.run('update-index', '--skip-worktree', 'other/skipped.txt');
    at.write('other/untracked.txt', 'u\n');
  }

  it('takes in what is new, changed and deleted, and nothing else', async () => {
    at.write(`${FOLDER}/gone.txt`, 'x\n');
    await commit();
    disturb();
    const [others, staged] = [at.others(), at.run('diff', '--cached')];
    at.write(FILE, 'status: resolved\n');
    at.write(`${FOLDER}/attachments/graph 1.txt`, 'g\n');
    at.remove(`${FOLDER}/gone.txt`);
    const made = await commit('Subject\n\n# not a comment\n\nIncident: k7q2\n');
    assert.equal(made.hash, at.run('rev-parse', 'HEAD'));
    assert.deepEqual([...made.paths].sort(), [`${FOLDER}/attachments/graph 1.txt`, `${FOLDER}/gone.txt`, FILE].sort());
    assert.equal(at.run('log', '-1', '--format=%B'), 'Subject\n\n# not a comment\n\nIncident: k7q2\n');
    assert.equal(at.run('show', `HEAD:${FILE}`), 'status: resolved');
    assert.equal(at.run('show', 'HEAD:other/b.txt'), 'b1\nb2\nb3');
    assert.equal(at.others(), others);
    assert.equal(at.run('diff', '--cached'), staged);
    assert.equal(at.status(), '');
    assert.match(at.run('status', '--porcelain'), /^ A other\/intended\.txt$/m);
    at.assertClean();
  });

  it('commits what is on disk, whatever is staged in the folder', async () => {
    at.write(FILE, 'status: staged\n');
    at.run('add', FILE);
    at.write(FILE, 'status: disk\n');
    at.write(`${FOLDER}/intended.txt`, 'i\n');
    at.run('add', '--intent-to-add', `${FOLDER}/intended.txt`);
    await commit();
    assert.equal(at.run('show', `HEAD:${FILE}`), 'status: disk');
    assert.equal(at.run('show', `HEAD:${FOLDER}/intended.txt`), 'i');
    assert.equal(at.status(), '');
  });

  it('leaves ignored files out, but not those that were added by force', async () => {
    at.write('.gitignore', '*.log\nforced/\n');
    at.write(`${FOLDER}/big.log`, 'x\n');
    at.write(`${FOLDER}/forced/kept.log`, 'y\n');
    at.run('add', '--force', '--', `:(literal)${FOLDER}/forced/kept.log`);
    at.write(FILE, 'status: resolved\n');
    const { paths } = await commit();
    assert.deepEqual([...paths].sort(), [`${FOLDER}/forced/kept.log`, FILE].sort());
    assert.equal(at.status(), '');
    assert.ok(existsSync(at.path(`${FOLDER}/big.log`)));
  });

  it('commits tracked files of an ignored folder', async () => {
    at.write('.gitignore', 'incidents/\n');
    at.write(FILE, 'status: resolved\n');
    at.write(`${FOLDER}/new.txt`, 'ignored\n');
    assert.deepEqual((await commit()).paths, [FILE]);
    await assertRefused(at, 'nothing-to-commit');
  });

  it('commits the deletion of the whole folder', async () => {
    at.remove(FOLDER);
    assert.deepEqual((await commit()).paths, [FILE]);
    assert.equal(at.run('ls-files', '--', 'incidents'), '');
    await assertRefused(at, 'nothing-to-commit');
  });

  for (const name of ['-dash', ':(glob)**', 'a[bc]', '*', "quote ' and \u00fcn\u00efcode \u{1f525}", '#x', '!y', 'with  spaces ']) {
    posix(`takes the name ${JSON.stringify(name)} as it is`, async () => {
      at.write(`${name}/incident.yaml`, '1\n');
      at.write('b/incident.yaml', '1\n');
      at.write('ab/incident.yaml', '1\n');
      assert.deepEqual((await commit('Message', at.path(name))).paths, [`${name}/incident.yaml`]);
      assert.equal(at.status(name), '');
      assert.equal(at.run('status', '--porcelain'), '?? ab/\n?? b/');
      at.write(`${name}/incident.yaml`, '2\n');
      assert.deepEqual(await at.git.changedBelow(at.path(name)), [at.path(`${name}/incident.yaml`)]);
      assert.equal(await at.git.committed(at.path(`${name}/incident.yaml`)), '1\n');
    });
  }

  it('makes the first commit, and keeps what else is staged', async () => {
    at.dispose();
    at = Sandbox.unborn();
    at.write(FILE, 'status: triage\n');
    at.write('other/a.txt', 'a\n');
    at.run('add', 'other/a.txt');
    const others = at.others();
    assert.deepEqual((await commit()).paths, [FILE]);
    assert.equal(at.run('rev-list', '--count', 'HEAD'), '1');
    assert.equal(at.others(), others);
    assert.equal(at.run('status', '--porcelain'), 'A  other/a.txt');
    at.assertClean();
  });

  it('leaves an unborn branch unborn when a hook refuses', async () => {
    at.dispose();
    at = Sandbox.unborn();
    at.write(FILE, 'status: triage\n');
    at.write('other/a.txt', 'a\n');
    at.run('add', 'other/a.txt', FILE);
    at.hook('pre-commit', 'exit 1');
    await assertRefused(at, 'hook-failed');
    assert.throws(() => at.run('rev-parse', '--verify', 'HEAD'));
  });

  it('works on a detached head', async () => {
    at.run('checkout', '--quiet', '--detach');
    at.write(FILE, 'status: resolved\n');
    const { hash } = await commit();
    assert.equal(at.run('rev-parse', 'HEAD'), hash);
    assert.equal(at.run('rev-parse', 'main'), at.run('rev-parse', 'HEAD^'));
  });

  it('works in a linked work tree, with its own index and the hooks of the repository', async () => {
    at.hook('pre-commit', 'echo ran >> "$(git rev-parse --git-common-dir)/hook-ran"');
    const linked = new Sandbox(join(at.top, '..', 'linked tree'));
    at.run('worktree', 'add', '--quiet', '-b', 'side', linked.top);
    linked.write(FILE, 'status: resolved\n');
    linked.write('other/a.txt', 'staged\n');
    linked.run('add', 'other/a.txt');
    const before = at.state();
    assert.deepEqual((await linked.git.commitBelow(linked.path(FOLDER), 'Message')).paths, [FILE]);
    assert.equal(linked.run('status', '--porcelain'), 'M  other/a.txt');
    assert.equal(readFileSync(at.path('.git/hook-ran'), 'utf8'), 'ran\n');
    assert.equal(at.state()['entries'], before['entries']);
    linked.assertClean();
  });

  it('works for a root below the top level, from folders given relative to it, and with a submodule beside it', async () => {
    const module = Sandbox.repository();
    at.run('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module.top, 'module');
    at.write('ops/incidents/x/incident.yaml', '1\n');
    const git = createGit({ root: at.path('ops') });
    const others = at.others();
    assert.deepEqual((await git.commitBelow(join('incidents', 'x'), 'Message')).paths, ['ops/incidents/x/incident.yaml']);
    at.write('ops/incidents/x/incident.yaml', '2\n');
    assert.deepEqual(await git.changedBelow(at.path('ops/incidents/x')), [at.path('ops/incidents/x/incident.yaml')]);
    assert.equal(await git.committed(at.path('ops/incidents/x/incident.yaml')), '1\n');
    assert.equal(at.others().replace(/.*ops\/.*\n?/g, ''), others);
    await assert.rejects(git.commitBelow(join(at.top, '..'), 'Message'), { problem: 'failed' });
    module.dispose();
  });

  it('works inside a submodule', async () => {
    const module = Sandbox.repository();
    at.run('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module.top, 'module');
    const inner = new Sandbox(at.path('module'));
    inner.run('config', 'user.name', 'Alice');
    inner.run('config', 'user.email', 'alice@example.org');
    inner.write(FILE, 'status: resolved\n');
    assert.deepEqual((await inner.git.commitBelow(inner.path(FOLDER), 'Message')).paths, [FILE]);
    inner.assertClean();
    module.dispose();
  });

  it('commits files that a sparse checkout leaves out, and forgets none that it does not show', async () => {
    at.write(`${FOLDER}/hidden.txt`, 'h\n');
    await commit();
    at.run('sparse-checkout', 'set', 'other');
    assert.equal(existsSync(at.path(FOLDER)), false);
    at.write(`${FOLDER}/postmortem.md`, '# Postmortem\n');
    assert.deepEqual((await commit()).paths, [`${FOLDER}/postmortem.md`]);
    assert.deepEqual(at.run('ls-tree', '-r', '--name-only', 'HEAD', '--', 'incidents').split('\n').length, 3);
    assert.match(at.run('ls-files', '-v'), /^S .*hidden\.txt$/m);
    assert.equal(at.status(), '');
  });

  for (const setting of ['core.splitIndex', 'core.untrackedCache', 'feature.manyFiles', 'core.ignoreCase', 'add.ignoreErrors', 'diff.noprefix', 'status.short']) {
    it(`works with ${setting}`, async () => {
      at.run('config', setting, 'true');
      disturb();
      const [others, staged] = [at.others(), at.run('diff', '--cached')];
      at.write(FILE, 'status: resolved\n');
      assert.deepEqual((await commit()).paths, [FILE]);
      assert.equal(at.others(), others);
      assert.equal(at.run('diff', '--cached'), staged);
      assert.equal(at.status(), '');
      assert.equal(at.quiet('fsck', '--no-dangling'), '');
    });
  }

  it('stores LF and is clean afterwards where core.autocrlf is on', async () => {
    at.run('config', 'core.autocrlf', 'true');
    at.write(FILE, 'status: resolved\r\n');
    await commit();
    assert.equal(await at.git.committed(at.path(FILE)), 'status: resolved\n');
    assert.equal(at.status(), '');
    assert.equal(at.read(FILE), 'status: resolved\r\n');
  });

  posix('commits a symbolic link as a link, and looks behind none', async () => {
    symlinkSync('/etc/hostname', at.path(`${FOLDER}/link`));
    const { paths } = await commit();
    assert.deepEqual(paths, [`${FOLDER}/link`]);
    assert.equal(at.run('show', `HEAD:${FOLDER}/link`), '/etc/hostname');
    symlinkSync(at.path('other'), at.path('incidents/elsewhere'));
    at.write('other/a.txt', 'changed\n');
    assert.deepEqual((await commit('Message', at.path('incidents/elsewhere'))).paths, ['incidents/elsewhere']);
    assert.equal(at.run('status', '--porcelain'), ' M other/a.txt');
  });

  posix('works where the root is reached by a symbolic link', async () => {
    const link = join(at.top, '..', 'link');
    symlinkSync(at.path('incidents'), link);
    const git = createGit({ root: link });
    const file = join(link, FILE.slice('incidents/'.length));
    writeFileSync(file, 'status: resolved\n');
    assert.deepEqual(await git.changedBelow(link), [file]);
    assert.deepEqual((await git.commitBelow(link, 'Message')).paths, [FILE]);
  });

  it('commits the top level when that is the folder', async () => {
    at.write('other/a.txt', 'changed\n');
    at.write('new.txt', 'n\n');
    assert.deepEqual([...(await commit('Message', at.top)).paths].sort(), ['new.txt', 'other/a.txt']);
    assert.equal(at.run('status', '--porcelain'), '');
  });

  it('lets commits of one window wait for each other', async () => {
    at.write('incidents/x/incident.yaml', '1\n');
    at.write('incidents/y/incident.yaml', '1\n');
    await Promise.all([commit('x', at.path('incidents/x')), commit('y', at.path('incidents/y'))]);
    assert.equal(at.run('log', '-2', '--format=%s'), 'y\nx');
    assert.equal(at.run('status', '--porcelain'), '');
  });

  it('waits for an index that is locked for a moment', async () => {
    at.write(FILE, 'status: resolved\n');
    const lock = at.path('.git/index.lock');
    writeFileSync(lock, '');
    setTimeout(() => at.remove('.git/index.lock'), 300);
    assert.deepEqual((await commit()).paths, [FILE]);
  });

  it('does not take back what another program commits meanwhile', async () => {
    at.write(FILE, 'status: resolved\n');
    const other = 'echo theirs > other/a.txt; unset GIT_INDEX_FILE; git commit --quiet --message Theirs -- other/a.txt';
    at.hook('post-index-change', `test -e .git/once && exit; touch .git/once; ${other}`);
    assert.deepEqual((await commit()).paths, [FILE]);
    assert.equal(at.run('log', '--format=%s'), 'Message\nTheirs\nStart');
    assert.equal(at.run('show', 'HEAD:other/a.txt'), 'theirs');
    assert.equal(at.run('status', '--porcelain'), '');
  });

  it('keeps the stash', async () => {
    at.write('other/a.txt', 'stashed\n');
    at.run('stash', '--quiet');
    const stash = at.run('rev-parse', 'stash@{0}');
    at.write(FILE, 'status: resolved\n');
    await commit();
    assert.equal(at.run('rev-parse', 'stash@{0}'), stash);
  });

  describe('with hooks', () => {
    it('runs them all', async () => {
      for (const hook of ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit']) at.hook(hook, `echo ${hook} >> .git/ran`);
      at.write(FILE, 'status: resolved\n');
      await commit();
      assert.equal(at.read('.git/ran'), 'pre-commit\nprepare-commit-msg\ncommit-msg\npost-commit\n');
    });

    for (const hook of ['pre-commit', 'prepare-commit-msg', 'commit-msg']) {
      it(`leaves everything as it was when ${hook} refuses`, async () => {
        at.write('other/a.txt', 'stashed\n');
        at.run('stash', '--quiet');
        disturb();
        at.write(FILE, 'status: resolved\n');
        at.write(`${FOLDER}/new.txt`, 'n\n');
        at.hook(hook, 'echo "the status is wrong"; exit 1');
        const error = await assertRefused(at, 'hook-failed');
        assert.match(error.output, /the status is wrong/);
      });
    }

    it('sees a hook that refuses without a word', async () => {
      at.hook('pre-commit', 'exit 7');
      at.write(FILE, 'status: resolved\n');
      await assertRefused(at, 'hook-failed');
    });

    it('takes in what a formatter stages', async () => {
      disturb();
      const [others, staged] = [at.others(), at.run('diff', '--cached')];
      at.hook('pre-commit', `printf 'formatted\\n' > '${FILE}' && git add -- ':(literal)${FILE}'`);
      at.write(FILE, 'status:   resolved\n');
      assert.deepEqual((await commit()).paths, [FILE]);
      assert.equal(at.run('show', `HEAD:${FILE}`), 'formatted');
      assert.equal(at.status(), '');
      assert.equal(at.others(), others);
      assert.equal(at.run('diff', '--cached'), staged);
    });

    it('brings the index up to date with other files that a hook stages, except what the user staged', async () => {
      at.write('other/b.txt', 'staged by the user\n');
      at.run('add', 'other/b.txt');
      const entry = at.run('ls-files', '--stage', 'other/b.txt');
      at.hook('pre-commit', 'echo log >> CHANGELOG; echo hook > other/a.txt; echo hook > other/b.txt; git add CHANGELOG other/a.txt other/b.txt');
      at.write(FILE, 'status: resolved\n');
      assert.deepEqual([...(await commit()).paths].sort(), ['CHANGELOG', FILE, 'other/a.txt', 'other/b.txt'].sort());
      assert.equal(at.run('status', '--porcelain', '--', 'CHANGELOG', 'other/a.txt'), '');
      assert.equal(at.run('ls-files', '--stage', 'other/b.txt'), entry);
    });

    it('lets them use abbreviated options, pathspecs and the index as they are used to', async () => {
      at.hook('pre-commit', 'git status --porc --untracked-f=no -- "incidents/*.yaml" > .git/seen && test -z "$GIT_LITERAL_PATHSPECS"');
      at.write(FILE, 'status: resolved\n');
      at.write('other/a.txt', 'staged\n');
      at.run('add', 'other/a.txt');
      await commit();
      assert.equal(at.read('.git/seen').trim(), `M  "${FILE}"`);
    });

    it('does not hang on a hook that leaves a program behind', async () => {
      at.hook('post-commit', 'sleep 20 &');
      at.write(FILE, 'status: resolved\n');
      const start = Date.now();
      await commit();
      assert.ok(Date.now() - start < 10_000);
    });
  });

  it('signs where the user signs', async () => {
    const signer = join(at.top, '..', 'signer.mjs');
    writeFileSync(signer, "process.stdin.resume();process.stdin.on('end',()=>{process.stderr.write('\\n[GNUPG:] SIG_CREATED \\n');process.stdout.write('-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n')});");
    const program = join(at.top, '..', 'signer');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${signer}'\n`, { mode: 0o755 });
    at.run('config', 'gpg.program', program);
    at.run('config', 'commit.gpgSign', 'true');
    at.write(FILE, 'status: resolved\n');
    await commit();
    assert.match(at.run('cat-file', 'commit', 'HEAD'), /^gpgsig -----BEGIN PGP SIGNATURE-----/m);
    at.run('config', 'gpg.program', join(at.top, 'no such program'));
    at.write(FILE, 'status: closed\n');
    await assertRefused(at, 'failed');
  });

  it('creates nothing else in an empty folder', async () => {
    mkdirSync(at.path('incidents/empty'));
    await assertRefused(at, 'nothing-to-commit', at.git, at.path('incidents/empty'));
    await assertRefused(at, 'nothing-to-commit', at.git, at.path('incidents/missing'));
    await assertRefused(at, 'nothing-to-commit');
  });
});
