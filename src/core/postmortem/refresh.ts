/** Brings the generated blocks of a Markdown file up to date, and touches nothing else in it. */
import type { Problem } from '../yaml/source.ts';
import { renderBlock, type PostmortemFacts } from './blocks.ts';
import { findBlocks, type Block, type BlockName } from './markers.ts';

export type Refreshed =
  | { readonly ok: true; readonly text: string; /** The blocks whose content is new. */ readonly changed: readonly BlockName[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type Staleness = { readonly ok: true; readonly stale: readonly Block[] } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The text with every block as the facts have it now. Only what stands between markers changes, and it takes the line
 * ending of its marker; a second refresh changes nothing. Refused, with the places, when markers are in doubt.
 */
export async function refreshBlocks(text: string, facts: PostmortemFacts): Promise<Refreshed> {
  const staleness = await staleBlocks(text, facts);
  if (!staleness.ok) return staleness;
  let refreshed = '';
  let rest = 0;
  for (const block of staleness.stale) {
    refreshed += text.slice(rest, block.content[0]) + contentOf(block, text, facts);
    rest = block.content[1];
  }
  return { ok: true, text: refreshed + text.slice(rest), changed: staleness.stale.map(({ name }) => name) };
}

/** The blocks that a refresh would change. */
export async function staleBlocks(text: string, facts: PostmortemFacts): Promise<Staleness> {
  const found = await findBlocks(text);
  if (!found.ok) return found;
  return { ok: true, stale: found.blocks.filter((block) => text.slice(...block.content) !== contentOf(block, text, facts)) };
}

/** Empty lines around it keep every Markdown reader from taking the markers and the block for one piece of HTML. */
function contentOf({ name, content: [start] }: Block, text: string, facts: PostmortemFacts): string {
  const eol = /(?:\r\n|[\r\n])$/.exec(text.slice(0, start))?.[0] ?? '\n';
  return `\n${renderBlock(name, facts)}\n\n`.replace(/\n/g, eol);
}
