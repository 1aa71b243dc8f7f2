import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit } from '../../../src/repository/git.ts';
import { NO_DOCUMENTS, Repository, SYSTEM_CLOCK, SYSTEM_RANDOM } from '../../../src/repository/repository.ts';
import { findRoot } from '../../../src/repository/root.ts';
import { createTestRepository } from '../../repository.ts';

describe('The root', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'sitrep-root-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the nearest ancestor with sitrep.yaml, else the top of the work tree, else nothing', async () => {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    assert.equal(await findRoot(join(folder, 'a', 'b')), null);
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(join(folder, '.git', 'objects'));
    mkdirSync(join(folder, '.git', 'refs'));
    assert.equal((await findRoot(join(folder, 'a', 'b')))?.path, folder);
    writeFileSync(join(folder, 'a', 'sitrep.yaml'), 'language: en\n');
    assert.equal((await findRoot(join(folder, 'a', 'b')))?.path, join(folder, 'a'));
  });

  it('keeps the path through which it was opened, and shares its state with the real one', async () => {
    const repository = createTestRepository();
    try {
      const link = join(folder, 'link');
      symlinkSync(repository.folder, link);
      const [throughLink, real] = [await findRoot(link), await findRoot(repository.folder)];
      assert.ok(throughLink && real);
      assert.equal(throughLink.path, link);
      assert.equal(throughLink.state, real.state);
      const opened = await Repository.open(throughLink, { documents: NO_DOCUMENTS, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: createGit({ root: link }) });
      const declared = await opened.declare('alice', { title: 'Through a link' });
      assert.ok(declared.ok);
      assert.ok(declared.value.file.startsWith(link));
      await opened.commit(declared.value);
      assert.equal(repository.git('status', '--porcelain').trim(), '');
    } finally {
      repository.dispose();
    }
  });
});
