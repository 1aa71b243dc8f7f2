import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IncidentIndex, type Listed } from '../../../src/repository/incidentIndex.ts';
import { sandbox, TEXT, type Sandbox } from './folders.ts';

/** Long enough ago for its time to be trusted. */
const SETTLED = new Date('2026-11-22T05:00:00Z');

describe('the list of incidents', () => {
  let box: Sandbox;
  let index: IncidentIndex;
  beforeEach(() => {
    box = sandbox();
    index = open();
  });
  afterEach(() => box.dispose());

  const open = (): IncidentIndex => new IncidentIndex(box.root, box.path('incidents'));
  const fileOf = (id: string, year = '2026'): string => box.path('incidents', year, id, 'incident.yaml');
  const put = (id: string, text = TEXT, at = SETTLED, year = '2026'): string => {
    const file = fileOf(id, year);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, at, at);
    return file;
  };
  const titled = (title: string): string => TEXT.replace('Slow', title);
  const said = (one: Listed): string => `${one.id}: ${one.ok ? one.summary.title : `line ${one.error.line}: ${one.error.message}`}`;
  const list = (of = index): readonly string[] => of.list().map(said);

  it('is empty without a folder, and finds what comes', async () => {
    assert.equal(await index.refresh(), false);
    assert.deepEqual(list(), []);
    put('b', titled('B'));
    put('a', titled('A'), SETTLED, 'team/2025');
    assert.equal(await index.refresh(), true);
    assert.deepEqual(list(), ['a: A', 'b: B']);
    assert.equal(await index.refresh(), false);
  });

  it('shows broken files in their place, with the line', async () => {
    put('a', TEXT);
    put('b', `${TEXT}title: again\n`);
    put('c', 'schema: sitrep/v1\ntitle: t\nstatus: s\ntimeline: []\nx: [\n');
    put('d', `${TEXT}=======\n`);
    put('e', 'title: t\n');
    writeFileSync(put('f'), Buffer.from([0xff]));
    rmSync(put('g'));
    symlinkSync('/etc/passwd', fileOf('g'));
    mkdirSync(fileOf('h'), { recursive: true });
    await index.refresh();
    const [a, ...broken] = index.list();
    assert.ok(a?.ok);
    assert.ok(broken.every(({ ok }) => !ok));
    assert.deepEqual(broken.map((one) => (one.ok ? '' : `${one.id} ${one.error.line}`)), ['b 7', 'c 6', 'd 7', 'e 1', 'f 1', 'g 1']);
    assert.match(list().join('\n'), /b: line 7: This key stands twice/);
    assert.match(list().join('\n'), /d: line 7: This file holds an unfinished merge/);
    assert.match(list().join('\n'), /g: line 1: .*lies outside the repository/);
  });

  it('takes in files that changed, came and went', async () => {
    const file = put('a', titled('A'));
    await index.refresh();
    put('a', titled('A long title'), new Date());
    assert.equal(await index.update([file]), true);
    assert.deepEqual(list(), ['a: A long title']);
    assert.equal(await index.update([file]), false, 'nothing is different');
    const fresh = put('0', titled('Zero'));
    assert.equal(await index.update([fresh, fresh]), true);
    assert.deepEqual(list(), ['0: Zero', 'a: A long title']);
    rmSync(dirname(file), { recursive: true });
    assert.equal(await index.update([file]), true);
    assert.equal(await index.update([file]), false);
    assert.deepEqual(list(), ['0: Zero']);
  });

  it('tells of a change that its summaries do not show, once', async () => {
    const file = put('a');
    await index.refresh();
    put('a', TEXT.replace('type: declared', 'type: declared, text: by telephone'));
    assert.equal(await index.update([file]), true);
    assert.equal(await index.update([file]), false);
  });

  it('looks away from what is none of its business', async () => {
    put('a', titled('A'));
    await index.refresh();
    const strays = [
      put('a/attachments', titled('An attachment')), put('.hidden', titled('Hidden')), put('x', titled('Deep'), SETTLED, '1/2/3/4/5'), put('node_modules', titled('Package')),
      box.path('incidents', 'incident.yaml'), box.path('elsewhere', 'incident.yaml'), join(dirname(fileOf('a')), 'postmortem.md'),
    ];
    mkdirSync(box.path('elsewhere'));
    for (const file of strays.slice(4)) writeFileSync(file, TEXT);
    assert.equal(await index.update(strays), false);
    assert.equal(await index.refresh(), false);
    assert.deepEqual(list(), ['a: A']);
  });

  it('follows folders that are deleted and renamed, when only the folder is told', async () => {
    for (const id of ['a', 'b', 'c']) put(id, titled(id.toUpperCase()), SETTLED, '2025');
    put('d', titled('D'));
    await index.refresh();
    renameSync(box.path('incidents', '2025', 'b'), box.path('incidents', '2025', 'renamed'));
    assert.equal(await index.update([box.path('incidents', '2025', 'b'), box.path('incidents', '2025', 'renamed')]), true);
    assert.deepEqual(list(), ['a: A', 'c: C', 'd: D', 'renamed: B']);
    rmSync(box.path('incidents', '2025'), { recursive: true });
    assert.equal(await index.update([box.path('incidents', '2025')]), true);
    assert.deepEqual(list(), ['d: D']);
    renameSync(box.path('incidents'), box.path('moved'));
    assert.equal(await index.update([box.path('incidents')]), true);
    assert.deepEqual(list(), []);
    renameSync(box.path('moved'), box.path('incidents'));
    await index.update([box.root.path]);
    assert.deepEqual(list(), ['d: D']);
  });

  it('keeps what an update tells while the folders are being walked', async () => {
    for (let number = 0; number < 50; number++) put(`i${number}`, titled(`I${number}`));
    await index.refresh();
    const walking = index.refresh();
    const fresh = put('fresh', titled('Fresh'));
    await index.update([fresh]);
    rmSync(dirname(fileOf('i7')), { recursive: true });
    await index.update([fileOf('i7')]);
    await Promise.all([walking, index.refresh()]);
    assert.equal(index.list().length, 50);
    assert.ok(list().includes('fresh: Fresh') && !list().includes('i7: I7'));
  });

  it('sees a second change of the same size in the same moment', async () => {
    const now = new Date();
    const file = put('a', titled('One'), now);
    await index.refresh();
    put('a', titled('Two'), now);
    assert.equal(statSync(file).mtimeMs, now.getTime());
    assert.equal(await index.update([file]), true);
    assert.deepEqual(list(), ['a: Two']);
  });

  describe('kept on disk', () => {
    const cache = (): string => join(box.root.state, 'index.json');

    it('spares reading what has not changed', async () => {
      put('a', titled('Old'));
      put('b', titled('Sea'));
      await index.refresh();
      await index.save();
      // Same size, same time: whoever still says the old title has not read the file.
      put('a', titled('New'));
      put('b', titled('Other'));
      const second = open();
      await second.refresh();
      assert.deepEqual(list(second), ['a: Old', 'b: Other']);
    });

    it('does not trust a time that was fresh when it was read', async () => {
      const now = new Date();
      put('a', titled('Old'), now);
      await index.refresh();
      await index.save();
      put('a', titled('New'), now);
      const second = open();
      await second.refresh();
      assert.deepEqual(list(second), ['a: New']);
    });

    it('is no harm when it is torn, foreign or of another version', async () => {
      put('a', titled('A'));
      await index.refresh();
      await index.save();
      const good = readFileSync(cache(), 'utf8');
      const key = 'incidents/2026/a/incident.yaml';
      const version = (JSON.parse(good) as { version: string }).version;
      const torn: readonly (string | Buffer)[] = [
        '', good.slice(0, -20), 'null', '[]', good.replace(version, '0.0'), Buffer.from([0xff]),
        JSON.stringify({ version, files: {} }), JSON.stringify({ version, files: [null] }), JSON.stringify({ version, files: [[key, null], [7, {}], [key, { size: 1, mtimeMs: 1 }], [key, { size: 1, mtimeMs: 1, entry: { ok: true } }]] }),
      ];
      for (const content of torn) {
        writeFileSync(cache(), content);
        const other = open();
        await other.refresh();
        assert.deepEqual(list(other), ['a: A']);
        await other.save();
        assert.equal((JSON.parse(readFileSync(cache(), 'utf8')) as { files: unknown[] }).files.length, 1);
      }
    });

    it('forgets what is gone', async () => {
      put('a');
      put('b');
      await index.refresh();
      await index.save();
      rmSync(dirname(fileOf('a')), { recursive: true });
      const second = open();
      await second.refresh();
      assert.deepEqual(second.list().map(({ id }) => id), ['b']);
      await second.save();
      assert.equal(readFileSync(cache(), 'utf8').includes('/a/'), false);
    });
  });

  it('lists a thousand, and starts again from what it kept', async () => {
    for (let number = 0; number < 1_000; number++) put(`2026-11-22-number-${number}-a${String(number).padStart(3, '2')}`, titled(`Number ${number}`), SETTLED, String(2020 + (number % 7)));
    let batches = 0;
    let started = performance.now();
    await index.refresh(() => void (batches += 1));
    const first = performance.now() - started;
    assert.equal(index.list().length, 1_000);
    assert.ok(batches > 3, `${batches} batches`);
    await index.save();
    const second = open();
    started = performance.now();
    await second.refresh();
    const again = performance.now() - started;
    assert.equal(second.list().length, 1_000);
    assert.ok(again < Math.max(first, 100), `first ${first} ms, again ${again} ms`);
  });
});
