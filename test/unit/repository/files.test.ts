import assert from 'node:assert/strict';
import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertInside, FileError, isInside, readText, removeText, replaceText } from '../../../src/repository/files.ts';
import { namesIn, sandbox, start, type Sandbox } from './folders.ts';

const problem = (expected: string) => (error: unknown): boolean => {
  assert.ok(error instanceof FileError, String(error));
  assert.equal(error.problem, expected);
  assert.match(error.message, /\.$/);
  return true;
};

describe('files', () => {
  let box: Sandbox;
  let file: string;
  beforeEach(() => {
    box = sandbox();
    file = box.path('incidents', 'a.yaml');
    mkdirSync(dirname(file), { recursive: true });
  });
  afterEach(() => box.dispose());

  describe('reading', () => {
    it('keeps byte-order mark, line endings and all of Unicode', async () => {
      const text = '\ufeffa: é 🙂\r\nb: \u2028\n';
      writeFileSync(file, text);
      assert.equal(await readText(file), text);
    });

    it('refuses what is missing, too large, no text, or no file', async () => {
      await assert.rejects(readText(file), problem('missing'));
      await assert.rejects(readText(dirname(file)), problem('not-a-file'));
      writeFileSync(file, Buffer.from([0x61, 0xff, 0xfe]));
      await assert.rejects(readText(file), problem('not-text'));
      writeFileSync(file, Buffer.from([0xed, 0xa0, 0x80]));
      await assert.rejects(readText(file), problem('not-text'));
      truncateSync(file, 50 * 1024 * 1024);
      const started = performance.now();
      await assert.rejects(readText(file), problem('too-large'));
      assert.ok(performance.now() - started < 500);
      await assert.rejects(readText(`${file}/below`), problem('missing'));
    });
  });

  describe('replacing', () => {
    it('makes a file with its folders, and leaves nothing else', async () => {
      const fresh = box.path('incidents', '2026', 'x', 'incident.yaml');
      assert.equal(await replaceText(fresh, 'é\n', null), true);
      assert.equal(readFileSync(fresh, 'utf8'), 'é\n');
      assert.deepEqual(namesIn(dirname(fresh)), ['incident.yaml']);
      assert.equal(await replaceText(fresh, 'other', null), false, 'it exists');
    });

    it('keeps the mode', async () => {
      writeFileSync(file, 'a');
      chmodSync(file, 0o640);
      assert.equal(await replaceText(file, 'b', 'a'), true);
      assert.equal(statSync(file).mode & 0o7777, 0o640);
      chmodSync(file, 0o755);
      assert.equal(await replaceText(file, 'c', 'b'), true);
      assert.equal(statSync(file).mode & 0o7777, 0o755);
    });

    it('leaves a link a link', async () => {
      const real = box.path('real.yaml');
      writeFileSync(real, 'a');
      symlinkSync('../real.yaml', file);
      assert.equal(await replaceText(file, 'b', 'a'), true);
      assert.equal(readlinkSync(file), '../real.yaml');
      assert.equal(readFileSync(real, 'utf8'), 'b');
      assert.deepEqual([namesIn(dirname(file)), namesIn(box.root.path)], [['a.yaml'], ['incidents', 'real.yaml']]);
    });

    it('changes nothing when the file is not what was expected', async () => {
      writeFileSync(file, 'changed');
      const before = lstatSync(file);
      assert.equal(await replaceText(file, 'b', 'a'), false);
      assert.equal(readFileSync(file, 'utf8'), 'changed');
      assert.equal(lstatSync(file).ino, before.ino);
      assert.deepEqual(namesIn(dirname(file)), ['a.yaml']);
      const gone = box.path('incidents', 'gone', 'b.yaml');
      await assert.rejects(replaceText(gone, 'b', 'a'), problem('missing'));
      assert.deepEqual(namesIn(dirname(file)), ['a.yaml'], 'no folder is made for a file that was to be there');
    });

    it('is seen whole or not at all: the old file stays what it was', async () => {
      writeFileSync(file, 'a');
      const other = box.path('other');
      linkSync(file, other);
      await replaceText(file, 'b', 'a');
      assert.equal(readFileSync(other, 'utf8'), 'a');
    });

    it('does not write what could not be read again', async () => {
      writeFileSync(file, 'a');
      await assert.rejects(replaceText(file, 'é'.repeat(2.5 * 1024 * 1024), 'a'), problem('too-large'));
      assert.equal(readFileSync(file, 'utf8'), 'a');
    });

    it('leaves the old file whole when the disk takes no more', async function () {
      if (process.platform === 'win32') this.skip();
      writeFileSync(file, 'a');
      // A limit on the size of files stands in for a full disk.
      const program = start('replace.ts', [file, 'a', '200000'], { before: ['/bin/sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'] });
      assert.match(await program.line(), /^(?:failed|disk-full)$/);
      assert.equal(readFileSync(file, 'utf8'), 'a');
      assert.deepEqual(namesIn(dirname(file)), ['a.yaml']);
    });

    it('says that a folder is read-only', async function () {
      if (process.platform === 'win32') this.skip();
      writeFileSync(file, 'a');
      for (const folder of [dirname(box.root.path), box.root.path]) chmodSync(folder, 0o755);
      chmodSync(dirname(file), 0o555);
      // The superuser may write everywhere.
      const isRoot = process.getuid?.() === 0;
      const program = start('replace.ts', [file, 'a', '3'], isRoot ? { uid: 65534 } : {});
      const said = await program.line();
      chmodSync(dirname(file), 0o755);
      assert.equal(said, 'no-permission');
      assert.deepEqual(namesIn(dirname(file)), ['a.yaml']);
    });

    it('removes a file and the folders that are empty then', async () => {
      const deep = box.path('incidents', '2026', 'x', 'incident.yaml');
      mkdirSync(dirname(deep), { recursive: true });
      writeFileSync(deep, 'a');
      assert.equal(await removeText(deep, 'b', box.root.path), false);
      assert.equal(await removeText(deep, 'a', box.root.path), true);
      assert.deepEqual(namesIn(box.root.path), []);
      assert.ok(statSync(box.root.path).isDirectory());
    });
  });

  describe('staying inside', () => {
    const refusedOutside = async (path: string): Promise<void> => assert.rejects(assertInside(box.root.path, path), problem('outside'));

    it('takes what lies below, be it there or not', async () => {
      for (const path of [file, box.path('..data', 'x'), box.path('new', 'folder', 'x'), box.root.path]) await assertInside(box.root.path, path);
      assert.equal(isInside('/a', '/a/..b'), true);
      assert.equal(isInside('/a', '/ab'), false);
    });

    it('refuses ways out', async () => {
      await refusedOutside(box.path('..', 'x'));
      await refusedOutside(box.path('incidents', '..', '..', 'x'));
      await refusedOutside('/etc/passwd');
      await refusedOutside(`${box.root.path}x`);
    });

    it('refuses links that lead out, also to nowhere and by a folder', async () => {
      symlinkSync('/etc', box.path('etc'));
      symlinkSync('/nonexistent/file', box.path('dangling'));
      symlinkSync('../..', box.path('incidents', 'up'));
      symlinkSync('loop', box.path('loop'));
      await refusedOutside(box.path('etc', 'passwd'));
      await refusedOutside(box.path('etc', 'new', 'file'));
      await refusedOutside(box.path('dangling'));
      await refusedOutside(box.path('incidents', 'up', 'x'));
      await refusedOutside(box.path('loop'));
      symlinkSync('incidents', box.path('fine'));
      await assertInside(box.root.path, box.path('fine', 'a.yaml'));
    });
  });
});
