/** Writes plain values as YAML: one way for a value on the line, one for a value on lines of its own. */
import { Document, isScalar, Scalar, visit, type CreateNodeOptions, type DocumentOptions, type ToStringOptions } from 'yaml';
import type { Json } from './json.ts';

export interface EmitStyle {
  /** Double-quote every text: uglier, and right whatever the text. */
  readonly quoteAll: boolean;
  /** Are lists indented below their key? */
  readonly indentLists: boolean;
}

const CREATE: CreateNodeOptions & DocumentOptions = { aliasDuplicateObjects: false };

/** On one line, fit to stand inside a flow collection. */
export function emitInline(value: Json, style: EmitStyle): string {
  const text = print([value], { ...style }, { collectionStyle: 'flow', flowCollectionPadding: false }, true);
  return text.replace(/^\[ ?/, '').replace(/ ?\]\n?$/, '');
}

/** A scalar after a block's `key: ` or `- `: may be a literal block of several lines, the first of which is `|`. */
export function emitScalarLines(value: Json, style: EmitStyle): string[] {
  const lines = print({ k: value }, style, {}, false).replace(/\n$/, '').split('\n');
  return [(lines[0] ?? '').replace(/^k: ?/, ''), ...lines.slice(1)];
}

/** A block collection, or a list of `- ` items, as lines without indentation. */
export function emitBlock(value: Json, style: EmitStyle): string[] {
  return print(value, style, {}, false).replace(/\n$/, '').split('\n');
}

function print(value: Json, style: EmitStyle, options: ToStringOptions, inline: boolean): string {
  const document = new Document(value, CREATE);
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string') return;
      if (style.quoteAll || needsQuotes(node.value) || (inline && /[\n\r]/.test(node.value))) node.type = Scalar.QUOTE_DOUBLE;
    },
    Pair(_key, pair) {
      if (isScalar(pair.key) && typeof pair.key.value === 'string' && needsQuotes(pair.key.value)) pair.key.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, minContentWidth: 0, blockQuote: 'literal', indentSeq: style.indentLists, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER, ...options });
}

/**
 * Plain for YAML 1.2, but something else for the many YAML 1.1 readers (yes/no, sexagesimal numbers); or holding
 * characters that a plain or literal text cannot keep.
 */
function needsQuotes(text: string): boolean {
  return (
    /^(?:y|n|yes|no|on|off|<<|=)$/i.test(text) ||
    /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$/.test(text) ||
    /^\s|\s$|[\r\u0085\u2028\u2029\ufeff\t]|\n\s*\n?$/.test(text) ||
    UNPRINTABLE.test(text)
  );
}

// Outside what YAML 1.2 allows unescaped (production 1), lone surrogates included.
const UNPRINTABLE = /[^\n\x20-\x7e\u00a0-\u{10ffff}]|[\ud800-\udfff]|[\ufffe\uffff]/u;
