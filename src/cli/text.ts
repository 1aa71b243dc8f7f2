/**
 * What is printed for a person. Text from files is data: nothing that a terminal would obey leaves here, since only the
 * styles named below become control sequences, and only when they are wanted.
 */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue' | 'magenta';

export interface Styled {
  readonly text: string;
  readonly style: Style;
}

export type Fragment = string | Styled;
export type Line = readonly Fragment[];

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  blue: [34, 39],
  magenta: [35, 39],
};

export function styled(style: Style, text: string): Styled {
  return { text, style };
}

/** A line as it goes to a stream, without its end. */
export function render(line: Line, colours: boolean): string {
  return line
    .map((fragment) => {
      if (typeof fragment === 'string') return visible(fragment);
      const [on, off] = CODES[fragment.style];
      return colours ? `\u001b[${on}m${visible(fragment.text)}\u001b[${off}m` : visible(fragment.text);
    })
    .join('')
    .trimEnd();
}

/** One line in which every control character, and every one that turns the direction of text, can be seen. */
export function visible(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (character) => escapeOf(character));
}

/** JSON that is harmless on a terminal as well: it may escape what it need not. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => escapeOf(character));
}

function escapeOf(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  const shown = visible(text);
  if (/^[ -~]*$/.test(shown)) return shown.length;
  let width = 0;
  for (const { segment } of graphemes.segment(shown)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** A text cut to a number of columns, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let [cut, width] = ['', 0];
  for (const { segment } of graphemes.segment(visible(text))) {
    width += WIDE.test(segment) ? 2 : 1;
    if (width > columns - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/** Rows with their columns below each other; the last column is as long as it is. */
export function table(rows: readonly Line[], indent = ''): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(textOf(cell)));
    });
  }
  return rows.map((row) => [
    indent,
    ...row.flatMap((cell, column) => (column === row.length - 1 ? [cell] : [cell, ' '.repeat((widths[column] ?? 0) - widthOf(textOf(cell)) + 2)])),
  ]);
}

function textOf(fragment: Fragment): string {
  return typeof fragment === 'string' ? fragment : fragment.text;
}
