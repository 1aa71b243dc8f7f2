import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes, Table } from 'mdast';
import type { Incident } from '../../../src/core/incident/schema.ts';
import { renderBlock } from '../../../src/core/postmortem/blocks.ts';
import { BLOCK_NAMES, closingMarker, findBlocks, openingMarker, type BlockName } from '../../../src/core/postmortem/markers.ts';
import { nodesOf, parseMarkdown } from '../../../src/core/postmortem/markdown.ts';
import { factsOf, hostileText, ID, normalized, RESOLVED } from './samples.ts';

function lines(name: BlockName, ...facts: Parameters<typeof factsOf>): string[] {
  return renderBlock(name, factsOf(...facts)).split('\n');
}

describe('generated blocks', () => {
  it('sum an incident up', () => {
    assert.deepEqual(lines('summary', RESOLVED), [
      `| Incident | ${ID} |`,
      '| --- | --- |',
      '| Status | resolved |',
      '| Severity | SEV2 |',
      '| Priority | P2 |',
      '| Type | availability |',
      '| Services | checkout |',
      '| Commander | alice |',
      '| Started | 2026-11-22 05:00\\~ UTC |',
      '| Detected | 2026-11-22 05:18 UTC |',
      '| Mitigated | 2026-11-22 06:02 UTC |',
      '| Resolved | 2026-11-22 06:40 UTC |',
    ]);
  });

  it('say in the summary what is not usual', () => {
    const text = renderBlock('summary', factsOf({ status: 'triage', mode: 'drill', outcome: 'near-miss' }));
    for (const row of ['| Mode | drill |', '| Outcome | near miss |', '| Severity | undetermined |', '| Resolved | — |']) assert.ok(text.includes(row), row);
    const reopened = [...(RESOLVED.timeline ?? []), { at: '2026-11-22T07:00Z', type: 'reopened' }];
    assert.match(renderBlock('summary', factsOf({ ...RESOLVED, timeline: reopened })), /Mitigated \| — \|\n\| Resolved \| open again/);
  });

  it('tell the timeline in order of time, sent updates included', () => {
    assert.deepEqual(lines('timeline', RESOLVED), [
      '| Time (2026-11-22, UTC) | Type | What | Who |',
      '| --- | --- | --- | --- |',
      '| 05:00\\~ | started | | |',
      '| 05:18 | detected | p99 above 4 s. ([grafana.example.org](https://grafana.example.org/d/abc)) | alice |',
      '| 05:19 | condition | checkout: degraded | alice |',
      '| 05:24 | severity | SEV3 → SEV2 — payments affected too | alice |',
      '| 05:40 | update | To customers: Payments take longer. | bob |',
      '| 05:41 | hypothesis | confirmed: Pool exhausted — 50 of 50 in use | carol |',
      '| 06:02 – 06:08 | mitigated | | carol |',
      '| 06:12 | condition | checkout: normal — verified: p99 below 300 ms | |',
      '| 06:40 | resolved | monitoring → resolved | alice |',
    ]);
  });

  it('give each of several days a row, and show coarse times as they were recorded', () => {
    const timeline = [
      { at: '2026-11-22T23:50Z', type: 'note', text: 'a' },
      { at: '2026-11-23T00:1XZ', type: 'note', text: 'b', end: '2026-11-24T01:00Z' },
      { at: '2026-11-23', type: 'note', text: 'c' },
      { at: '2026-11-XX~', type: 'note', text: 'd' },
      { at: 'half past', type: 'odd_type', text: 'e', by: 'x|y' },
      { at: '2026-11-22T23:50Z', type: 'note', text: 'f', source: 'javascript:alert(1)' },
    ];
    assert.deepEqual(lines('timeline', { timeline }).slice(2), [
      '| 2026-11-XX\\~ | note | d | |',
      '| **2026-11-22** | | | |',
      '| 23:50 | note | a | |',
      '| 23:50 | note | f (javascript:alert(1)) | |',
      '| **2026-11-23** | | | |',
      '| 2026-11-23 | note | c | |',
      '| 00:10–00:20 – 2026-11-24 01:00 | note | b | |',
      '| half past | odd\\_type | e | x\\|y |',
    ]);
  });

  it('use the zone of the process and name it once', () => {
    const summer = { at: '2026-06-22T10:00Z', type: 'note' };
    const winter = { at: '2026-11-22T10:00Z', type: 'note' };
    const paris = { zone: 'Europe/Paris' };
    assert.equal(lines('timeline', { timeline: [winter] }, paris)[0], '| Time (2026-11-22, CET) | Type | What | Who |');
    assert.equal(lines('timeline', { timeline: [winter] }, paris)[2], '| 11:00 | note | | |');
    assert.equal(lines('timeline', { timeline: [summer, winter] }, paris)[0], '| Time (Europe/Paris) | Type | What | Who |');
    assert.equal(lines('timeline', { timeline: [winter] }, { zone: 'Mars/Olympus' })[0], '| Time (2026-11-22, UTC) | Type | What | Who |');
  });

  it('say how long it took, from what to what, and what is not known', () => {
    assert.deepEqual(lines('metrics', RESOLVED), [
      '| Measure | Value | From (UTC) | To |',
      '| --- | --- | --- | --- |',
      '| Time to detect (TTD) | between 13 min and 23 min | started 2026-11-22 05:00\\~ | detected 2026-11-22 05:18 |',
      '| Time to acknowledge (TTA) | — | detected 2026-11-22 05:18 | acknowledged (not recorded) |',
      '| Time to mitigate (TTM) | between 57 min and 1 h 7 min | started 2026-11-22 05:00\\~ | mitigated 2026-11-22 06:02 |',
      '| Time to resolve (TTR) | between 1 h 35 min and 1 h 45 min | started 2026-11-22 05:00\\~ | resolved 2026-11-22 06:40 |',
    ]);
    const timeline = [{ at: '2026-11-22T05:00Z', type: 'detected' }, { at: '2026-11-22T06:00Z', type: 'started' }, { at: '2026-11-24T07:29:40Z', type: 'resolved' }];
    assert.deepEqual(lines('metrics', { timeline }, { language: 'fr' }).map((line) => line.split(' | ')[1]).slice(2), ['— (les heures se contredisent)', '—', '—', '2 j 1 h']);
    assert.match(renderBlock('metrics', factsOf({ timeline: [...timeline, { at: '2026-11-25', type: 'reopened' }] })), /TTR\) \| — \|.*resolved \(open again\)/);
  });

  it('say what was hit, how badly and how long', () => {
    assert.deepEqual(lines('impact', RESOLVED), [
      '| Service | Worst condition | From (UTC) | To |',
      '| --- | --- | --- | --- |',
      '| checkout | degraded | 2026-11-22 05:19 | 2026-11-22 06:12 |',
      '',
      '- **Customers affected**: 1,200',
      '- **What it meant for them**: One payment in five timed out.',
      '- **Affected from**: 2026-11-22 05:00\\~ UTC',
      '- **Affected until**: 2026-11-22 06:10 UTC',
    ]);
    const condition = (at: string, service: string, to: string) => ({ at: `2026-11-22T${at}Z`, type: 'condition', service, to });
    const timeline = [condition('05:30', 'a', 'normal'), condition('05:10', 'a', 'down'), condition('05:00', 'a', 'degraded'), condition('05:40', 'a', 'degraded'), condition('05:00', 'b', 'down'), condition('06:00', 'b', 'normal'), condition('07:00', 'b', 'normal')];
    assert.deepEqual(lines('impact', { timeline, services: [{ name: 'a', condition: 'degraded' }, { name: 'c', condition: 'normal' }, { name: 'd' }] }).slice(2), [
      '| a | down | 2026-11-22 05:00 | not back to normal |',
      '| c | normal | — | — |',
      '| d | — | — | — |',
      '| b | down | 2026-11-22 05:00 | 2026-11-22 06:00 |',
    ]);
  });

  it('list causes and actions', () => {
    assert.deepEqual(lines('causes', { causes: [...(RESOLVED.causes ?? []), { text: 'No\nalert' }, { category: 'process', text: 'x' }] }), [
      '- contributing (change): A deploy halved the pool',
      '- No<br>alert',
      '- (process): x',
    ]);
    const declined = { title: 'Rewrite', kind: 'prevent', state: 'declined', closed: { at: '2026-12-01', reason: 'too costly' }, ref: 'https://example.org/issues/1' } as const;
    assert.deepEqual(lines('actions', { actions: [...(RESOLVED.actions ?? []), declined] }).slice(2), [
      '| detect | Alert on saturation | carol | 2026-12-01 | open | \\#482 |',
      '| prevent | Rewrite | — | — | declined (too costly) | <https://example.org/issues/1> |',
    ]);
  });

  it('are quiet where there is nothing', () => {
    const empty = BLOCK_NAMES.map((name) => renderBlock(name, factsOf({ status: 'triage' })));
    assert.deepEqual(empty.filter((text) => !text.startsWith('|')), ['No impact recorded yet.', 'No timeline entries yet.', 'No causes recorded yet.', 'No actions yet.']);
  });

  it('hold every text as it was written and nothing else, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(hostileIncident, fc.constantFrom('en', 'fr'), async ({ incident, texts }, language) => {
        const facts = factsOf(incident, { language });
        for (const name of BLOCK_NAMES) {
          const document = `# Title\n\n${openingMarker(name)}\n\n${renderBlock(name, facts)}\n\n${closingMarker(name)}\n\nThe end.\n`;
          const found = await findBlocks(document);
          assert.ok(found.ok);
          assert.deepEqual(found.blocks.map((block) => block.name), [name]);
          const { root } = await parseMarkdown(document);
          const types = root.children.map(({ type }) => type);
          assert.deepEqual([types[0], types[1], types.at(-2), types.at(-1)], ['heading', 'html', 'html', 'paragraph']);
          const parts = root.children.slice(2, -2);
          for (const part of parts) assertHarmless(part);
          assert.deepEqual(parts.flatMap(shapeOf), SHAPES[name]);
          const read = normalized(parts.map(readText).join(' '));
          for (const text of texts[name]) assert.ok(read.includes(normalized(text)), `${JSON.stringify(text)} in ${name}`);
        }
      }),
      { numRuns: 150 },
    );
  });
});

interface Hostile {
  readonly incident: Incident;
  readonly texts: Readonly<Record<BlockName, readonly string[]>>;
}

/** An incident with such a text in every field that is shown, and what each block must show of it. */
const hostileIncident: fc.Arbitrary<Hostile> = fc.array(hostileText, { minLength: 40, maxLength: 40 }).map((texts) => {
  let next = 0;
  const shown: Record<BlockName, string[]> = { summary: [], timeline: [], metrics: [], impact: [], causes: [], actions: [] };
  const text = (...names: BlockName[]): string => {
    const value = texts[next++ % texts.length] ?? '';
    for (const name of names) shown[name].push(value);
    return value;
  };
  const service = `s${text('summary', 'impact', 'timeline')}e`;
  const ref = 'p3x8wd';
  const incident: Incident = {
    schema: 'sitrep/v1',
    title: text(),
    status: `v${text('summary')}`,
    type: `v${text('summary')}`,
    severity: `v${text('summary')}`,
    priority: `v${text('summary')}`,
    services: [{ name: service, condition: 'down' }],
    impacted: { customers: -0.5, summary: `v${text('impact')}`, from: `v${text('impact')}`, to: `v${text('impact')}` },
    roles: { commander: [`v${text('summary')}`, `v${text('summary')}`] },
    timeline: [
      { at: `x${text('timeline')}`, type: text('timeline'), text: text('timeline'), by: text('timeline'), reason: text('timeline'), how: text('timeline'), override: text('timeline'), from: text('timeline'), to: text('timeline') },
      { at: '2026-11-22T05:00Z', type: 'condition', service, to: `t${text('timeline')}`, attachment: text(), source: text(), end: text() },
      { at: '2026-11-23T05:00Z', type: 'hypothesis', ref, to: text('timeline') },
      { at: '2026-11-24T05:00Z', type: 'note', ref: text(), role: text('timeline'), text: `.${text('timeline')}` },
    ],
    hypotheses: [{ id: ref, text: `h${text('timeline')}` }],
    updates: [{ at: '2026-11-22T05:00Z', by: text('timeline'), audience: text('timeline'), text: text('timeline') }],
    causes: [{ category: text('causes'), kind: text('causes'), text: text('causes') }, { text: text('causes') }],
    actions: [{ title: text('actions'), owner: text('actions'), due: text('actions'), ref: text('actions'), closed: { at: '', reason: text('actions'), link: text('actions') } }],
  };
  return { incident, texts: shown };
});

/** The numbers of cells in each row of tables, and of items in each list, that a hostile incident must give. */
const SHAPES: Readonly<Record<BlockName, readonly unknown[]>> = {
  summary: [Array<number>(11).fill(2)],
  timeline: [Array<number>(1 + 5 + 3).fill(4)],
  metrics: [Array<number>(5).fill(4)],
  impact: [[4, 4], 4],
  causes: [2],
  actions: [[6, 6]],
};

function shapeOf(node: Nodes): unknown[] {
  if (node.type === 'table') return [(node satisfies Table).children.map((row) => row.children.length)];
  return node.type === 'list' ? [node.children.length] : [node.type];
}

const HARMLESS = new Set(['table', 'tableRow', 'tableCell', 'list', 'listItem', 'paragraph', 'text', 'inlineCode', 'link', 'html', 'strong']);

function assertHarmless(part: Nodes): void {
  for (const node of nodesOf(part)) {
    assert.ok(HARMLESS.has(node.type), node.type);
    if (node.type === 'html') assert.equal(node.value, '<br>');
    if (node.type === 'listItem') assert.ok(node.checked === null && node.children.length <= 1);
    if (node.type === 'link') assert.match(node.url, /^(?:https?:\/\/|mailto:|(?!\/)[^:]*$)/i);
  }
}

function readText(node: Nodes): string {
  if (node.type === 'html') return ' ';
  if ('value' in node) return node.value;
  const separator = node.type === 'tableRow' || node.type === 'list' ? ' ¦ ' : '';
  return 'children' in node ? node.children.map(readText).join(separator) : '';
}
