import assert from 'node:assert/strict';
import { BLOCK_NAMES, closingMarker, findBlocks, openingMarker } from '../../../src/core/postmortem/markers.ts';

/** "timeline 3-5" for a block between those lines; "missing-end 3" for a problem. */
async function found(text: string): Promise<string[]> {
  const result = await findBlocks(text);
  return result.ok
    ? result.blocks.map(({ name, opening, closing }) => `${name} ${opening.start.line}-${closing.start.line}`)
    : result.problems.map(({ code, start }) => `${code} ${start.line}`);
}

const OPEN = openingMarker('timeline');
const CLOSE = closingMarker('timeline');

describe('block markers', () => {
  it('are found, with the content between their lines', async () => {
    const text = `---\nseverity: SEV2\n---\n\n# Title\n${OPEN}\nold\n${CLOSE}\n\n  ${openingMarker('actions')}  \n${closingMarker('actions')}`;
    const result = await findBlocks(text);
    assert.ok(result.ok);
    assert.deepEqual(result.blocks.map(({ name, content }) => [name, text.slice(...content)]), [['timeline', 'old\n'], ['actions', '']]);
    const [timeline] = result.blocks;
    assert.deepEqual(timeline?.opening.start, { line: 6, column: 1, offset: text.indexOf(OPEN) });
    assert.deepEqual(timeline?.closing.end, { line: 8, column: CLOSE.length + 1, offset: text.indexOf(CLOSE) + CLOSE.length });
  });

  it('are found under a byte order mark, with CRLF or CR, and without a final line break', async () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = `\ufeff${OPEN}${eol}old${eol}${CLOSE}`;
      const result = await findBlocks(text);
      assert.ok(result.ok);
      assert.deepEqual(result.blocks.map(({ content }) => text.slice(...content)), [`old${eol}`]);
    }
  });

  it('forgive spaces', async () => {
    assert.deepEqual(await found('<!--sitrep:timeline-->\n<!--  / sitrep: timeline  -->'), ['timeline 1-2']);
  });

  it('are all known by name', async () => {
    const text = BLOCK_NAMES.map((name) => `${openingMarker(name)}\n${closingMarker(name)}\n`).join('\n');
    assert.equal((await found(text)).length, BLOCK_NAMES.length);
  });

  it('are only text in code, in longer comments and in scripts', async () => {
    const texts = [
      `\`\`\`md\n${OPEN}\n\`\`\``, `~~~\n${OPEN}\n`, `    ${OPEN}\n`, `\tone ${OPEN}`, `Write \`${OPEN}\` there.`, `<!--\n${OPEN}\n`, `<pre>\n${OPEN}\n</pre>`, `<script>\n${OPEN}\n</script>`, `\\${OPEN}`,
      `---\ntitle: x # ${OPEN}\n---\n`, '<!-- sitrep: tell them what we know -->', '<!-- our sitrep:timeline -->', 'sitrep:timeline', '',
    ];
    for (const text of texts) assert.deepEqual(await found(text), [], JSON.stringify(text));
  });

  it('are refused when one is missing, with its line', async () => {
    assert.deepEqual(await found(`# A\n\n${OPEN}\n\ntext\n`), ['missing-end 3']);
    assert.deepEqual(await found(`# A\n\n${CLOSE}\n`), ['missing-start 3']);
    assert.deepEqual(await found(`${CLOSE}\n\n${OPEN}\n`), ['missing-start 1', 'missing-end 3']);
    assert.deepEqual(await found(`${OPEN}\n\n\`\`\`\n${CLOSE}\n`), ['missing-end 1']);
  });

  it('are refused when nested, repeated or unknown', async () => {
    const inner = `${openingMarker('impact')}\n${closingMarker('impact')}`;
    assert.deepEqual(await found(`${OPEN}\n${inner}\n${CLOSE}\n`), ['nested-block 2']);
    assert.deepEqual(await found(`${OPEN}\n${inner}\n`), ['missing-end 1', 'nested-block 2']);
    assert.deepEqual(await found(`${OPEN}\n${openingMarker('impact')}\n${CLOSE}\n${closingMarker('impact')}`), ['nested-block 2', 'missing-end 2', 'missing-start 4']);
    assert.deepEqual(await found(`${OPEN}\n${CLOSE}\n\n${OPEN}\n${CLOSE}\n`), ['repeated-block 4']);
    assert.deepEqual(await found('<!-- sitrep:timelines -->\n<!-- /sitrep:Timeline -->\n<!-- sitrep:timeline please -->'), ['unknown-block 1', 'unknown-block 2', 'unknown-block 3']);
  });

  it('are refused where they cannot work', async () => {
    assert.deepEqual(await found(`${OPEN} here\n${CLOSE}\n`), ['marker-not-alone 1', 'missing-start 2']);
    assert.deepEqual(await found(`Text ${OPEN}\n`), ['marker-not-alone 1']);
    assert.deepEqual(await found(`${OPEN}${CLOSE}\n`), ['marker-not-alone 1', 'marker-not-alone 1']);
    assert.deepEqual(await found('<!--\nsitrep:timeline\n-->'), ['marker-not-alone 1']);
    assert.deepEqual(await found(`> ${OPEN}\n> ${CLOSE}\n`), ['marker-inside 1', 'marker-inside 2']);
    assert.deepEqual(await found(`- item\n\n  ${OPEN}\n`), ['marker-inside 3']);
    assert.deepEqual(await found(`<details>\n${OPEN}\n\n${CLOSE}\n`), ['marker-in-html 2', 'missing-start 4']);
  });

  it('say what to do', async () => {
    const result = await findBlocks(`Text\n\n${OPEN}\n`);
    assert.ok(!result.ok);
    assert.deepEqual(result.problems.map(({ message, severity }) => [severity, message]), [['error', `This block has no end. Add the line ${CLOSE} after it.`]]);
  });

  it('survive hostile texts', async () => {
    for (const text of ['> '.repeat(20_000), '['.repeat(50_000), '<!--'.repeat(50_000), '*a '.repeat(20_000)]) await findBlocks(`${OPEN}\n${CLOSE}\n\n${text}`);
    assert.deepEqual(await found(`${OPEN}\n${'x'.repeat(5 * 1024 * 1024)}`), ['too-large 1']);
  });
});
