import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { addEntry, correctEntry } from '../../../src/core/operations/entries.ts';
import { createGit } from '../../../src/repository/git.ts';
import { GitError } from '../../../src/repository/ports.ts';
import { NO_DOCUMENTS, Repository, SYSTEM_CLOCK, SYSTEM_RANDOM, type Declared } from '../../../src/repository/repository.ts';
import { findRoot } from '../../../src/repository/root.ts';
import { createTestRepository, type TestRepository } from '../../repository.ts';

describe('Settling changes', () => {
  let folder: TestRepository;
  let repository: Repository;
  let incident: Declared;
  beforeEach(async () => {
    folder = createTestRepository();
    const root = await findRoot(folder.folder);
    assert.ok(root);
    repository = await Repository.open(root, { documents: NO_DOCUMENTS, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: createGit({ root: root.path }) });
    const declared = await repository.declare('alice', { title: 'Slow' });
    assert.ok(declared.ok);
    incident = declared.value;
  });
  afterEach(() => folder.dispose());

  const note = async (text: string): Promise<string> => {
    const outcome = await repository.edit(incident, addEntry(repository.context('alice'), { text }));
    assert.ok(outcome.ok);
    return outcome.value.item ?? '';
  };

  it('refuses to commit an incident that cannot be read', async () => {
    writeFileSync(incident.file, `${readFileSync(incident.file, 'utf8')}services: [\n`);
    await assert.rejects(repository.commit(incident), (error) => error instanceof GitError && error.problem === 'unreadable' && /line \d+/.test(error.message));
    assert.equal(folder.git('log', '--oneline', '--all').trim(), '');
  });

  it('knows when a postmortem shows facts that have changed', async () => {
    assert.equal(await repository.isPostmortemStale(incident), false);
    assert.ok((await repository.postmortem(incident, 'create')).ok);
    assert.equal(await repository.isPostmortemStale(incident), false);
    await note('p99 is high');
    assert.equal(await repository.isPostmortemStale(incident), true);
    assert.ok((await repository.postmortem(incident, 'refresh')).ok);
    assert.equal(await repository.isPostmortemStale(incident), false);
  });

  it('lets a change that cannot be taken back not stand before the earlier ones', async () => {
    await note('first');
    const second = await note('second');
    writeFileSync(incident.file, readFileSync(incident.file, 'utf8').replace('text: second', 'text: changed by hand'));
    const refused = await repository.undo();
    assert.ok(!refused.ok);
    assert.match(refused.refusal.message, /“add note” in incidents\/.*incident\.yaml cannot be taken back.*Undo again/);
    assert.ok((await repository.undo()).ok);
    assert.ok(readFileSync(incident.file, 'utf8').includes('changed by hand'));
    assert.ok(!readFileSync(incident.file, 'utf8').includes('first'));
    assert.ok((await repository.edit(incident, correctEntry(second, { text: 'third' }))).ok);
    assert.ok((await repository.undo()).ok);
  });
});
