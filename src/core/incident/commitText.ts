/** Text of people and files, made fit for one line of a commit's message. */

/** Characters that end lines, hide, or turn the direction of what follows. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/**
 * One line without control characters. Hosts act on what a commit says: `fixes #7` would close another issue and `@name`
 * call someone, so neither stays as it is.
 */
export function plainText(text: string): string {
  return text
    .slice(0, 4000)
    .replace(INVISIBLE, ' ')
    .replace(/#(?=\d)/g, 'no. ')
    .replace(/\bgh-(?=\d)/gi, 'no. ')
    .replace(/(?<![\p{L}\p{N}_.+-])@(?=[\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Plain text of at most so many characters, cut at a word's end where that is near. */
export function shortened(text: string, most: number): string {
  const plain = plainText(text);
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/, '');
  const wordEnd = cut.lastIndexOf(' ');
  return `${(wordEnd > most / 2 ? cut.slice(0, wordEnd) : cut).trimEnd()}…`;
}
