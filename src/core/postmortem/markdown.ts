/** A Markdown text as a tree, with offsets into the text itself. The parser is large: it is loaded when first asked for. */
import * as l10n from '@vscode/l10n';
import type { Nodes, Root } from 'mdast';
import { MAX_LENGTH } from '../yaml/limits.ts';
import type { Position, Problem } from '../yaml/source.ts';

/** A node's place in the text. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
}

export interface MarkdownTree {
  readonly root: Root;
  /** Where a node stands in the text that was parsed, a byte order mark included. */
  placeOf(node: Nodes): Place;
  positionAt(offset: number): Position;
}

export type MarkdownReading = { readonly ok: true; readonly tree: MarkdownTree } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Parses a text that may be anything: one that is too large or nested too deeply is refused. */
export async function readMarkdown(text: string): Promise<MarkdownReading> {
  if (text.length > MAX_LENGTH) {
    return refused('too-large', l10n.t('This file is larger than {0} MB and is not read.', MAX_LENGTH / 1024 / 1024));
  }
  try {
    return { ok: true, tree: await parseMarkdown(text) };
  } catch (error) {
    // Nesting of many thousand levels exhausts the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    return refused('too-deep', l10n.t('Nested too deeply to be read.'));
  }
}

/** Parses GitHub Flavored Markdown with front matter. Throws a RangeError for what is nested too deeply. */
export async function parseMarkdown(text: string): Promise<MarkdownTree> {
  const parse = await (parser ??= loadParser());
  // The parser skips a byte order mark without counting it.
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const root = parse(text.slice(shift));
  const starts = lineStarts(text);
  const positionAt = (offset: number): Position => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
  };
  return {
    root,
    positionAt,
    placeOf: ({ position }) => ({
      start: positionAt((position?.start.offset ?? 0) + shift),
      end: positionAt((position?.end.offset ?? 0) + shift),
    }),
  };
}

/** Every node, from the first to the last, parents first. */
export function* nodesOf(node: Nodes): Generator<Nodes> {
  const ahead: Nodes[] = [node];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    yield next;
    if ('children' in next) for (const child of next.children.toReversed()) ahead.push(child);
  }
}

/** The text that a reader sees. */
export function textOf(node: Nodes): string {
  return [...nodesOf(node)].map((part) => (part.type === 'break' ? ' ' : 'value' in part && part.type !== 'html' ? part.value : '')).join('');
}

let parser: Promise<(text: string) => Root> | undefined;

async function loadParser(): Promise<(text: string) => Root> {
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }, { default: remarkFrontmatter }] = await Promise.all([
    import('unified'),
    import('remark-parse'),
    import('remark-gfm'),
    import('remark-frontmatter'),
  ]);
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze();
  return (text) => processor.parse(text);
}

function refused(code: string, message: string): MarkdownReading {
  const start = { line: 1, column: 1, offset: 0 };
  return { ok: false, problems: [{ code, severity: 'error', message, start, end: start }] };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((end) => end.index + end[0].length)];
}
