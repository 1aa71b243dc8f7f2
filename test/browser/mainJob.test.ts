import assert from 'node:assert/strict';
import {useStage} from './harness/index.ts';
import {playMainJob, type StepResult} from './mainJob.ts';

describe('The main job, in an empty repository', () => {
  const stage = useStage();

  it('goes from the first declaration to closed and committed', async () => {
    const {workbench, repository} = stage;
    const results: StepResult[] = [];
    await playMainJob(workbench, {folder: repository.folder, shots: false, onStep: (result) => results.push(result)});
    assert.deepEqual(results.filter(({ok}) => !ok).map(({name, error}) => `${name}: ${error ?? ''}`), []);
    assert.ok(results.length > 15);
    assert.deepEqual(workbench.consoleErrors.filter((text) => /sitrep|Content Security Policy/i.test(text)), []);
  }).timeout(180_000);
});
