/**
 * Changes the text of a YAML file so that it says another value, touching only the characters that the change concerns:
 * comments, key order, quoting, spacing, line endings, byte-order mark and unknown keys stay as they are. The two values
 * are compared item by item; each difference becomes a splice at the offsets of the parsed text. The result is read
 * again and compared with what was meant; a text that does not say it is never returned.
 */
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, visit, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { emitBlock, emitInline, emitScalarLines, type EmitStyle } from './emit.ts';
import { isJsonMap, sameJson, type Json, type JsonMap } from './json.ts';
import { matchItems } from './matching.ts';
import { quickRead } from './quick.ts';
import { firstObstacle, keyText, parseYaml, type Path, type YamlSource } from './source.ts';

/** Replaces `text[start, end)` by `text`. Offsets are UTF-16 units of the text before the change. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface RewriteRules {
  /** Identities of a list's items, all different; see `incident/identity.ts`. */
  readonly identities: (path: Path, items: readonly Json[]) => readonly string[];
  /** May an item that has no lasting identity be another version of one that is gone? It is then changed in place. */
  readonly alike?: (path: Path, was: Json, is: Json) => boolean;
  /** Usual order of keys in the map at a path: a new key is placed after those that come before it. */
  readonly keyOrder: (path: Path) => readonly string[] | undefined;
}

export type Rewriting =
  | { readonly ok: true; readonly text: string; readonly splices: readonly Splice[] }
  /** The text uses a form that cannot be edited safely, such as an anchor in an unusual place. */
  | { readonly ok: false };

/** @param meant the whole value that the file is to say */
export function rewrite(source: YamlSource, meant: JsonMap, rules: RewriteRules): Rewriting {
  for (const quoteAll of [false, true]) {
    const splices = new Rewriter(source, rules, quoteAll).run(meant);
    const text = applySplices(source.text, splices);
    if (says(text, meant)) return { ok: true, text, splices };
  }
  return { ok: false };
}

/** @param splices in order of their start, not overlapping */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const splice of splices) {
    result += text.slice(at, splice.start) + splice.text;
    at = Math.max(at, splice.end);
  }
  return result + text.slice(at);
}

function says(text: string, meant: JsonMap): boolean {
  if (firstObstacle(text)) return false;
  const quick = quickRead(text);
  if (quick.ok && sameJson(quick.value, meant)) return true;
  const full = parseYaml(text);
  return full.ok && sameJson(full.source.value, meant);
}

interface Holder {
  /** The pair whose value is looked at; absent for an item of a list. */
  readonly pair?: Pair;
  /** Is the value inside `[…]` or `{…}`? */
  readonly flow: boolean;
  /** Column of the block map or list that holds the value. */
  readonly column: number;
}

class Rewriter {
  readonly #source: YamlSource;
  readonly #text: string;
  readonly #rules: RewriteRules;
  readonly #style: EmitStyle;
  readonly #eol: string;
  readonly #splices: Splice[] = [];
  /** Nodes whose text changes, with all that hold them: an alias to one of them can no longer stand for the old value. */
  readonly #touched = new Set<unknown>();
  readonly #gone = new Set<unknown>();
  #stack: unknown[] = [];

  constructor(source: YamlSource, rules: RewriteRules, quoteAll: boolean) {
    this.#source = source;
    this.#text = source.text;
    this.#rules = rules;
    this.#eol = source.eol;
    this.#style = { quoteAll, indentLists: listsAreIndented(source) };
  }

  run(meant: JsonMap): readonly Splice[] {
    const root = this.#source.document.contents;
    if (isMap(root)) this.#map(root, this.#source.value, meant, [], { flow: root.flow === true, column: 0 });
    this.#expandAliases();
    return this.#splices.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  #map(node: YAMLMap, before: JsonMap, after: JsonMap, path: Path, holder: Holder): void {
    this.#stack.push(node);
    const flow = node.flow === true;
    const column = flow ? holder.column : this.#column(node.items[0]);
    const kept = node.items.filter((pair) => Object.hasOwn(after, String(keyText(pair.key))));
    const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
    if (kept.length === 0 && node.items.length > 0) {
      this.#stack.pop();
      this.#replace(node, after, holder);
      return;
    }
    for (const pair of kept) {
      const key = String(keyText(pair.key));
      const [was, is] = [before[key], after[key]];
      if (was !== undefined && is !== undefined) this.#value(pair.value, was, is, [...path, key], { pair, flow, column });
    }
    const staying = new Set<unknown>(kept);
    node.items.forEach((pair, index) => {
      if (!staying.has(pair)) this.#remove(pair, index, node.items, staying, flow);
    });
    if (added.length > 0) this.#addKeys(node, kept, added, after, path, flow, column, holder);
    this.#stack.pop();
  }

  #addKeys(node: YAMLMap, kept: readonly Pair[], added: readonly string[], after: JsonMap, path: Path, flow: boolean, column: number, holder: Holder): void {
    if (node.items.length === 0) {
      this.#stack.pop();
      this.#replace(node, after, holder);
      this.#stack.push(node);
      return;
    }
    this.#touch();
    const order = this.#rules.keyOrder(path);
    const places = kept.map((pair) => String(keyText(pair.key)));
    const anchors = new Map<Pair | null, string[]>();
    for (const key of added) {
      const anchor = kept[placeFor(key, places, order)] ?? null;
      anchors.set(anchor, [...(anchors.get(anchor) ?? []), key]);
    }
    for (const [anchor, keys] of anchors) {
      const inOrder = order ? keys.toSorted((a, b) => rankOf(a, order) - rankOf(b, order)) : keys;
      const first = kept[0];
      if (flow) {
        const text = inOrder.map((key) => emitInline({ [key]: after[key] ?? null }, this.#style).replace(/^\{ ?| ?\}$/g, ''));
        if (anchor) this.#splice(this.#end(anchor), this.#end(anchor), text.map((one) => `, ${one}`).join(''));
        else if (first) this.#splice(this.#start(first.key), this.#start(first.key), text.map((one) => `${one}, `).join(''));
        continue;
      }
      const lines = inOrder.flatMap((key) => emitBlock({ [key]: after[key] ?? null }, this.#style));
      if (anchor) this.#insertAfter(this.#end(anchor), lines, column);
      else if (first) this.#insertBefore(this.#start(first.key), lines, column);
    }
  }

  #seq(node: YAMLSeq, before: readonly Json[], after: readonly Json[], path: Path, holder: Holder): void {
    const flow = node.flow === true;
    const { identities, alike } = this.#rules;
    // Items that stand in both, in the same order: the others are removed and written anew.
    const pairs = matchItems([before, identities(path, before)], [after, identities(path, after)], (was, is) => alike?.(path, was, is) ?? false);
    if (pairs.length === 0 && (after.length === 0 || before.length === 0 || flow)) {
      this.#replace(node, [...after], holder);
      return;
    }
    this.#stack.push(node);
    const column = flow ? holder.column : this.#columnAt(node.range?.[0] ?? 0);
    const items = node.items;
    const kept = new Set<unknown>(pairs.map(([index]) => items[index]));
    const oldIndex = new Map(pairs.map(([index, other]) => [other, index]));
    for (const [i, j] of pairs) {
      const [was, is] = [before[i], after[j]];
      if (was !== undefined && is !== undefined) this.#value(items[i], was, is, [...path, i], { flow, column: column });
    }
    items.forEach((item, index) => {
      if (!kept.has(item)) this.#remove(item, index, items, kept, flow);
    });
    let anchor = -1;
    let fresh: Json[] = [];
    const flush = (): void => {
      if (fresh.length > 0) this.#addItems(items, anchor, fresh, flow, column);
      fresh = [];
    };
    after.forEach((item, j) => {
      const match = oldIndex.get(j);
      if (match !== undefined) {
        flush();
        anchor = match;
      } else fresh.push(item);
    });
    flush();
    this.#stack.pop();
  }

  #addItems(items: readonly unknown[], anchor: number, fresh: readonly Json[], flow: boolean, column: number): void {
    this.#touch();
    const first = items[0];
    if (flow) {
      const text = fresh.map((item) => emitInline(item, this.#style));
      if (anchor >= 0) this.#splice(this.#end(items[anchor]), this.#end(items[anchor]), text.map((one) => `, ${one}`).join(''));
      else this.#splice(this.#start(first), this.#start(first), text.map((one) => `${one}, `).join(''));
      return;
    }
    const lines = emitBlock([...fresh], this.#style);
    if (anchor >= 0) this.#insertAfter(this.#end(items[anchor]), lines, column);
    else this.#insertBefore(this.#dash(first), lines, column);
  }

  #value(node: unknown, before: Json, after: Json, path: Path, holder: Holder): void {
    if (sameJson(before, after)) return;
    if (isMap(node) && isJsonMap(before) && isJsonMap(after)) this.#map(node, before, after, path, holder);
    else if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) this.#seq(node, before, after, path, holder);
    else this.#replace(node, after, holder);
  }

  /** Another value in the place of a whole node. */
  #replace(node: unknown, value: Json, { pair, flow, column }: Holder): void {
    this.#touch();
    this.#forget(node);
    const empty = isNothing(node);
    const block = isCollection(node) && node.flow !== true && node.items.length > 0;
    // An anchor stays, since its aliases are written out; a tag would change the new value's type.
    const start = block || (isScalar(node) && !node.tag) ? this.#blockStart(node) : this.#start(node);
    const end = this.#end(node);
    const wantsBlock = !flow && isFullOfMaps(value);
    if (pair && !flow) {
      const afterColon = this.#afterColon(pair);
      const ownLines = block && this.#lineStart(start) > afterColon;
      const children = wantsBlock
        ? emitBlock(value, this.#style).map((line) => indented(line, Array.isArray(value) && !this.#style.indentLists ? column : column + 2))
        : [];
      if (wantsBlock) {
        const lines = children.join(this.#eol);
        if (ownLines) this.#splice(this.#lineStart(start), this.#lineEnd(end), lines);
        else {
          if (!empty) this.#splice(afterColon, end, '');
          const at = this.#lineEnd(end);
          this.#splice(at, at, this.#eol + lines);
        }
        return;
      }
      if (ownLines || empty) {
        const [head = '', ...rest] = this.#inPlace(value, flow, column).split(this.#eol);
        this.#splice(afterColon, afterColon, ` ${head}`);
        if (rest.length > 0) this.#splice(this.#lineEnd(afterColon), this.#lineEnd(afterColon), rest.map((line) => this.#eol + line).join(''));
        if (ownLines) this.#splice(this.#lineEnd(this.#lineStart(start) - this.#eolBefore(start)), this.#lineEnd(end), '');
        return;
      }
    }
    const shown = wantsBlock && !pair
      ? emitBlock(value, this.#style).map((line, index) => (index === 0 ? line : indented(line, column + 2))).join(this.#eol)
      : this.#inPlace(value, flow, column);
    const space = empty && /[:,[{-]/.test(this.#text.charAt(start - 1)) && !/[[{]/.test(this.#text.charAt(start - 1)) ? ' ' : '';
    const [head = '', ...rest] = shown.split(this.#eol);
    this.#splice(start, end, space + head);
    // A comment behind the old value stays on the first line.
    if (rest.length > 0) this.#splice(this.#lineEnd(end), this.#lineEnd(end), rest.map((line) => this.#eol + line).join(''));
  }

  /** A scalar or a short collection, where the old value began. */
  #inPlace(value: Json, flow: boolean, column: number): string {
    if (flow || typeof value !== 'string') return emitInline(value, this.#style);
    return emitScalarLines(value, this.#style)
      .map((line, index) => (index === 0 ? line : indented(line, column)))
      .join(this.#eol);
  }

  /** Takes out one pair of a map or one item of a list, of which others stay. */
  #remove(part: unknown, index: number, all: readonly unknown[], kept: ReadonlySet<unknown>, flow: boolean): void {
    this.#touch();
    this.#forget(part);
    const start = this.#partStart(part);
    const end = this.#end(part);
    if (flow) {
      const keptBefore = all.slice(0, index).some((other) => kept.has(other));
      const previous = all[index - 1];
      const next = all[index + 1];
      if (keptBefore && previous !== undefined) {
        const gap = this.#text.slice(this.#end(previous), start);
        if (!gap.includes('#')) this.#splice(this.#end(previous), end, '');
        else {
          const comma = this.#end(previous) + gap.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)).indexOf(',');
          this.#splice(comma, comma + 1, '');
          this.#splice(start, end, '');
        }
      } else if (next !== undefined) this.#splice(start, this.#partStart(next), '');
      return;
    }
    const dash = isPair(part) ? start : this.#dash(part);
    const lineStart = this.#lineStart(dash);
    if (/^\s*$/.test(this.#text.slice(lineStart, dash)) && lineStart > 0 && this.#text.charAt(lineStart - 1) === '\n') {
      this.#splice(lineStart - this.#eolBefore(dash), this.#lineEnd(end), '');
    } else {
      // First part of a map that begins behind a dash: the rest moves up to the dash.
      const next = /^\r?\n[ ]*/.exec(this.#text.slice(this.#lineEnd(end)));
      this.#splice(dash, this.#lineEnd(end) + (next?.[0].length ?? 0), '');
    }
  }

  #insertAfter(offset: number, lines: readonly string[], column: number): void {
    const at = this.#lineEnd(offset);
    this.#splice(at, at, lines.map((line) => this.#eol + indented(line, column)).join(''));
  }

  #insertBefore(offset: number, lines: readonly string[], column: number): void {
    const lineStart = this.#lineStart(offset);
    if (lineStart > 0 && /^ *$/.test(this.#text.slice(lineStart, offset))) {
      const at = lineStart - this.#eolBefore(offset);
      this.#splice(at, at, lines.map((line) => this.#eol + indented(line, column)).join(''));
      return;
    }
    const first = lines.map((line, index) => (index === 0 ? line : indented(line, column))).join(this.#eol);
    this.#splice(offset, offset, first + this.#eol + ' '.repeat(column));
  }

  #splice(start: number, end: number, text: string): void {
    this.#splices.push({ start, end, text });
  }

  #touch(): void {
    for (const node of this.#stack) this.#touched.add(node);
  }

  #forget(part: unknown): void {
    this.#gone.add(part);
    if (isCollection(part) || isPair(part)) {
      visit(part as Node, (_key, node) => {
        this.#gone.add(node);
      });
    }
  }

  /** An alias whose anchor's value changes is replaced by what it stood for. */
  #expandAliases(): void {
    const { document } = this.#source;
    if (!this.#text.includes('&') || this.#splices.length === 0) return;
    visit(document, {
      Alias: (_key, alias) => {
        if (this.#gone.has(alias)) return;
        const target = alias.resolve(document);
        if (!target || !(this.#touched.has(target) || this.#gone.has(target)) || !alias.range) return;
        const value = target.toJS(document) as Json;
        this.#splice(alias.range[0], alias.range[1], emitInline(value, this.#style));
      },
    });
  }

  // Offsets

  #column(pair: Pair | undefined): number {
    return pair ? this.#columnAt(this.#start(pair.key)) : 0;
  }

  #columnAt(offset: number): number {
    const column = offset - this.#lineStart(offset);
    return this.#text.charCodeAt(0) === 0xfeff && this.#lineStart(offset) === 0 ? column - 1 : column;
  }

  #lineStart(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Offset of the line break that ends the line, or of the end of the text. */
  #lineEnd(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    if (at < 0) return this.#text.length;
    return at > offset && this.#text.charAt(at - 1) === '\r' ? at - 1 : at;
  }

  /** Length of the line break before the line on which an offset stands. */
  #eolBefore(offset: number): number {
    const lineStart = this.#lineStart(offset);
    if (lineStart === 0) return 0;
    return this.#text.charAt(lineStart - 2) === '\r' ? 2 : 1;
  }

  /** Start of a node, its anchor and tag included. */
  #start(node: unknown): number {
    const start = (node as Partial<Node> | null)?.range?.[0] ?? 0;
    const properties = node as { anchor?: string; tag?: string } | null;
    if (!properties?.anchor && !properties?.tag) return start;
    const before = this.#text.slice(Math.max(0, start - 400), start);
    const match = /(?:[&!][^\s,[\]{}]*\s+)+$/.exec(before);
    return match ? start - match[0].length : start;
  }

  #blockStart(node: Node): number {
    return node.range?.[0] ?? 0;
  }

  #partStart(part: unknown): number {
    return isPair(part) ? this.#start(part.key) : this.#start(part);
  }

  /** Offset of the dash in front of a list's item. */
  #dash(item: unknown): number {
    return this.#text.lastIndexOf('-', this.#start(item) - 1);
  }

  /** Offset behind the colon of a pair, and behind the anchor and tag of its value. */
  #afterColon(pair: Pair): number {
    const keyEnd = (pair.key as Node).range?.[1] ?? 0;
    const colon = this.#text.indexOf(':', keyEnd) + 1;
    if (isScalar(pair.value) || isAlias(pair.value)) return colon;
    const properties = /^(?:[ \t]+[&!][^\s,[\]{}]*)+/.exec(this.#text.slice(colon, colon + 400));
    return colon + (properties?.[0].length ?? 0);
  }

  /** Where a node's own characters end: before spaces, comment and line break. */
  #end(node: unknown): number {
    if (isPair(node)) return isNothing(node.value) ? Math.max(this.#end(node.key), rangeEnd(node.value)) : this.#end(node.value);
    if (isCollection(node) && node.flow !== true && node.items.length > 0) return this.#end(node.items[node.items.length - 1]);
    const end = rangeEnd(node);
    const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    if (!block) return end;
    return this.#text.charAt(end - 1) === '\n' ? end - (this.#text.charAt(end - 2) === '\r' ? 2 : 1) : end;
  }
}

function rangeEnd(node: unknown): number {
  return (node as Partial<Node> | null)?.range?.[1] ?? 0;
}

/** A value that has no characters: `key:` and nothing behind it. */
function isNothing(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.value === null && (node.range ? node.range[0] === node.range[1] : true);
}

function isFullOfMaps(value: Json): boolean {
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null);
  return isJsonMap(value) && Object.keys(value).length > 0;
}

function indented(line: string, column: number): string {
  return line === '' ? line : ' '.repeat(column) + line;
}

/** Does the file indent the lists below its top-level keys? So do most; a file without lists gets it too. */
function listsAreIndented(source: YamlSource): boolean {
  const root = source.document.contents;
  if (!isMap(root)) return true;
  const list = root.items.find((pair) => isSeq(pair.value) && pair.value.flow !== true);
  if (!list || !isSeq(list.value)) return true;
  const offset = list.value.range?.[0] ?? 0;
  return offset > source.text.lastIndexOf('\n', offset - 1) + 1;
}

function rankOf(key: string, order: readonly string[]): number {
  const rank = order.indexOf(key);
  return rank < 0 ? order.length : rank;
}

/** Index of the present key after which a new one goes; -1 for before all; the last one for a key without usual place. */
function placeFor(key: string, present: readonly string[], order: readonly string[] | undefined): number {
  if (!order?.includes(key)) return present.length - 1;
  const rank = rankOf(key, order);
  let place = -1;
  present.forEach((other, index) => {
    if (order.includes(other) && rankOf(other, order) < rank) place = index;
  });
  return place;
}
