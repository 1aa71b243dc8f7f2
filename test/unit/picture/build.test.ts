import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import { readIncident } from '../../../src/core/incident/read.ts';
import { buildPicture } from '../../../src/core/picture/build.ts';
import type { Picture } from '../../../src/core/picture/picture.ts';
import { safeTarget } from '../../../src/core/picture/target.ts';
import { DEFAULT_PROCESS as process } from '../../../src/core/process/defaults.ts';
import type { Json } from '../../../src/core/yaml/json.ts';
import { keptIndices } from '../../../src/core/yaml/kept.ts';
import { EXAMPLE, EXAMPLE_ID } from '../incident/example.ts';

function pictureOf(text: string): Picture {
  const reading = readIncident(text);
  assert.ok(reading.readable, JSON.stringify(reading.problems));
  return buildPicture({ id: EXAMPLE_ID, incident: reading.incident, process, source: reading.source, problems: reading.problems, writable: true });
}

const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);
const shown = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString().slice(11, 16));
const short = (timeline: string, rest = ''): Picture => pictureOf(`schema: sitrep/v1\ntitle: t\nstatus: investigating\n${rest}timeline:\n${timeline}`);

describe('the picture of an incident', () => {
  const picture = pictureOf(EXAMPLE);

  it('heads with the incident', () => {
    const { title, status, phase, severity, severityRank, priority, commander, services, origin, next, writable } = picture;
    assert.deepEqual({ title, status, phase, severity, severityRank, priority, commander, services, origin, next, writable }, {
      title: 'Checkout latency above objective', status: 'monitoring', phase: 'recovery', severity: 'SEV2', severityRank: 2, priority: 'P1',
      commander: 'alice', services: [{ name: 'checkout', condition: 'degraded', verified: false }], origin: at('05:00'),
      next: { status: 'resolved', missing: ['verify checkout'] }, writable: true,
    });
  });

  it('lists everything with its line', () => {
    const lines = EXAMPLE.split('\n');
    assert.equal(picture.items.length, 12 + 2 + 1 + 1);
    for (const item of picture.items) {
      const line = lines[item.line - 1] ?? '';
      if (item.entry) assert.ok(line.includes(item.entry), `${item.key}: ${line}`);
    }
    assert.deepEqual(picture.items.filter(({ list }) => list !== 'timeline').map(({ list, line }) => [list, (lines[line - 1] ?? '').match(/id: (\w+)/)?.[1]]),
      [['updates', 'u9c4vb'], ['updates', 'u2d8vk'], ['tasks', 't6w2hz'], ['actions', 'a3k9mt']]);
    assert.equal(new Set(picture.items.map(({ key }) => key)).size, picture.items.length);
  });

  it('says each entry in the words of the list', () => {
    const words = picture.items.map(({ lane, label, text }) => [lane, label, text]);
    assert.deepEqual(words, [
      ['milestones', 'started', ''],
      ['milestones', 'detected', 'p99 above 4 s in eu-west.'],
      ['milestones', 'declared', ''],
      ['status', 'checkout degraded', ''],
      ['status', 'triage → investigating', ''],
      ['milestones', 'acknowledged', ''],
      ['status', 'SEV3 → SEV2', 'payments affected too'],
      ['hypotheses', 'hypothesis', 'Connection pool exhausted after the 05:00 deploy'],
      ['updates', 'update', 'to customers: Some payments take longer than usual.'],
      ['hypotheses', 'hypothesis confirmed', '50 of 50 connections in use'],
      ['runbook', 'runbook', 'rollback-deploy'],
      ['milestones', 'mitigated', 'errors back to 0.1 %'],
      ['status', 'investigating → monitoring', ''],
      ['updates', 'update', 'to customers: Recovering.'],
      ['tasks', 'task', 'Tell support what to answer'],
      ['tasks', 'action', 'Alert on pool saturation'],
    ]);
    assert.deepEqual(picture.items[0]?.at, { start: at('04:55'), end: at('05:05'), approximate: true, text: '2026-11-22T05:00Z~' });
  });

  it('says of tasks and actions whose they are, how far, and until when', () => {
    const work = picture.items.filter(({ lane }) => lane === 'tasks').map(({ at: time, by, state, settled, due }) => [time, by, state, settled, due?.text ?? null]);
    assert.deepEqual(work, [[null, 'bob', 'done', true, null], [null, 'carol', 'open', false, '2026-12-01']]);
  });

  it('draws statuses, metrics, hypotheses and what is due', () => {
    assert.deepEqual(picture.bands.map(({ status, phase, from, to }) => [status, phase, shown(from), shown(to)]), [
      ['triage', 'identification', '05:18', '05:20'], ['investigating', 'response', '05:20', '06:00'], ['monitoring', 'recovery', '06:00', null],
    ]);
    assert.deepEqual(picture.brackets.map(({ metric, value, running, to }) => [metric, value, running, to?.text ?? null]), [
      ['ttd', [780, 1380], false, '2026-11-22T05:18:00Z'], ['tta', 180, false, '2026-11-22T05:21:00Z'],
      ['ttm', [3300, 3900], false, '2026-11-22T06:00:00Z'], ['ttr', null, true, null],
    ]);
    assert.deepEqual(picture.hypotheses.map(({ id, state, from, to }) => [id, state, shown(from), shown(to)]), [['p3x8wd', 'confirmed', '05:29', '05:41']]);
    assert.deepEqual(picture.due.map(({ kind, label, due }) => [kind, label, due]), [
      ['update', 'update to customers', at('06:30')], ['deadline', 'Notice to the data protection authority', Date.parse('2026-11-25T05:18Z')],
    ]);
    assert.deepEqual(pictureOf(EXAMPLE.replace('status: monitoring', 'status: closed')).due, []);
  });

  it('finds lines also where the reading left items out', () => {
    const { items } = short([
      '  - {type: note, text: no time at all}',
      '  - {at: 2026-11-22T05:20Z, type: note, text: second}',
      '  - nonsense',
      '  - {at: 2026-11-22T05:10Z, type: note, text: 7}',
      '  - {at: soon, type: note, text: "no time: listed"}',
      '',
    ].join('\n'));
    assert.deepEqual(items.map(({ text, line, at: time }) => [text, line, shown(time?.start ?? null)]), [['7', 8, '05:10'], ['second', 6, '05:20'], ['no time: listed', 9, null]]);
  });

  it('addresses entries as operations do', () => {
    const reading = readIncident('schema: sitrep/v1\ntitle: t\nstatus: triage\ntimeline:\n  - {at: 2026-11-22, type: note}\n  - {at: 2026-11-22, type: note}\n  - {id: abcdef, at: 2026-11-22, type: note}\n');
    assert.ok(reading.readable);
    const { items } = buildPicture({ id: 'x', incident: reading.incident, process, source: reading.source, problems: [], writable: true });
    assert.deepEqual(items.map(({ entry }) => entry), identitiesOf('timeline', reading.incident.timeline));
    assert.equal(new Set(items.map(({ key }) => key)).size, 3);
  });

  it('takes milestones as changes of status, with or without saying to what', () => {
    const { bands } = short([
      '  - {at: 2026-11-22T05:00Z, type: started}', '  - {at: 2026-11-22T05:10Z, type: detected}', '  - {at: 2026-11-22T05:20Z, type: resolved, from: fixing, to: resolved}',
      '  - {at: 2026-11-22T05:30Z, type: reopened}', '  - {at: 2026-11-22T05:40Z, type: closed}', '',
    ].join('\n'));
    assert.deepEqual(bands.map(({ status, from, to }) => [status, shown(from), shown(to)]), [
      ['fixing', '05:10', '05:20'], ['resolved', '05:20', '05:30'], ['investigating', '05:30', '05:40'], ['closed', '05:40', null],
    ]);
    assert.deepEqual(short('  - {at: 2026-11-22T05:00Z, type: note}\n').bands.map(({ status }) => status), ['investigating']);
    assert.deepEqual(short('  []\n').bands, []);
  });

  it('lets no link lead anywhere else', () => {
    const links = ['https://x.org/a?b#c', 'mailto:a@x.org', 'attachments/graph.png', 'runs/x.md#L3', 'a b.md'];
    assert.deepEqual(links.map(safeTarget), links);
    const bad = ['javascript:alert(1)', 'JavaScript:alert(1)', ' java\nscript:x', 'data:text/html,x', 'file:///etc/passwd', '//evil.org', '/etc/passwd', '\\\\host\\x',
      'C:\\x', '../x', 'a/../../x', 'a/%2e%2e/x', '%2Fetc', 'https:evil', 'https://', 'command:x', 'vscode://x', '', 'a\u0000b', '%zz', 'http:///x'];
    for (const target of bad) assert.equal(safeTarget(target), null, target);
  });

  it('is quick for a long incident', () => {
    const entries = Array.from({ length: 2000 }, (_, index) => `  - {id: a${String(index).padStart(5, '0')}, at: 2026-11-22T05:18:${String(index % 60).padStart(2, '0')}Z, type: note, text: entry ${index}}`);
    const reading = readIncident(`schema: sitrep/v1\ntitle: t\nstatus: triage\ntimeline:\n  - bad\n${entries.join('\n')}\n`);
    assert.ok(reading.readable);
    const before = performance.now();
    buildPicture({ id: 'x', incident: reading.incident, process, source: reading.source, problems: [], writable: true });
    const took = performance.now() - before;
    assert.ok(took < 500, `${took} ms`);
  });
});

describe('items that a reading kept', () => {
  it('are found in the file again', () => {
    const item = fc.record({ at: fc.constantFrom('1', '2'), text: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }) });
    const broken = fc.constantFrom<unknown>(null, 7, { text: 'a' }, { at: [] }, []);
    fc.assert(fc.property(fc.array(fc.oneof(item.map((value) => ({ value, kept: true })), broken.map((value) => ({ value, kept: false })))), (list) => {
      const given = JSON.parse(JSON.stringify(list.map(({ value }) => value))) as Json[];
      const expected = list.flatMap(({ kept }, index) => (kept ? [index] : []));
      assert.deepEqual(keptIndices(given, expected.map((index) => given[index])), expected);
    }));
  });
});
