import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FileError } from '../../../src/repository/files.ts';
import { withLock } from '../../../src/repository/lock.ts';
import { namesIn, sandbox, start, type Sandbox } from './folders.ts';

const OLD = new Date(Date.now() - 61_000);

describe('the lock', () => {
  let box: Sandbox;
  let lock: string;
  beforeEach(() => {
    box = sandbox();
    lock = join(box.root.state, 'locks', 'a.lock');
  });
  afterEach(() => box.dispose());

  const taken = async (): Promise<number> => {
    const started = performance.now();
    await withLock(lock, async () => undefined);
    return performance.now() - started;
  };
  const leave = (holder: object | string): void => {
    mkdirSync(join(box.root.state, 'locks'), { recursive: true });
    writeFileSync(lock, typeof holder === 'string' ? holder : JSON.stringify(holder));
  };

  it('gives back what the work gives, and is gone afterwards, also when the work fails', async () => {
    assert.equal(await withLock(lock, async () => 7), 7);
    await assert.rejects(withLock(lock, async () => Promise.reject(new Error('no'))), /^Error: no$/);
    assert.deepEqual(namesIn(join(box.root.state, 'locks')), []);
  });

  it('lets one at a time in, of one process', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(Array.from({ length: 12 }, () => withLock(lock, async () => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 1));
      inside -= 1;
    })));
    assert.equal(most, 1);
  });

  it('lets one at a time in, of several processes', async () => {
    const file = join(box.root.state, 'number');
    mkdirSync(box.root.state, { recursive: true });
    writeFileSync(file, '0');
    const programs = Array.from({ length: 3 }, () => start('countUnderLock.ts', [lock, file, '40']));
    assert.deepEqual(await Promise.all(programs.map(({ ended }) => ended)), [0, 0, 0]);
    assert.equal(readFileSync(file, 'utf8'), '120');
  });

  it('waits for a holder that lives, and takes over at once from one that was killed', async () => {
    const holder = start('holdLock.ts', [lock]);
    assert.equal(await holder.line(), 'held');
    let through = false;
    const waiting = taken().then(() => (through = true));
    await new Promise((done) => setTimeout(done, 150));
    assert.equal(through, false, 'it waits');
    holder.child.kill('SIGKILL');
    await holder.ended;
    const started = performance.now();
    await waiting;
    assert.ok(performance.now() - started < 1_000);
    assert.equal(existsSync(lock), false);
  });

  it('is passed on when the holder lets go', async () => {
    const holder = start('holdLock.ts', [lock]);
    await holder.line();
    const waiting = taken();
    holder.child.stdin?.write('go\n');
    assert.equal(await holder.line(), 'letting go');
    await waiting;
    assert.equal(await holder.ended, 0);
  });

  it('of another machine is left alone until it is a minute old', async () => {
    leave({ token: 't', pid: 1, host: `not-${hostname()}` });
    const waiting = taken();
    await new Promise((done) => setTimeout(done, 200));
    assert.ok(existsSync(lock), 'still held');
    utimesSync(lock, OLD, OLD);
    await waiting;
    assert.equal(existsSync(lock), false);
  });

  it('of this machine is left alone while its process lives', async () => {
    await withLock(lock, async () => {
      const { pid, host } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; host: string };
      assert.equal(pid, process.pid);
      assert.ok(host.startsWith(hostname()));
    });
  });

  it('that is empty or torn is cleared away after two seconds', async () => {
    for (const torn of ['', '{"tok', 'null', '[]', '{"pid": 1}']) {
      leave(torn);
      const moment = new Date(Date.now() - 2_100);
      utimesSync(lock, moment, moment);
      assert.ok((await taken()) < 1_000);
    }
  });

  it('is cleared away by one, and taken by one, when many wait for a dead one', async () => {
    const dead = start('holdLock.ts', [lock]);
    await dead.line();
    dead.child.kill('SIGKILL');
    await dead.ended;
    const file = join(box.root.state, 'number');
    writeFileSync(file, '0');
    const programs = Array.from({ length: 3 }, () => start('countUnderLock.ts', [lock, file, '3']));
    await Promise.all(programs.map(({ ended }) => ended));
    assert.equal(readFileSync(file, 'utf8'), '9');
    assert.deepEqual(namesIn(join(box.root.state, 'locks')), []);
  });

  it('does not let go of a lock that another has taken over', async () => {
    await withLock(lock, async () => writeFileSync(lock, JSON.stringify({ token: 'other', pid: process.pid, host: 'x' })));
    assert.equal((JSON.parse(readFileSync(lock, 'utf8')) as { token: string }).token, 'other');
  });

  it('says in words why it cannot be made', async () => {
    mkdirSync(box.root.state, { recursive: true });
    writeFileSync(join(box.root.state, 'locks'), 'a file in the way');
    await assert.rejects(taken(), (error: unknown) => error instanceof FileError && error.message !== '');
  });
});
