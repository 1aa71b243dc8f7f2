/** Writes a plain value as YAML the way people do: mixed styles, comments, odd spacing, anchors, CRLF, BOM. For tests. */
import { stringify } from 'yaml';
import { isJsonMap, sameJson, type Json, type JsonMap } from '../../../src/core/yaml/json.ts';

/** A repeatable source of choices. */
export function chooser(seed: number): (bound: number) => number {
  let state = seed >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % bound;
  };
}

export interface Styled {
  readonly text: string;
  readonly hasAlias: boolean;
}

export function styledYaml(value: JsonMap, seed: number): Styled {
  const writer = new StyledWriter(seed);
  return writer.write(value);
}

class StyledWriter {
  readonly #pick: (bound: number) => number;
  readonly #step: number;
  readonly #listStep: number;
  readonly #anchored: { name: string; value: Json }[] = [];
  #comments = 0;
  #aliases = 0;
  readonly #mayComment: boolean;
  readonly #mayAnchor: boolean;

  constructor(seed: number) {
    this.#pick = chooser(seed);
    this.#step = this.#pick(4) === 0 ? 4 : 2;
    this.#listStep = this.#pick(3) === 0 ? 0 : this.#step;
    this.#mayComment = this.#pick(3) !== 0;
    this.#mayAnchor = this.#pick(4) === 0;
  }

  write(value: JsonMap): Styled {
    const lines: string[] = [];
    if (this.#pick(6) === 0) lines.push('---');
    if (this.#mayComment && this.#pick(2) === 0) lines.push(this.#comment());
    lines.push(...this.#blockMap(value, 0));
    const eol = this.#pick(4) === 0 ? '\r\n' : '\n';
    const end = this.#pick(4) === 0 ? '' : this.#pick(6) === 0 ? eol + eol : eol;
    const bom = this.#pick(8) === 0 ? '\ufeff' : '';
    return { text: bom + lines.join(eol) + end, hasAlias: this.#aliases > 0 };
  }

  #blockMap(value: JsonMap, column: number): string[] {
    const lines: string[] = [];
    for (const [key, item] of Object.entries(value)) {
      if (this.#mayComment && this.#pick(8) === 0) lines.push(' '.repeat(column) + this.#comment());
      if (this.#pick(12) === 0) lines.push('');
      lines.push(...this.#entry(`${' '.repeat(column)}${this.#key(key)}:`, item, column));
    }
    return lines;
  }

  /** `head` is what stands before the value: `key:` or `-`. */
  #entry(head: string, value: Json, column: number): string[] {
    const alias = this.#anchored.find((known) => sameJson(known.value, value));
    if (alias && this.#mayAnchor && this.#pick(2) === 0) {
      this.#aliases += 1;
      return [`${head} *${alias.name}${this.#tail()}`];
    }
    let anchor = '';
    if (this.#mayAnchor && this.#pick(4) === 0 && value !== null) {
      anchor = ` &a${this.#anchored.length}`;
    }
    const lines = this.#plainEntry(head, anchor, value, column);
    if (anchor !== '') this.#anchored.push({ name: anchor.slice(2), value });
    return lines;
  }

  #plainEntry(head: string, anchor: string, value: Json, column: number): string[] {
    const nested = Array.isArray(value) ? value.length > 0 : isJsonMap(value) && Object.keys(value).length > 0;
    if (!nested || this.#pick(4) === 0) {
      if (value === null && this.#pick(2) === 0) return [`${head}${anchor}${this.#tail()}`];
      if (typeof value === 'string' && value.includes('\n') && this.#pick(2) === 0 && /^[^\s].*[^\s]$/s.test(value) && !/[\r\t]| \n|\n /.test(value)) {
        return [`${head}${anchor} |-`, ...value.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column + this.#step) + line))];
      }
      const spaces = this.#pick(8) === 0 ? '  ' : ' ';
      return [`${head}${anchor}${spaces}${this.#inline(value)}${this.#tail()}`];
    }
    if (Array.isArray(value)) {
      const at = head.trimStart().startsWith('-') ? column + this.#step : column + this.#listStep;
      return [`${head}${anchor}${this.#tail()}`, ...value.flatMap((item) => this.#item(item, at))];
    }
    return [`${head}${anchor}${this.#tail()}`, ...this.#blockMap(value as JsonMap, column + this.#step)];
  }

  #item(value: Json, column: number): string[] {
    const head = `${' '.repeat(column)}-`;
    const before = this.#mayComment && this.#pick(10) === 0 ? [' '.repeat(column) + this.#comment()] : [];
    if (isJsonMap(value) && Object.keys(value).length > 0 && this.#pick(3) !== 0) {
      const lines = this.#blockMapWithoutLead(value, column + 2);
      lines[0] = `${head} ${(lines[0] ?? '').trimStart()}`;
      return [...before, ...lines];
    }
    if (typeof value === 'string' || !Array.isArray(value)) return [...before, ...this.#entryInline(head, value)];
    return [...before, ...this.#entry(head, value, column)];
  }

  #entryInline(head: string, value: Json): string[] {
    return [`${head} ${this.#inline(value)}${this.#tail()}`];
  }

  #blockMapWithoutLead(value: JsonMap, column: number): string[] {
    const [first, ...rest] = Object.entries(value);
    if (!first) return [];
    return [
      ...this.#entry(`${' '.repeat(column)}${this.#key(first[0])}:`, first[1], column),
      ...(rest.length > 0 ? this.#blockMap(Object.fromEntries(rest), column) : []),
    ];
  }

  #key(key: string): string {
    return /^[a-z_]+$/i.test(key) && this.#pick(10) !== 0 ? key : JSON.stringify(key);
  }

  #inline(value: Json): string {
    if (Array.isArray(value)) {
      const inner = value.map((item) => this.#inline(item));
      return this.#brackets('[', inner, ']');
    }
    if (isJsonMap(value)) return this.#brackets('{', Object.entries(value).map(([key, item]) => `${this.#key(key)}: ${this.#inline(item)}`), '}');
    if (typeof value === 'string') return this.#text(value);
    return JSON.stringify(value);
  }

  #brackets(open: string, inner: readonly string[], close: string): string {
    if (inner.length === 0) return open + close;
    const pad = this.#pick(2) === 0 ? ' ' : '';
    const comma = this.#pick(6) === 0 ? ',' : '';
    return `${open}${pad}${inner.join(this.#pick(3) === 0 ? ' , ' : ', ')}${comma}${pad}${close}`;
  }

  #text(value: string): string {
    const style = this.#pick(3);
    if (style === 0 || /[\n\r\t]/.test(value)) return JSON.stringify(value);
    if (style === 1 && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
    const plain = stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false });
    return plain.slice(1, -2);
  }

  #tail(): string {
    if (!this.#mayComment || this.#pick(8) !== 0) return this.#pick(20) === 0 ? '  ' : '';
    return `   ${this.#comment()}`;
  }

  #comment(): string {
    this.#comments += 1;
    return `# comment ${this.#comments}: - {x`;
  }
}
