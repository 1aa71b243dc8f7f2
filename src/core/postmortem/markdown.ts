/** A Markdown text as a tree, with offsets into the text itself. The parser is large: it is loaded when first asked for. */
import type { Nodes, Root } from 'mdast';
import type { Position } from '../yaml/source.ts';

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

/** Parses GitHub Flavored Markdown with front matter. */
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
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesOf(child);
}

/** The text that a reader sees. */
export function textOf(node: Nodes): string {
  if (node.type === 'html') return '';
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
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

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((end) => end.index + end[0].length)];
}
