import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findBlocks, openingMarker } from '../../../src/core/postmortem/markers.ts';
import { nodesOf, parseMarkdown, textOf } from '../../../src/core/postmortem/markdown.ts';
import { refreshBlocks } from '../../../src/core/postmortem/refresh.ts';
import { TEMPLATES } from '../../../src/core/postmortem/sections.ts';
import { addAfterwardsSections, newPostmortem } from '../../../src/core/postmortem/template.ts';
import { factsOf, hostileText, normalized, RESOLVED } from './samples.ts';

async function headings(text: string): Promise<string[]> {
  const { root } = await parseMarkdown(text);
  return [...nodesOf(root)].filter(({ type }) => type === 'heading').map(textOf);
}

async function withAfterwards(text: string, facts = factsOf(RESOLVED)): Promise<{ text: string; added: readonly string[] }> {
  const result = await addAfterwardsSections(text, facts);
  assert.ok(result.ok);
  return result;
}

const AFTERWARDS = ['Detection', 'Response and recovery', 'Root cause and contributing factors', 'What went well', 'What went poorly', 'Where we were lucky', 'Lessons', 'Action items'];
const ONGOING = factsOf({ ...RESOLVED, status: 'fixing' });

describe('a new postmortem', () => {
  it('has only what can be said while the incident lasts', async () => {
    const text = newPostmortem(ONGOING);
    assert.deepEqual(await headings(text), ['Postmortem: Checkout latency above objective', 'Summary', 'Impact', 'Timeline', 'Notes']);
    const found = await findBlocks(text);
    assert.ok(found.ok);
    assert.deepEqual(found.blocks.map(({ name }) => name), ['summary', 'impact', 'timeline']);
  });

  it('has every section once it is resolved, with every block, filled', async () => {
    const facts = factsOf(RESOLVED);
    const text = newPostmortem(facts);
    assert.deepEqual(await headings(text), ['Postmortem: Checkout latency above objective', 'Summary', 'Impact', 'Timeline', ...AFTERWARDS]);
    assert.deepEqual(await refreshBlocks(text, facts), { ok: true, text, changed: [] });
    assert.match(text, /[^\n]\n$/);
  });

  it('is written in the language of the process', async () => {
    const text = newPostmortem(factsOf(RESOLVED, { language: 'fr' }));
    assert.deepEqual((await headings(text)).slice(0, 5), ['Post-mortem\u00a0: Checkout latency above objective', 'Résumé', 'Impact', 'Chronologie', 'Détection']);
  });

  it('goes by the milestones when the process does not know the status', () => {
    assert.match(newPostmortem(factsOf({ ...RESOLVED, status: 'erledigt' })), /## Lessons/);
    assert.doesNotMatch(newPostmortem(factsOf({ status: 'offen' })), /## Lessons/);
  });

  it('asks how and what in every section, never for a person', () => {
    for (const template of Object.values(TEMPLATES)) {
      for (const { prompt } of [...template.during, template.notes, ...template.afterwards]) {
        assert.doesNotMatch(prompt, /\bwho(?:m|se)?\b|\bqui\b|\bwhy\b|\bpourquoi\b|--/i);
        assert.match(prompt, /\?/);
        assert.match(prompt, /\b(?:how|what|que|comment|quel(?:le)?s?)\b|\bqu’/i);
      }
    }
  });

  it('shows any title as it is', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (title) => {
        const text = newPostmortem(factsOf({ title, status: 'triage' }));
        const [first = ''] = await headings(text);
        assert.equal(normalized(first), normalized(`Postmortem: ${title}`));
        assert.equal((await headings(text)).length, 5);
      }),
    );
  });
});

describe('sections for afterwards', () => {
  it('join at the end once the incident is resolved, not before', async () => {
    const text = newPostmortem(ONGOING);
    assert.deepEqual(await withAfterwards(text, ONGOING), { ok: true, text, added: [] });
    const result = await withAfterwards(text);
    assert.deepEqual(result.added, AFTERWARDS);
    assert.ok(result.text.startsWith(text));
    assert.deepEqual(await withAfterwards(result.text), { ok: true, text: result.text, added: [] });
    assert.deepEqual(await refreshBlocks(result.text, ONGOING).then((refreshed) => refreshed.ok), true);
  });

  it('are not added where a heading is there, at any level, in any language, in any wording we know', async () => {
    const text = '# A\n\n### **Detection**\n\nDétails\n=======\n\n## 4. Lessons learned:\n\n## what went *wrong*\n\n## Ce qui a bien fonctionné\n\n## Cause racine\n';
    assert.deepEqual((await withAfterwards(text)).added, ['Response and recovery', 'Where we were lucky', 'Action items']);
    assert.deepEqual((await withAfterwards('```\n## Detection\n```\n')).added, AFTERWARDS);
  });

  it('never repeat a block', async () => {
    const text = `# A\n\n${openingMarker('actions')}\n<!-- /sitrep:actions -->\n`;
    const result = await withAfterwards(text);
    assert.ok(result.added.includes('Action items'));
    const found = await findBlocks(result.text);
    assert.ok(found.ok);
    assert.deepEqual(found.blocks.map(({ name }) => name), ['actions', 'metrics', 'causes']);
  });

  it('keep what was written, byte for byte, and its line ending', async () => {
    for (const start of ['', '\ufeff', 'text', '# A\r\n\r\ntext\r\n', '# A\n\ntext\n\n', '- item', '| a |\n| - |\n| b |', 'Setext', '\ufeff# A\r\ntext']) {
      const { text, added } = await withAfterwards(start);
      assert.deepEqual(added, AFTERWARDS);
      assert.ok(text.startsWith(start));
      if (start.includes('\r\n')) assert.doesNotMatch(text, /[^\r]\n/);
      assert.deepEqual((await headings(text)).slice(-AFTERWARDS.length), AFTERWARDS);
      assert.doesNotMatch(text.slice(start.length), /\n\n\n|\r\n\r\n\r\n/);
    }
  });

  it('are refused after something that has no end, with its line', async () => {
    assert.equal((await addAfterwardsSections('> '.repeat(20_000), factsOf(RESOLVED))).ok, false);
    for (const text of ['# A\n\n```\ncode\n', '# A\n\n<!-- open\n', '# A\n\n<pre>\n']) {
      const result = await addAfterwardsSections(text, factsOf(RESOLVED));
      assert.ok(!result.ok);
      assert.deepEqual(result.problems.map(({ code, start }) => `${code} ${start.line}`), ['unclosed-end 3']);
    }
  });
});
