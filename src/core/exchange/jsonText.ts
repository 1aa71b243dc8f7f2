/** JSON from elsewhere, with a place for what is broken: JavaScript's own messages name one only sometimes. */
import * as l10n from '@vscode/l10n';

export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; /** From 1. */ readonly line?: number; /** From 1, UTF-16 units. */ readonly column?: number };

/**
 * Parses JSON text of at most `limit` UTF-16 units; a byte order mark in front is skipped. Broken text gives a reason
 * with line and column of the first character that cannot stand where it is. Never throws.
 */
export function parseJsonText(text: string, limit = 5_000_000): JsonText {
  if (text.length > limit) {
    return { ok: false, reason: l10n.t('The text is too large: more than {0} million characters.', limit / 1_000_000) };
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (json.trim() === '') {
    return { ok: false, reason: l10n.t('The text is empty.') };
  }
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    const before = json.slice(0, firstError(json));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const found = json.codePointAt(before.length);
    const reason = found === undefined
      ? l10n.t('Not JSON: the text ends too early, at line {0}, column {1}.', line, column)
      : l10n.t('Not JSON: line {0}, column {1} has an unexpected {2}.', line, column, visible(found));
    return { ok: false, reason, line, column };
  }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'end of text';

const TOKEN = /[\t\n\r ]*(?:([[\]{},:])|("(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null)(?![\w.]))/y;

/** The offset of the first token that JSON's grammar (RFC 8259) has no place for; the text's length if one is missing. */
function firstError(json: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(json);
    if (!match) {
      return brokenToken(json, skipSpace(json, offset));
    }
    const [whole, punctuation, string] = match;
    const kind = punctuation ?? (string === undefined ? 'scalar' : 'string');
    const next = advance(expected, kind, open);
    if (next === undefined) {
      return skipSpace(json, offset);
    }
    expected = next;
    offset += whole.length;
  }
}

/** What may follow a token; undefined if it may not stand here. `open` holds the brackets that await their ends. */
function advance(expected: Expected, kind: string, open: ('[' | '{')[]): Expected | undefined {
  const afterValue = (): Expected => open.length === 0 ? 'end of text' : 'comma or end';
  switch (expected) {
    case 'value or ]':
    case 'value':
      if (kind === ']' && expected === 'value or ]') {
        open.pop();
        return afterValue();
      }
      if (kind === '[' || kind === '{') {
        open.push(kind);
        return kind === '[' ? 'value or ]' : 'key or }';
      }
      return kind === 'scalar' || kind === 'string' ? afterValue() : undefined;
    case 'key or }':
    case 'key':
      if (kind === '}' && expected === 'key or }') {
        open.pop();
        return afterValue();
      }
      return kind === 'string' ? 'colon' : undefined;
    case 'colon':
      return kind === ':' ? 'value' : undefined;
    case 'comma or end': {
      const bracket = open.at(-1);
      if (kind === ',') {
        return bracket === '[' ? 'value' : 'key';
      }
      if (kind === (bracket === '[' ? ']' : '}')) {
        open.pop();
        return afterValue();
      }
      return undefined;
    }
    case 'end of text':
      return undefined;
  }
}

/** Within a string, the character that breaks it; otherwise where the token starts. */
function brokenToken(json: string, offset: number): number {
  if (json[offset] !== '"') {
    return offset;
  }
  const sound = /"(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/y;
  sound.lastIndex = offset;
  return offset + (sound.exec(json)?.[0].length ?? 0);
}

function skipSpace(json: string, offset: number): number {
  const space = /[\t\n\r ]*/y;
  space.lastIndex = offset;
  return offset + (space.exec(json)?.[0].length ?? 0);
}

function visible(codePoint: number): string {
  return codePoint > 0x20 && codePoint !== 0x7F
    ? `“${String.fromCodePoint(codePoint)}”`
    : `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
