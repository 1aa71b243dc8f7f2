/**
 * Generated blocks in a Markdown file: `<!-- sitrep:NAME -->` … `<!-- /sitrep:NAME -->`, each marker alone on its line.
 * Markers are HTML comments of the document itself; in code they are only text.
 */
import * as l10n from '@vscode/l10n';
import type { Html, Nodes } from 'mdast';
import type { Position, Problem } from '../yaml/source.ts';
import { nodesOf, readMarkdown, type MarkdownTree, type Place } from './markdown.ts';

/** The blocks there are, in the order of a new postmortem. */
export const BLOCK_NAMES = ['summary', 'impact', 'timeline', 'metrics', 'causes', 'actions'] as const;
export type BlockName = (typeof BLOCK_NAMES)[number];

/** A block and where it stands. */
export interface Block {
  readonly name: BlockName;
  readonly opening: Place;
  readonly closing: Place;
  /** What a refresh replaces: from the line after the opening marker to the line of the closing one, as offsets. */
  readonly content: readonly [start: number, end: number];
}

export type BlocksFound = { readonly ok: true; readonly blocks: readonly Block[] } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The marker that opens a block. */
export function openingMarker(name: BlockName): string {
  return `<!-- sitrep:${name} -->`;
}

/** The marker that closes a block. */
export function closingMarker(name: BlockName): string {
  return `<!-- /sitrep:${name} -->`;
}

/**
 * The blocks of a Markdown text, in their order. When any marker is missing, nested, repeated, unknown, or not where it can
 * work, all problems are returned instead: a text whose blocks are in doubt is not written to.
 */
export async function findBlocks(text: string): Promise<BlocksFound> {
  if (!text.includes('sitrep:')) return { ok: true, blocks: [] };
  const reading = await readMarkdown(text);
  if (!reading.ok) return reading;
  const { markers, problems } = markersOf(reading.tree, text);
  const paired = pairMarkers(markers, text);
  const all = [...problems, ...paired.problems].toSorted((a, b) => a.start.offset - b.start.offset);
  return all.length > 0 ? { ok: false, problems: all } : { ok: true, blocks: paired.blocks };
}

interface Marker {
  readonly name: BlockName;
  readonly closes: boolean;
  readonly place: Place;
}

/** What a comment says: `sitrep:` and a word make a marker; spaces are forgiven, other things are not. */
const MARKER = /^<!--\s*(?<slash>\/?)\s*sitrep:(?<name>\S.*?|\s+\S+)\s*-->$/s;

function markersOf(tree: MarkdownTree, text: string): { markers: Marker[]; problems: Problem[] } {
  const markers: Marker[] = [];
  const problems: Problem[] = [];
  const topLevel = new Set<Nodes>(tree.root.children);
  for (const node of nodesOf(tree.root)) {
    if (node.type !== 'html') continue;
    for (const { comment, place, isFirst } of commentsOf(node, tree)) {
      const { slash, name } = MARKER.exec(comment)?.groups ?? {};
      if (name === undefined) continue;
      const known = BLOCK_NAMES.find((candidate) => candidate === name.trim());
      if (!known) {
        problems.push(problemAt(place, 'unknown-block', l10n.t('There is no block “{0}”. Use one of {1}.', shortened(name.trim()), BLOCK_NAMES.join(', '))));
      } else if (!isAlone(place, text)) {
        problems.push(problemAt(place, 'marker-not-alone', l10n.t('The marker {0} must stand alone on its line.', marker(known, slash === '/'))));
      } else if (!topLevel.has(node)) {
        problems.push(problemAt(place, 'marker-inside', l10n.t('The marker {0} stands inside a list, a quotation or a note. Move it out, to the left margin.', marker(known, slash === '/'))));
      } else if (!isFirst) {
        problems.push(problemAt(place, 'marker-in-html', l10n.t('The marker {0} belongs to the HTML above it. Put an empty line above it.', marker(known, slash === '/'))));
      } else {
        markers.push({ name: known, closes: slash === '/', place });
      }
    }
  }
  return { markers, problems };
}

/** The comments of a piece of HTML; a marker that a longer comment or a script contains is not one of them. */
function* commentsOf(node: Html, tree: MarkdownTree): Generator<{ comment: string; place: Place; isFirst: boolean }> {
  if (/^<(?:script|style|pre|textarea)\b/i.test(node.value)) return;
  const { start } = tree.placeOf(node);
  for (let from = node.value.indexOf('<!--'); from >= 0; ) {
    const end = node.value.indexOf('-->', from + 4) + 3;
    if (end < 3) return;
    // Lines of a nested node lack what indents or quotes them, so that only the first line's columns are exact.
    const place = { start: tree.positionAt(start.offset + from), end: tree.positionAt(start.offset + end) };
    yield { comment: node.value.slice(from, end), place, isFirst: node.value.slice(0, from).trim() === '' };
    from = node.value.indexOf('<!--', end);
  }
}

function isAlone({ start, end }: Place, text: string): boolean {
  const before = text.slice(0, start.offset).replace(/^\ufeff/, '');
  return start.line === end.line && /(?:^|[\r\n])[>\s]*$/.test(lastLine(before)) && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end.offset));
}

function lastLine(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

/** Matches openings with closings, and says of each that does not fit what would mend it. */
function pairMarkers(markers: readonly Marker[], text: string): { blocks: Block[]; problems: Problem[] } {
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  const seen = new Map<BlockName, Position>();
  const open: Marker[] = [];
  const reportOpen = ({ name, place }: Marker): void =>
    void problems.push(problemAt(place, 'missing-end', l10n.t('This block has no end. Add the line {0} after it.', closingMarker(name))));
  for (const current of markers) {
    const { name, closes, place } = current;
    const opening = closes ? open.findLast((marker) => marker.name === name) : undefined;
    if (opening) {
      open.splice(open.lastIndexOf(opening)).slice(1).forEach(reportOpen);
      blocks.push({ name, opening: opening.place, closing: place, content: [afterLine(opening.place.end.offset, text), startOfLine(place.start.offset, text)] });
    } else if (closes) {
      problems.push(problemAt(place, 'missing-start', l10n.t('Nothing opens the block that ends here. Add the line {0} before it, or delete this one.', openingMarker(name))));
    } else {
      const outer = open.at(-1);
      const before = seen.get(name);
      if (before) {
        problems.push(problemAt(place, 'repeated-block', l10n.t('The block “{0}” is there already, in line {1}. Delete one of the two.', name, before.line)));
      } else if (outer) {
        problems.push(problemAt(place, 'nested-block', l10n.t('This block starts inside the block “{0}” of line {1}. Blocks cannot contain each other: end that one first.', outer.name, outer.place.start.line)));
      }
      seen.set(name, before ?? place.start);
      open.push(current);
    }
  }
  open.forEach(reportOpen);
  return { blocks, problems };
}

function afterLine(offset: number, text: string): number {
  const end = /\r\n|[\r\n]/g;
  end.lastIndex = offset;
  const found = end.exec(text);
  return found ? found.index + found[0].length : text.length;
}

function startOfLine(offset: number, text: string): number {
  return offset - lastLine(text.slice(0, offset)).length;
}

function marker(name: BlockName, closes: boolean): string {
  return closes ? closingMarker(name) : openingMarker(name);
}

function shortened(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

function problemAt({ start, end }: Place, code: string, message: string): Problem {
  return { code, severity: 'error', message, start, end };
}
