import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import path from 'node:path';
import {createSandbox} from './sitrep.ts';

const WRITER = path.resolve(import.meta.dirname, 'fixtures/addEntries.ts');

describe('Several processes on one incident', function () {
  this.timeout(120_000);

  it('lose none of 200 entries each', async () => {
    const sandbox = createSandbox();
    try {
      const short = await sandbox.declare();
      const file = path.join(sandbox.folder, sandbox.file(short));
      await Promise.all(['first', 'second'].map((name) => finished(spawn(process.execPath, [WRITER, sandbox.folder, file, name, '200'], {stdio: 'inherit'}))));
      const {timeline} = await sandbox.json<{timeline: {id: string; text?: string}[]}>('show', short);
      const texts = new Set(timeline.map(({text}) => text));
      for (const name of ['first', 'second']) for (let number = 0; number < 200; number++) assert.ok(texts.has(`${name} ${number}`), `${name} ${number}`);
      assert.equal(timeline.length, 401);
      assert.equal(new Set(timeline.map(({id}) => id)).size, 401);
    } finally {
      sandbox.dispose();
    }
  });

  it('each write their note', async () => {
    const sandbox = createSandbox();
    try {
      const short = await sandbox.declare();
      const ran = await Promise.all([1, 2, 3, 4].map((number) => sandbox.spawn(['note', short, '--text', `note ${number}`])));
      assert.deepEqual(ran.map(({status, err}) => [status, err]), ran.map(() => [0, '']));
      for (const number of [1, 2, 3, 4]) assert.match(sandbox.read(sandbox.file(short)), new RegExp(`text: note ${number}`));
    } finally {
      sandbox.dispose();
    }
  });
});

async function finished(child: ReturnType<typeof spawn>): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  assert.equal(code, 0);
}
