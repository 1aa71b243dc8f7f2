import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { addEntry, correctEntry, deleteEntry } from '../../../src/core/operations/entries.ts';
import type { Operation, Refusal } from '../../../src/core/operations/edit.ts';
import { FileError } from '../../../src/repository/files.ts';
import type { Located } from '../../../src/repository/root.ts';
import { Writer, type Outcome } from '../../../src/repository/writer.ts';
import { contextOf, incidentIn } from '../operations/applying.ts';
import { incidentValue, plan } from '../operations/generated.ts';
import { chooser, styledYaml } from '../yaml/styledYaml.ts';
import { Documents, namesIn, sandbox, start, TEXT, type Sandbox } from './folders.ts';

describe('the writer', () => {
  let box: Sandbox;
  let documents: Documents;
  let writer: Writer;
  let incident: Located;
  let time = 0;
  const clock = { now: () => ++time };
  beforeEach(() => {
    box = sandbox();
    documents = new Documents();
    writer = new Writer(box.root, documents, clock);
    incident = box.incident('2026-11-22-slow-k7q2');
    put(TEXT);
  });
  afterEach(() => box.dispose());

  const put = (text: string, file = incident.file): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const onDisk = (file = incident.file): string => readFileSync(file, 'utf8');
  const note = (text: string, seed = 1): Operation => addEntry(contextOf(seed), { text });
  const done = <T>(outcome: Outcome<T>): T => (outcome.ok ? outcome.value : assert.fail(outcome.refusal.message));
  const refusal = <T>(outcome: Outcome<T>): Refusal => (outcome.ok ? assert.fail('not refused') : outcome.refusal);
  const texts = (text: string): readonly (string | undefined)[] => incidentIn(text).timeline.map((entry) => entry.text ?? entry.type);

  it('writes what the operation says, and takes it back to the byte', async () => {
    chmodSync(incident.file, 0o640);
    const edit = done(await writer.edit(incident, note('one')));
    assert.equal(onDisk(), edit.text);
    assert.equal(statSync(incident.file).mode & 0o777, 0o640);
    assert.equal((await writer.lastChange())?.label, 'add note');
    assert.equal((await writer.lastChange('another')) ?? null, null);
    assert.equal(done(await writer.undo()).incident, incident.id);
    assert.equal(onDisk(), TEXT);
    assert.equal(refusal(await writer.undo()).message, 'There is nothing to undo.');
  });

  it('takes several changes back, one after the other', async () => {
    const seen = [TEXT];
    for (const [index, text] of ['one', 'two', 'three'].entries()) seen.push(done(await writer.edit(incident, note(text, index + 1))).text);
    for (const text of seen.slice(0, -1).reverse()) {
      done(await writer.undo(incident.id));
      assert.equal(onDisk(), text);
    }
  });

  it('takes back the change alone when something else changed since', async () => {
    done(await writer.edit(incident, note('one')));
    put(onDisk().replace('title: Slow', 'title: Slower').replace('# a comment', '# another comment'));
    done(await writer.undo());
    assert.equal(onDisk(), TEXT.replace('title: Slow', 'title: Slower').replace('# a comment', '# another comment'));
  });

  it('refuses to take back what has changed since, and leaves the file alone', async () => {
    done(await writer.edit(incident, note('one')));
    put(onDisk().replace('text: one', 'text: changed by hand'));
    const before = onDisk();
    const { kind, message } = refusal(await writer.undo());
    assert.equal(kind, 'conflict');
    assert.match(message, /^“add note” in incidents\/.*: “timeline › \w+” has changed since\. Nothing was undone\. Undo again takes back the change before it\.$/);
    assert.equal(onDisk(), before);
    assert.equal(await writer.lastChange(), null, 'it does not stand before what can be taken back');
  });

  it('takes back the change of one incident while another came later', async () => {
    const other = box.incident('2026-11-22-other-x2k9');
    put(TEXT, other.file);
    done(await writer.edit(incident, note('one')));
    done(await writer.edit(other, note('two')));
    done(await writer.undo(incident.id));
    assert.equal(onDisk(), TEXT);
    assert.notEqual(onDisk(other.file), TEXT);
  });

  it('leaves a broken file as it is', async () => {
    for (const broken of ['title: [', `${TEXT}<<<<<<< HEAD\n`, `${TEXT}title: again\n`, 'schema: sitrep/v9\ntitle: t\nstatus: s\ntimeline: []\n', '\u0000']) {
      put(broken);
      assert.match(refusal(await writer.edit(incident, note('x'))).kind, /unreadable|read-only/);
      assert.equal(onDisk(), broken);
    }
    writeFileSync(incident.file, Buffer.from([0xff, 0xfe, 0x00]));
    await assert.rejects(writer.edit(incident, note('x')), (error: unknown) => error instanceof FileError && error.problem === 'not-text');
    assert.deepEqual([...readFileSync(incident.file)], [0xff, 0xfe, 0x00]);
    unlinkSync(incident.file);
    await assert.rejects(writer.edit(incident, note('x')), (error: unknown) => error instanceof FileError && error.problem === 'missing');
    assert.equal(existsSync(incident.file), false);
    assert.equal(await writer.lastChange(), null);
  });

  it('writes nothing when the operation changes nothing', async () => {
    const { mtimeMs, ino } = statSync(incident.file);
    done(await writer.edit(incident, correctEntry('bbbbbb', { by: 'alice' })));
    assert.deepEqual([statSync(incident.file).mtimeMs, statSync(incident.file).ino], [mtimeMs, ino]);
    assert.equal(await writer.lastChange(), null);
  });

  it('applies the operation again to a file that changed under it', async () => {
    let foreign = 0;
    const operation: Operation = (draft) => {
      // A program without our lock saves between our reading and our writing, twice.
      if (foreign < 2) put(onDisk().replace(/^title: .*/m, `title: Foreign ${++foreign}`));
      return note('ours')(draft);
    };
    done(await writer.edit(incident, operation));
    assert.match(onDisk(), /^title: Foreign 2$/m);
    assert.deepEqual(texts(onDisk()), ['started', 'declared', 'ours']);
    done(await writer.undo());
    assert.equal(onDisk(), TEXT.replace(/^title: .*/m, 'title: Foreign 2'));
  });

  it('gives up on a file that never holds still', async () => {
    let round = 0;
    const { kind, message } = refusal(await writer.edit(incident, (draft) => {
      put(TEXT.replace('Slow', `Foreign ${++round}`));
      return note('ours')(draft);
    }));
    assert.equal(kind, 'conflict');
    assert.match(message, /keeps changing\. Try again\.$/);
    assert.equal(onDisk(), TEXT.replace('Slow', `Foreign ${round}`));
  });

  describe('with unsaved changes in an editor', () => {
    const unsaved = TEXT.replace('Slow', 'Slow, being typed');
    beforeEach(() => {
      documents.texts.set(incident.file, unsaved);
    });
    const inEditor = (): string => documents.texts.get(incident.file) ?? assert.fail();

    it('changes the editor and never the disk', async () => {
      done(await writer.edit(incident, note('one')));
      assert.equal(onDisk(), TEXT);
      assert.ok(inEditor().startsWith(unsaved));
      assert.deepEqual(texts(inEditor()), ['started', 'declared', 'one']);
      done(await writer.undo());
      assert.equal(inEditor(), unsaved);
      assert.equal(onDisk(), TEXT);
    });

    it('applies the operation again when someone typed in between', async () => {
      documents.before = (file) => {
        documents.before = null;
        documents.texts.set(file, unsaved.replace('typed', 'typed on'));
      };
      done(await writer.edit(incident, note('one')));
      assert.match(inEditor(), /typed on/);
      assert.deepEqual(texts(inEditor()), ['started', 'declared', 'one']);
    });

    it('takes the change back from the disk once it was saved', async () => {
      done(await writer.edit(incident, note('one')));
      put(inEditor());
      documents.texts.clear();
      done(await writer.undo());
      assert.equal(onDisk(), unsaved);
    });
  });

  describe('making a file', () => {
    it('makes its folders, and takes them back when they are empty', async () => {
      const file = box.path('incidents', '2027', 'new', 'incident.yaml');
      await writer.create(file, TEXT, 'new', 'declare');
      assert.equal(onDisk(file), TEXT);
      done(await writer.undo('new'));
      assert.deepEqual(namesIn(box.path('incidents')), ['2026']);
      await writer.create(file, TEXT, 'new', 'declare');
      put('x', join(dirname(file), 'graph.png'));
      done(await writer.undo('new'));
      assert.deepEqual(namesIn(dirname(file)), ['graph.png']);
    });

    it('never over one that is there, nor undone once it has changed', async () => {
      await assert.rejects(writer.create(incident.file, 'x', 'i', 'declare'), (error: unknown) => error instanceof FileError && error.problem === 'exists');
      assert.equal(onDisk(), TEXT);
      const file = box.path('sitrep.yaml');
      await writer.create(file, 'a: 1\n', '', 'initialize');
      put('a: 2\n', file);
      assert.equal(refusal(await writer.undo()).kind, 'conflict');
      assert.equal(onDisk(file), 'a: 2\n');
      rmSync(file);
      await writer.create(file, 'a: 1\n', '', 'initialize');
      documents.texts.set(file, 'a: 3\n');
      assert.equal(refusal(await writer.undo()).kind, 'conflict');
    });

    it('not outside the root', async () => {
      for (const file of [box.path('..', 'x.yaml'), '/tmp/sitrep-never.yaml']) {
        await assert.rejects(writer.create(file, 'x', '', 'x'), (error: unknown) => error instanceof FileError && error.problem === 'outside');
        assert.equal(existsSync(file), false);
      }
      symlinkSync('/etc', box.path('incidents', 'out'));
      await assert.rejects(writer.edit({ ...incident, file: box.path('incidents', 'out', 'passwd') }, note('x')), (error: unknown) => error instanceof FileError && error.problem === 'outside');
    });
  });

  it('changes other texts, and takes that back while they are as it left them', async () => {
    const file = join(incident.folder, 'postmortem.md');
    put('# Title\r\n\r\nText\r\n', file);
    done(await writer.editText(file, incident.id, (text) => ({ text: text.replace('Text', 'New text'), label: 'refresh' })));
    assert.equal(onDisk(file), '# Title\r\n\r\nNew text\r\n');
    done(await writer.undo(incident.id));
    assert.equal(onDisk(file), '# Title\r\n\r\nText\r\n');
    done(await writer.editText(file, incident.id, (text) => ({ text: `${text}more`, label: 'refresh' })));
    put('changed', file);
    assert.equal(refusal(await writer.undo(incident.id)).kind, 'conflict');
    assert.equal(onDisk(file), 'changed');
  });

  it('undoes any operations on any file, to the byte', async () => {
    const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    await fc.assert(
      fc.asyncProperty(incidentValue, seeds, fc.array(seeds, { minLength: 1, maxLength: 4 }), async (value, style, sequence) => {
        const { text } = styledYaml(value, style);
        put(text);
        const stages: string[] = [];
        for (const seed of sequence) {
          const before = onDisk();
          const outcome = await writer.edit(incident, plan(incidentIn(before), chooser(seed), seed).operation);
          if (outcome.ok && onDisk() !== before) stages.push(before);
        }
        for (const before of stages.reverse()) {
          done(await writer.undo());
          assert.equal(onDisk(), before);
        }
      }),
      { numRuns: 25 },
    );
  });

  describe('and its list of changes', () => {
    const journal = (): string => join(box.root.state, 'undo.json');
    const records = (): readonly { label: string }[] => (JSON.parse(onDisk(journal())) as { records: { label: string }[] }).records;

    it('keeps the last hundred', async () => {
      mkdirSync(box.root.state, { recursive: true });
      const record = (id: number): object => ({ id: String(id), at: id, label: `l${id}`, incident: 'i', file: 'f', after: '', undo: { kind: 'created' } });
      writeFileSync(journal(), JSON.stringify({ version: 1, records: Array.from({ length: 100 }, (_, id) => record(id)) }));
      done(await writer.edit(incident, note('one')));
      assert.equal(records().length, 100);
      assert.equal(records()[0]?.label, 'l1');
      assert.equal(records().at(-1)?.label, 'add note');
    });

    it('stays of a size that can be read', async () => {
      const file = box.path('big.md');
      put('x', file);
      for (let round = 0; round < 6; round++) {
        done(await writer.editText(file, '', (text) => ({ text: (text.startsWith('a') ? 'b' : 'a').repeat(600_000), label: `round ${round}` })));
      }
      assert.ok(statSync(journal()).size < 2_100_000);
      assert.equal((await writer.lastChange())?.label, 'round 5');
      done(await writer.undo());
      assert.equal(onDisk(file), 'a'.repeat(600_000));
    });

    it('begins anew when it is torn or not ours, and a change is made all the same', async () => {
      const torn: readonly (string | Buffer)[] = ['', '{"version": 1, "rec', 'null', '[]', '{"version": 9, "records": [1]}', '{"version": 1, "records": [null, 7, {"id": "x"}]}', Buffer.from([0xff, 0xfe]), Buffer.alloc(9_000_000, 'x')];
      for (const [index, content] of torn.entries()) {
        mkdirSync(box.root.state, { recursive: true });
        writeFileSync(journal(), content);
        assert.equal(await writer.lastChange(), null);
        const before = onDisk();
        done(await writer.edit(incident, note(`n${index}`, index + 1)));
        assert.deepEqual(records().map(({ label }) => label), ['add note']);
        done(await writer.undo());
        assert.equal(onDisk(), before);
      }
    });

    it('replaces what is in its way', async () => {
      mkdirSync(journal(), { recursive: true });
      writeFileSync(join(journal(), 'in the way'), '');
      done(await writer.edit(incident, note('one')));
      assert.deepEqual(texts(onDisk()), ['started', 'declared', 'one']);
      assert.deepEqual(records().map(({ label }) => label), ['add note']);
    });
  });
});

describe('two processes', () => {
  let box: Sandbox;
  beforeEach(() => {
    box = sandbox();
  });
  afterEach(() => box.dispose());

  it('add two hundred entries each to one incident, and lose none', async () => {
    const incident = box.incident('2026-11-22-slow-k7q2');
    mkdirSync(incident.folder, { recursive: true });
    writeFileSync(incident.file, TEXT);
    const names = ['alice', 'bob'];
    const programs = names.map((name) => start('addEntries.ts', [box.root.path, box.root.state, incident.id, '200', name]));
    assert.deepEqual(await Promise.all(programs.map(({ ended }) => ended)), [0, 0]);
    const { timeline } = incidentIn(readFileSync(incident.file, 'utf8'));
    const said = new Set(timeline.map(({ text }) => text));
    for (const name of names) for (let number = 0; number < 200; number++) assert.ok(said.has(`${name} ${number}`), `${name} ${number}`);
    assert.equal(timeline.length, 402);
    assert.equal(new Set(timeline.map(({ id }) => id)).size, 402);
    assert.ok(readFileSync(incident.file, 'utf8').startsWith(TEXT));
    assert.deepEqual(namesIn(incident.folder), ['incident.yaml']);
    assert.deepEqual(namesIn(join(box.root.state, 'locks')), []);
  }).timeout(120_000);
});

describe('an entry that is gone', () => {
  it('is not deleted twice', async () => {
    const box = sandbox();
    const incident = box.incident('x');
    mkdirSync(incident.folder, { recursive: true });
    writeFileSync(incident.file, TEXT);
    const writer = new Writer(box.root, new Documents(), { now: () => 0 });
    const outcomes = await Promise.all([1, 2, 3].map(() => writer.edit(incident, deleteEntry('bbbbbb'))));
    assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, false, true]);
    box.dispose();
  });
});
