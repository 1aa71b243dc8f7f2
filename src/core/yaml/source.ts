/**
 * A YAML file as text, parsed once: its plain value, and where each part of it stands. Parsing is tolerant of nothing
 * that could lose data: a file with any syntax error is unreadable, and is then never written to.
 */
import * as l10n from '@vscode/l10n';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Alias, type Document, type Node, type ParsedNode } from 'yaml';
import { isJsonMap, type Json, type JsonMap } from './json.ts';
import { MAX_LENGTH } from './limits.ts';
import { quickRead } from './quick.ts';

/** One-based line and column (UTF-16 units), zero-based offset. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Something to tell about a file: what is wrong, where, and how grave. `code` names the rule. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** What it is about, where that has a place in the value. */
  readonly path?: Path;
}

/** Keys and indices that lead from the root to a value. */
export type Path = readonly (string | number)[];

/** From this length on, a quick parser looks first. */
const LONG = 4 * 1024;

/** Up to this length, the full parser has the last word on forms that only the quick one refuses. */
const VERY_LONG = 128 * 1024;

/** In characters: a parser may quote half of the file. */
const MAX_REASON = 160;

/** Of a broken file's errors only the first ones help. */
const MAX_ERRORS = 20;

/** Collections nested deeper than this are refused: no file of ours goes past ten. */
const MAX_DEPTH = 100;

/** Aliases may make the value somewhat larger than the file. */
const SPARE_VALUES = 100_000;

export type ParseResult = { readonly ok: true; readonly source: YamlSource } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Parses the text of a YAML file whose root is a map.
 *
 * Refused, each with a position: syntax errors, duplicate keys, tabs as indentation, several documents, merge-conflict
 * markers, binary content, files over {@link MAX_LENGTH}, alias bombs, and nesting beyond 100 levels.
 */
export function parseYaml(text: string): ParseResult {
  const early = unparsable(text);
  if (early) return { ok: false, problems: [early] };
  const lines = new LineCounter();
  let document: Document.Parsed<ParsedNode>;
  try {
    document = parseDocument(text, { lineCounter: lines, keepSourceTokens: false, prettyErrors: false, logLevel: 'error' });
  } catch (error) {
    return { ok: false, problems: [problemAt(text, 0, 0, 'yaml', l10n.t('This file cannot be parsed as YAML: {0}', reasonOf(error)))] };
  }
  const errors = document.errors.slice(0, MAX_ERRORS).map((error) =>
    problemAt(text, error.pos[0], error.pos[1], 'yaml', messageOf(error.code, error.message)),
  );
  if (errors.length > 0) return { ok: false, problems: errors };
  if (!isMap(document.contents)) {
    return { ok: false, problems: [problemAt(text, 0, 0, 'not-a-map', l10n.t('Expected keys and values at the top of the file.'))] };
  }
  try {
    const value: unknown = document.toJS();
    if (!isJsonMap(value)) {
      return { ok: false, problems: [problemAt(text, 0, 0, 'yaml', l10n.t('This file uses values that JSON cannot express.'))] };
    }
    return { ok: true, source: new YamlSource(text, document, lines, unshared(value, { left: text.length + SPARE_VALUES }, 0)) };
  } catch (error) {
    if (error instanceof ReferenceError) return { ok: false, problems: [aliasProblem(text, document)] };
    return { ok: false, problems: [problemAt(text, 0, 0, 'yaml', l10n.t('This file cannot be read as YAML: {0}', reasonOf(error)))] };
  }
}

export class YamlSource {
  readonly text: string;
  readonly document: Document.Parsed<ParsedNode>;
  /** The plain value of the whole file. Treat it as frozen. */
  readonly value: JsonMap;
  readonly #lines: LineCounter;

  constructor(text: string, document: Document.Parsed<ParsedNode>, lines: LineCounter, value: JsonMap) {
    this.text = text;
    this.document = document;
    this.value = value;
    this.#lines = lines;
  }

  /** The line ending that the file uses (that of its first line; `\n` for a file of one line). */
  get eol(): '\n' | '\r\n' {
    return /^[^\n]*\r\n/.test(this.text) ? '\r\n' : '\n';
  }

  positionAt(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), offset };
  }

  /** Start and end offsets of the value at a path; of the nearest parent that exists when it does not. */
  rangeOf(path: Path): readonly [number, number] {
    let node: unknown = this.document.contents;
    let range: readonly [number, number] = rangeOfNode(node) ?? [0, 0];
    for (const step of path) {
      node = isAlias(node) ? node.resolve(this.document) : node;
      if (isMap(node)) {
        const pair = node.items.find((item) => keyText(item.key) === String(step));
        if (!pair) break;
        range = rangeOfNode(pair.value) ?? rangeOfNode(pair.key) ?? range;
        if (range[0] === range[1]) range = rangeOfNode(pair.key) ?? range;
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(step)];
        if (item === undefined) break;
        range = rangeOfNode(item) ?? range;
        node = item;
      } else break;
    }
    return range;
  }

  /** Start and end offsets of the key at a path; of the value where the path ends in a list. */
  keyRangeOf(path: Path): readonly [number, number] {
    const parent: unknown = path.length > 1 ? this.document.getIn(path.slice(0, -1), true) : this.document.contents;
    const map = isAlias(parent) ? parent.resolve(this.document) : parent;
    const pair = isMap(map) ? map.items.find((item) => keyText(item.key) === String(path[path.length - 1])) : undefined;
    return rangeOfNode(pair?.key) ?? this.rangeOf(path);
  }

  /** One-based line on which the value at a path starts. */
  lineOf(path: Path): number {
    return this.positionAt(this.rangeOf(path)[0]).line;
  }

  problem(path: Path, code: string, severity: Problem['severity'], message: string): Problem {
    const [start, end] = this.rangeOf(path);
    return { code, severity, message, start: this.positionAt(start), end: this.positionAt(end), path };
  }

  /** The characters of a scalar as the file has them, for values such as `2024` where a text was meant. */
  scalarSource(path: Path): string | undefined {
    const [start, end] = this.rangeOf(path);
    const node: unknown = this.document.getIn(path, true);
    return isScalar(node) ? this.text.slice(start, end) : undefined;
  }
}

/** The text of a map's key; undefined for a key that is a collection. */
export function keyText(key: unknown): string | undefined {
  if (isScalar(key)) {
    const { value } = key as { readonly value: string | number | bigint | boolean | null };
    return value === null ? '' : String(value);
  }
  return typeof key === 'string' ? key : undefined;
}

/**
 * Copies what aliases made several places share, so that a change in one place is one change.
 *
 * @throws ReferenceError when the copies are many more than the file's length explains, or hold themselves
 */
function unshared<T extends Json>(value: T, budget: { left: number }, depth: number): T;
function unshared(value: Json, budget: { left: number }, depth: number): Json {
  if (--budget.left < 0 || depth > MAX_DEPTH) throw new ReferenceError('too many aliases');
  if (Array.isArray(value)) return value.map((item) => unshared(item, budget, depth + 1));
  if (!isJsonMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unshared(item, budget, depth + 1)]));
}

/** What is wrong about the aliases: one stands for nothing, else they are too many. */
function aliasProblem(text: string, document: Document.Parsed<ParsedNode>): Problem {
  const anchors = new Set<string>();
  let first: Alias | undefined;
  let stray: Alias | undefined;
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        first ??= node;
        if (anchors.has(node.source)) return undefined;
        stray = node;
        return visit.BREAK;
      }
      if ('anchor' in node && node.anchor !== undefined) anchors.add(node.anchor);
      return undefined;
    },
  });
  const [start, end] = rangeOfNode(stray ?? first) ?? [0, 0];
  return problemAt(text, start, end, 'yaml', stray ? noAnchor(stray.source) : tooManyAliases());
}

function noAnchor(alias: string): string {
  return l10n.t('“*{0}” stands for a part of the file marked “&{0}”, and there is none. Put a text that starts with * in quotes.', alias.slice(0, MAX_REASON / 2));
}

function tooManyAliases(): string {
  return l10n.t('Too many aliases: this file would grow without bound when read.');
}

function rangeOfNode(node: unknown): readonly [number, number] | undefined {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

/** Is there something in a text that no YAML parser is asked about: its size, a merge's markers, a control character? */
export function firstObstacle(text: string): Problem | undefined {
  if (text.length > MAX_LENGTH) {
    return problemAt(text, 0, 0, 'too-large', l10n.t('This file is larger than {0} MB and is not read.', MAX_LENGTH / 1024 / 1024));
  }
  // Text that git could not merge, before any other reading of it: its YAML errors would only mislead.
  const conflict = /^(?:<{7}|>{7}|\|{7})(?: .*)?$/m.exec(text) ?? /^={7}\r?$/m.exec(text);
  if (conflict) {
    return problemAt(text, conflict.index, conflict.index + conflict[0].length, 'conflict-markers',
      l10n.t('This file holds an unfinished merge. Choose between the sides and delete the conflict markers.'));
  }
  const control = CONTROL.exec(text);
  if (control) {
    return problemAt(text, control.index, control.index + 1, 'binary', l10n.t('This is not a text file: it holds a control character.'));
  }
  return undefined;
}

function unparsable(text: string): Problem | undefined {
  const obstacle = firstObstacle(text);
  if (obstacle) return obstacle;
  // The full parser collects every error, which takes many seconds on a large file that is broken all over; and it knows
  // no bound on nesting. The quick one stops at the first error, and refuses what is too deep.
  const deep = text.length > LONG ? undefined : firstPerhapsTooDeep(text);
  if (text.length <= LONG && deep === undefined) return undefined;
  const quick = quickRead(text);
  return quick.ok ? undefined : quickProblem(text, quick.offset, quick.reason);
}

/** The quick parser's error in the words of the full one; undefined where only the quick one minds. */
function quickProblem(text: string, offset: number, reason: string): Problem | undefined {
  const at = (code: string, message: string, start = offset): Problem => problemAt(text, start, Math.min(start + 1, text.length), code, message);
  const alias = /^unidentified alias "(.*)"$/s.exec(reason)?.[1];
  if (alias !== undefined) return at('yaml', noAnchor(alias));
  if (/maxDepth/.test(reason)) return at('too-deep', l10n.t('Nested too deeply to be read.'));
  if (/duplicated mapping key/.test(reason)) return at('yaml', messageOf('DUPLICATE_KEY', reason));
  if (reason.startsWith('tab characters')) return at('yaml', messageOf('TAB_AS_INDENT', reason));
  if (/maxAliases|aliases/.test(reason)) return at('yaml', tooManyAliases());
  if (/single document/.test(reason)) return at('yaml', messageOf('MULTIPLE_DOCS', reason), Math.max(0, text.search(/(?<=\S\s+)^(?:---|\.\.\.)(?=\s|$)/m)));
  if (/ tag |complex keys/.test(reason) && text.length <= VERY_LONG) return undefined;
  return at('yaml', messageOf('', reason));
}

// Control characters that YAML forbids (YAML 1.2.2, production 1), and the replacement for undecodable bytes is allowed.
const CONTROL = new RegExp(`[${[[0, 8], [11, 12], [14, 31], [127, 127]].map(([a = 0, b = 0]) => `${escaped(a)}-${escaped(b)}`).join('')}]`);

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A cheap bound on nesting. Counts openers without reading quotes, so that it may err on the side of "too deep". */
function firstPerhapsTooDeep(text: string): number | undefined {
  let depth = 0;
  let dashes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH) return i;
    } else if (c === 0x5d || c === 0x7d) depth = Math.max(0, depth - 1);
    else if (c === 0x0a) {
      dashes = 0;
      // Brackets in plain text need not balance: an unindented key starts afresh.
      const next = text.charCodeAt(i + 1);
      if (next > 0x60 && next < 0x7b) depth = 0;
    } else if ((c === 0x2d || c === 0x3f || c === 0x3a) && text.charCodeAt(i + 1) === 0x20 && ++dashes > MAX_DEPTH) return i;
  }
  return undefined;
}

function problemAt(text: string, start: number, end: number, code: string, message: string): Problem {
  return { code, severity: 'error', message, start: positionIn(text, start), end: positionIn(text, Math.max(start, end)) };
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak, offset };
}

function messageOf(code: string, fallback: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return l10n.t('This key stands twice. Keep one of the two.');
    case 'TAB_AS_INDENT':
      return l10n.t('A tab indents this line. YAML wants spaces.');
    case 'MULTIPLE_DOCS':
      return l10n.t('A second document starts here. Keep one document in a file.');
    default:
      return l10n.t('This is not valid YAML: {0}', firstLineOf(fallback).replace(/ at line .*$/, ''));
  }
}

function reasonOf(error: unknown): string {
  return firstLineOf(error instanceof Error ? error.message : String(error));
}

function firstLineOf(text: string): string {
  const line = text.slice(0, 2 * MAX_REASON).split('\n')[0] ?? '';
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
}
