import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderBlock } from '../../../src/core/postmortem/blocks.ts';
import { BLOCK_NAMES, closingMarker, openingMarker, type BlockName } from '../../../src/core/postmortem/markers.ts';
import { refreshBlocks, staleBlocks } from '../../../src/core/postmortem/refresh.ts';
import { newPostmortem } from '../../../src/core/postmortem/template.ts';
import { factsOf, hostileText, RESOLVED } from './samples.ts';

async function refreshed(text: string, facts = factsOf(RESOLVED)): Promise<string> {
  const result = await refreshBlocks(text, facts);
  assert.ok(result.ok);
  return result.text;
}

/** Prose that leaves nothing open, so that markers after it are markers. */
const prose = fc.constantFrom('', '\n', 'Some words\n', '# Title\n\n', '- one\n- two\n\n', '```\n<!-- sitrep:causes -->\n```\n', '| a |\n| - |\n| b |\n', '<!-- prompt -->\n', '  trailing  \n\t\n', '> quoted\n\n', 'é漢👩‍💻\n', '---\nkey: value\n---\n');

describe('refreshing blocks', () => {
  it('changes what stands between the markers, and names the blocks', async () => {
    const facts = factsOf(RESOLVED);
    const old = newPostmortem(facts);
    const now = factsOf({ ...RESOLVED, actions: [...(RESOLVED.actions ?? []), { title: 'Test the pool under load' }] });
    const result = await refreshBlocks(old, now);
    assert.ok(result.ok);
    assert.deepEqual(result.changed, ['actions']);
    assert.equal(result.text, old.replace('\\#482 |\n', '\\#482 |\n| — | Test the pool under load | — | — | open | — |\n'));
    const stale = await staleBlocks(old, now);
    assert.ok(stale.ok);
    assert.deepEqual(stale.stale.map(({ name }) => name), ['actions']);
  });

  it('leaves a text without markers alone', async () => {
    assert.equal(await refreshed('# Title\r\n\ntext'), '# Title\r\n\ntext');
  });

  it('refuses a text whose markers are in doubt', async () => {
    for (const check of [refreshBlocks, staleBlocks]) {
      const result = await check(`${openingMarker('causes')}\n`, factsOf(RESOLVED));
      assert.ok(!result.ok);
      assert.deepEqual(result.problems.map(({ code, start }) => `${code} ${start.line}`), ['missing-end 1']);
    }
  });

  it('leaves every byte outside the blocks, uses the line ending of the file, and is idempotent', async () => {
    const piece = fc.record({ before: prose, content: fc.constantFrom('', 'old\n', '\n| a |\n| - |\n\n', '\n\n') });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...BLOCK_NAMES]), fc.array(piece, { minLength: 6, maxLength: 6 }), prose, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), fc.boolean(), fc.array(hostileText, { minLength: 1, maxLength: 4 }),
        async (names, pieces, end, eol, hasMark, hasFinalBreak, texts) => {
          const facts = factsOf({ ...RESOLVED, timeline: texts.map((text) => ({ at: '2026-11-22T05:00Z', type: 'note', text })) });
          const build = (contentOf: (name: BlockName, old: string) => string): string => {
            const blocks = names.map((name, index) => {
              const { before = '', content = '' } = pieces[index] ?? {};
              return `${before}${openingMarker(name)}\n${contentOf(name, content)}${closingMarker(name)}\n`;
            });
            const text = (hasMark ? '\ufeff' : '') + blocks.join('') + end;
            return (hasFinalBreak ? text : text.replace(/\n$/, '')).replace(/\n/g, eol);
          };
          const result = await refreshed(build((_, content) => content), facts);
          assert.equal(result, build((name) => `\n${renderBlock(name, facts)}\n\n`));
          assert.deepEqual(await refreshBlocks(result, facts), { ok: true, text: result, changed: [] });
        },
      ),
      { numRuns: 150 },
    );
  });
});
