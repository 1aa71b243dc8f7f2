import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readForList, readIncident } from '../../../src/core/incident/read.ts';
import { newIncidentId, slug } from '../../../src/core/incident/id.ts';
import { addEntry } from '../../../src/core/operations/entries.ts';
import { editIncident } from '../../../src/core/operations/edit.ts';
import { folderInsideRoot, readProcess } from '../../../src/core/process/read.ts';
import { diagnoseIncident } from '../../../src/language/diagnostics.ts';
import { EXAMPLE } from '../incident/example.ts';
import { contextOf } from '../operations/applying.ts';

const HEAD = 'schema: sitrep/v1\ntitle: t\nstatus: triage\n';
const BASE = `${HEAD}timeline: []\n`;
const note = addEntry(contextOf(), { text: 'x' });

interface Refused {
  readonly code: string;
  readonly line: number;
  readonly message: string;
}

/** Of this process alone, in milliseconds: a busy machine does not count. */
function workDone(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Every way of reading answers in time, with a problem that has a place; no way of changing gives a text. */
function refused(text: string, milliseconds = 1_500): Refused {
  const started = workDone();
  const reading = readIncident(text);
  const list = readForList(text);
  const edit = editIncident(text, note);
  const diagnosed = diagnoseIncident(text, { process: contextOf().process, folderName: 'x' });
  const took = workDone() - started;
  assert.ok(took < milliseconds, `took ${took.toFixed(0)} ms: ${JSON.stringify(text.slice(0, 80))}, ${text.length}`);
  assert.ok(!reading.readable, 'it was read');
  assert.ok(!list.ok && !edit.ok);
  assert.equal(edit.refusal.kind, 'unreadable');
  const [problem] = reading.problems;
  assert.ok(problem && diagnosed.length > 0);
  assert.deepEqual(list.problem, problem);
  for (const { start, end, message } of reading.problems) {
    assert.ok(start.line >= 1 && start.column >= 1 && start.offset >= 0 && end.offset >= start.offset && start.offset <= text.length, JSON.stringify(start));
    assert.ok(message.length > 10 && message.length < 500, message);
  }
  return { code: problem.code, line: problem.start.line, message: problem.message };
}

/** Every way of reading answers in time; changing it adds what was meant and no more. */
function read(text: string, milliseconds = 3_000): ReturnType<typeof readIncident> & { readable: true } {
  const started = workDone();
  const reading = readIncident(text);
  assert.ok(reading.readable, JSON.stringify(reading.readable ? [] : reading.problems));
  assert.ok(readForList(text).ok);
  const edit = editIncident(text, note, reading);
  const took = workDone() - started;
  assert.ok(took < milliseconds, `took ${took.toFixed(0)} ms`);
  if (edit.ok) assert.ok(readIncident(edit.text).readable);
  return reading;
}

describe('hostile files', () => {
  it('with alias bombs', () => {
    const laughs = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array.from({ length: 9 }, () => `*l${level}`).join(', ')}]`);
    assert.deepEqual(refused(`${BASE}l0: &l0 lol\n${laughs.join('\n')}\n`), { code: 'yaml', line: 6, message: 'Too many aliases: this file would grow without bound when read.' });
    // Few aliases of something large.
    const large = Array.from({ length: 30_000 }, (_, index) => index).join(',');
    assert.match(refused(`${BASE}l: &l [${large}]\nm: [${Array.from({ length: 99 }, () => '*l').join(', ')}]\n`, 6_000).message, /^Too many aliases/);
    assert.match(refused(`${BASE}l: &l [a, *l]\n`).message, /^Too many aliases/);
    assert.match(refused(`${BASE}l: &l {a: *l}\n`).message, /^Too many aliases/);
  });

  it('with an alias that stands for nothing', () => {
    assert.deepEqual(refused(`${BASE}text: *bold*\n`), { code: 'yaml', line: 5, message: '“*bold*” stands for a part of the file marked “&bold*”, and there is none. Put a text that starts with * in quotes.' });
    assert.equal(refused(`${BASE}a: *late\nb: &late 1\n`).line, 5);
  });

  it('of fifty megabytes', () => {
    assert.deepEqual(refused(`${BASE}x: ${'y'.repeat(50 * 1024 * 1024)}`), { code: 'too-large', line: 1, message: 'This file is larger than 4 MB and is not read.' });
  });

  it('that are binary, or hold what YAML forbids', () => {
    const png = '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR';
    assert.equal(refused(png).code, 'binary');
    assert.deepEqual(refused(`${BASE}x: a\u0000b\n`), { code: 'binary', line: 5, message: 'This is not a text file: it holds a control character.' });
    assert.equal(refused(`${BASE}x: "\u007f"\n`).code, 'binary');
    assert.equal(refused(`${BASE}x: \u001b[31m\n`).line, 5);
    for (const empty of ['', '\n', '# only a comment\n', '\ufeff', '---\n', '[]', 'null', 'text', '- a\n']) refused(empty);
  });

  it('with duplicate keys, tabs, or several documents', () => {
    assert.deepEqual(refused(`${BASE}title: again\n`), { code: 'yaml', line: 5, message: 'This key stands twice. Keep one of the two.' });
    assert.equal(refused(`${HEAD}timeline:\n  - {at: 2026, at: 2027, type: note}\n`).line, 5);
    assert.deepEqual(refused(`${HEAD}timeline:\n\t- at: x\n`), { code: 'yaml', line: 5, message: 'A tab indents this line. YAML wants spaces.' });
    assert.equal(refused(`${BASE}---\n${BASE}`).message, 'A second document starts here. Keep one document in a file.');
  });

  it('with the markers of a merge', () => {
    for (const eol of ['\n', '\r\n']) {
      const merge = `${HEAD}<<<<<<< HEAD\nseverity: SEV1\n||||||| 1234567\nseverity: SEV3\n=======\nseverity: SEV2\n>>>>>>> other\ntimeline: []\n`.replaceAll('\n', eol);
      assert.deepEqual(refused(merge), { code: 'conflict-markers', line: 4, message: 'This file holds an unfinished merge. Choose between the sides and delete the conflict markers.' });
      const rest = ['||||||| 1234567', '|||||||', '=======', '>>>>>>> other', '>>>>>>>', '<<<<<<<'];
      for (const marker of rest) assert.deepEqual([refused(`${BASE}${marker}\n`.replaceAll('\n', eol)).code, refused(`${BASE}${marker}`).line], ['conflict-markers', 5]);
    }
    // In a text that is quoted, or indented, they are text.
    assert.equal(read(`${HEAD}timeline:\n  - at: 2026-11-22\n    type: note\n    text: |\n      <<<<<<< HEAD\n      =======\n      >>>>>>> x\n`).incident.timeline[0]?.text, '<<<<<<< HEAD\n=======\n>>>>>>> x\n');
  });

  it('with keys that mean something to programs', () => {
    const text = `${BASE}__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\nroles: {__proto__: alice, constructor: bob, toString: carol, commander: dave}\nprototype: [1]\nhasOwnProperty: 1\n`;
    const { incident } = read(text);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.equal(Object.getPrototypeOf(incident), Object.prototype);
    assert.equal(incident.roles?.['commander'], 'dave');
    const edit = editIncident(text, note);
    assert.ok(edit.ok);
    for (const line of text.split('\n').slice(4)) assert.ok(edit.text.includes(line), line);
    assert.ok(diagnoseIncident(text, { process: contextOf().process, folderName: 'x' }).length > 0);
    assert.equal(readProcess('people: {__proto__: {name: x}, constructor: {name: y}}\nservices: {__proto__: {}}\n').process.people['toString'], undefined);
  });

  it('that nest deeply', () => {
    const deep = 100_000;
    assert.equal(refused(`${BASE}x: ${'['.repeat(deep)}${']'.repeat(deep)}\n`).code, 'too-deep');
    assert.equal(refused(`${BASE}x: ${'['.repeat(deep)}\n`).line, 5);
    assert.equal(refused(`${BASE}x: ${'{a: '.repeat(deep)}\n`).code, 'too-deep');
    assert.equal(refused(`${BASE}x:\n  ${'- '.repeat(deep)}a\n`).line, 6);
    assert.equal(refused(`${BASE}${Array.from({ length: 400 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')}\n`).code, 'too-deep');
    assert.equal(refused(`${BASE}x: ${'? '.repeat(deep)}a\n`).line, 5);
    read(`${BASE}x: ${'['.repeat(50)}${']'.repeat(50)}\n`);
    read(`${HEAD}timeline:\n${'  - {at: 2026-11-22, type: note, text: "from [0, 1) to {"}\n'.repeat(300)}`);
    read(`${BASE}x: |\n  ${'[ { - : '.repeat(500)}\n`);
  });

  it('with very long lines', () => {
    const long = 'word '.repeat(400_000).trim();
    assert.equal(read(`${HEAD}timeline:\n  - {at: 2026-11-22, type: note, text: ${long}}\n`).incident.timeline[0]?.text, long);
    read(`${BASE}# ${'x'.repeat(2_000_000)}\n`);
    refused(`${BASE}${'x'.repeat(3_000_000)}\n`, 3_000);
    refused(`${BASE}"${'x'.repeat(3_000_000)}\n`, 3_000);
    refused(`${BASE}${'!'.repeat(100_000)}\n`, 3_000);
    refused(`${BASE}x: ${'&a '.repeat(50_000)}\n`, 3_000);
    read(`${BASE}x: ${'- '.repeat(90)}a: ${': '.repeat(90).replaceAll(': ', ':')}\n`.replace('x: ', 'x: "').replace(/\n$/, '"\n'));
  });

  it('with a hundred thousand entries', () => {
    const text = `${HEAD}timeline:\n${'- {at: 2026-11-22T05Z, type: note}\n'.repeat(100_000)}`;
    const started = workDone();
    const quick = readForList(text);
    assert.ok(quick.ok && quick.incident.timeline.length === 100_000);
    assert.ok(workDone() - started < 5_000);
    read(`${HEAD}timeline:\n${'- {at: 2026-11-22T05Z, type: note}\n'.repeat(8_000)}`, 8_000);
    const wrong = readIncident(`${HEAD}timeline:\n${'- {at: 1}\n'.repeat(20_000)}`);
    assert.ok(wrong.readable && wrong.incident.timeline.length === 0);
    assert.ok(wrong.problems.length > 0 && wrong.problems.length <= 200);
  });

  it('that are broken all over', () => {
    for (const line of ['a: b: c\n', ']}\n', '\t: x\n', '- a\nb: c\n', '"a\n', '&a &b x\n', '%TAG\n', '\u2028: [\n', '!<x> : ? - |\n', '*a\n', "'\n", '- - |\n', '&a\n']) {
      for (const size of [1_000_000, 120_000, 15_000]) refused(`${BASE}${line.repeat(Math.floor(size / line.length))}`, 5_000);
    }
  }).timeout(60_000);

  it('with halves of characters', () => {
    const text = `${HEAD}timeline:\n  - {at: 2026-11-22, type: note, text: "a\ud800b"}\n`;
    const reading = readIncident(text);
    assert.equal(reading.readable, readForList(text).ok);
    const edit = editIncident(text, note);
    assert.ok(!edit.ok || edit.text.includes('\ud800'));
  });
});

describe('hostile names', () => {
  it('make no incident’s folder leave its place, or be what Windows reserves', () => {
    for (const title of ['../../etc/passwd', '..', '.', 'CON', 'nul.yaml', 'aux ', 'COM1.', 'a/b\\c', 'x'.repeat(5_000), '\u202egpj.exe', 'C:\\', '~root', '-rf', '.git', 'ﷺ', '💥', '\u0000', 'İstanbul', 'ǅ']) {
      const id = newIncidentId(title, Date.UTC(2026, 10, 22), (bound) => bound - 1);
      assert.match(id, /^2026-11-22-[a-z0-9]+(?:-[a-z0-9]+)*-z[a-z0-9]{3}$/, title);
      assert.ok(slug(title).length <= 40 && id.length <= 60);
    }
  });

  it('make no folder of sitrep.yaml leave the root', () => {
    for (const folder of ['../x', '/etc', 'a/../../b', 'C:\\x', '\\\\server\\x', 'a\\..\\b', '', '.', './', '..', 'a\u0000b']) assert.equal(folderInsideRoot(folder), null, folder);
    assert.equal(folderInsideRoot('./a//b/'), 'a/b');
    const { process, problems } = readProcess('folders: {incidents: ../../outside}\n');
    assert.equal(process.folders.incidents, 'incidents');
    assert.equal(problems.length, 1);
  });

  it('make no folder that Windows reserves or changes', () => {
    for (const folder of ['con', 'a/NUL', 'aux.d', 'com1/x', 'LPT9', 'a.', 'a /b', 'a:b', 'a?', 'a*b', '.git', 'x/.git/hooks']) assert.equal(folderInsideRoot(folder), null, folder);
    for (const folder of ['console', 'a/nulls', '.incidents', 'Störungen/2026', 'a b', 'com10']) assert.equal(folderInsideRoot(folder), folder);
  });
});

describe('any damage to a file', () => {
  const edits = fc.array(
    fc.record({
      at: fc.nat(),
      remove: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.nat(300)),
      insert: fc.oneof(
        fc.constantFrom('', '\n', ' ', '\t', ':', ': ', '- ', '#', ' #', '[', ']', '{', '}', ',', '"', "'", '|', '>', '&a ', '*a', '!!', '? ', '---\n', '...\n', '\r', '\u0000', '\u2028', '\ufeff', '\ud800', '<<<<<<< x\n', '=======\n', 'timeline:', 'null', '1e999', '0x1', '-0', '.nan', '  - x\n', '  - {at: 5, type: 7}\n', 'title: 5\n', '<<: *a\n', '!!binary x', 'severity: []\n', 'roles: {a: [1]}\n'),
        fc.string({ unit: 'binary', maxLength: 4 }),
        fc.nat().map((from) => EXAMPLE.slice(from % EXAMPLE.length).slice(0, 40)),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const damaged = (damage: readonly { readonly at: number; readonly remove: number; readonly insert: string }[]): string =>
    damage.reduce((text, { at, remove, insert }) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + insert + text.slice(start + remove);
    }, EXAMPLE);

  it('is read without a throw, the same quickly and fully, and is never changed by half', () => {
    let readable = 0;
    fc.assert(
      fc.property(edits, fc.nat(), (damage, seed) => {
        const text = damaged(damage);
        const [full, quick] = [readIncident(text), readForList(text)];
        assert.equal(quick.ok, full.readable, JSON.stringify(full.readable ? quick : full.problems[0]));
        const edit = editIncident(text, addEntry(contextOf(seed + 1), { text: 'added: here' }));
        if (!full.readable) {
          assert.ok(full.problems.length > 0 && !edit.ok && edit.refusal.kind === 'unreadable');
          return;
        }
        readable += 1;
        if (!quick.ok) return;
        assert.deepEqual(quick.incident, full.incident);
        assert.equal(quick.readOnly, full.readOnly);
        assert.deepEqual(quick.problems.map(({ code }) => code), full.problems.map(({ code }) => code));
        if (!edit.ok) {
          assert.ok(['conflict', 'read-only'].includes(edit.refusal.kind));
          return;
        }
        const after = readIncident(edit.text);
        assert.ok(after.readable);
        assert.equal(after.incident.timeline.length, full.incident.timeline.length + 1);
        assert.deepEqual({ ...after.incident, timeline: 0 }, { ...full.incident, timeline: 0 });
      }),
      { numRuns: 300 * Number(process.env['SITREP_THOROUGH'] ?? 1) },
    );
    assert.ok(readable > 30, `${readable} readable`);
  });

  it('of a process is read without a throw, and leaves a whole process', () => {
    const source = 'severities:\n  - {name: SEV1, meaning: bad, priority: P1}\nstatuses: [{name: triage, phase: identification}]\npeople: {alice: {name: A, emails: [a@example.org]}}\ngates: {resolved: [mitigated]}\nfolders: {incidents: x}\ncalendar: {holidays: [2026-12-25]}\n';
    fc.assert(
      fc.property(edits, (damage) => {
        const text = damage.reduce((so, { at, remove, insert }) => so.slice(0, at % (so.length + 1)) + insert + so.slice((at % (so.length + 1)) + remove), source);
        const { process } = readProcess(text);
        assert.ok(process.severities.length > 0 && process.statuses.length > 0 && process.folders.incidents !== '');
      }),
      { numRuns: 300 },
    );
  });
});
