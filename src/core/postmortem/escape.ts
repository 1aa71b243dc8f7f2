/**
 * Text of people and files as Markdown that shows exactly that text: in a table cell, a list item or a heading, on any
 * forge. Nothing in it becomes markup, raw HTML, a block marker or a mention that notifies somebody; web addresses become
 * links. Every result stands on one line.
 */

/** A text on one line: its line breaks become spaces. */
export function inline(text: string): string {
  return guardStart(escapeLine(oneLine(text)));
}

/** A text whose line breaks are kept, as `<br>`. */
export function multiline(text: string): string {
  const lines = text.split(LINE_BREAKS).map((line) => escapeLine(oneLine(line))).filter((line) => line !== '');
  return guardStart(lines.join('<br>'));
}

/** A link with this text to an address that has been checked (see `linkTarget`). */
export function link(text: string, target: string): string {
  return `[${escapeWords(oneLine(text))}](${destination(target)})`;
}

/**
 * The address that a source, a reference or an attachment may link to: http, https, mailto, or a path that stays inside
 * the incident's folder. Null for everything else, which is then shown as text.
 */
export function linkTarget(source: string): string | null {
  const target = source.trim();
  if (UNSEEN.test(target)) return null;
  if (/^https?:\/\/[^/?#]/i.test(target)) return target;
  if (/^mailto:[^@]+@[^@]+$/i.test(target)) return target;
  return isPathInside(target) ? target : null;
}

/** What a link is called when its address is all that is known: the host, the file's name, the mail address. */
export function linkName(target: string): string {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(target)?.[1];
  if (host !== undefined) return host;
  return target.replace(/^mailto:/i, '').replace(/^.*\/(?=.)/, '');
}

const LINE_BREAKS = /[\r\n\u0085\u2028\u2029]+/;

// White space, control characters, and the marks that reorder or hide text: none belongs in an address.
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}]/u;

/** Control characters, and halves of a pair that no encoding can write. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/gu;

/** White space at the ends goes, runs of it become one space; no-break spaces inside stay, since French needs them. */
function oneLine(text: string): string {
  return text.replace(/[\s\u0085]*[\t\n\v\f\r \u0085\u2028\u2029][\s\u0085]*/g, ' ').trim().replace(UNWRITABLE, '\ufffd');
}

const ADDRESS = /https?:\/\/[^\s<>"`«»“”]+/gi;

function escapeLine(line: string): string {
  let result = '';
  let rest = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const address = withoutTrailingPunctuation(match[0]);
    if (!/^https?:\/\/[^/?#]/i.test(address)) continue;
    // An exclamation mark would make an image of the link.
    result += escapeWords(line.slice(rest, match.index)).replace(/!$/, '\\!') + webLink(address);
    rest = match.index + address.length;
  }
  return result + escapeWords(line.slice(rest));
}

/** A sentence's punctuation is not part of the address that ends it; a closing bracket is when it was opened inside. */
function withoutTrailingPunctuation(address: string): string {
  let end = address.length;
  let open = [...address].reduce((depth, c) => depth + (c === '(' ? 1 : c === ')' ? -1 : 0), 0);
  for (;;) {
    const last = address.charAt(end - 1);
    if (last === ')' && open < 0) open++;
    else if (!/[?!.,:;*_~'’\]}…]/.test(last)) return address.slice(0, end);
    end--;
  }
}

/** Characters that mean nothing between `<` and `>`, where forges and Markdown editors agree on what a link is. */
const PLAIN_ADDRESS = /^(?:[\w\-.~:/?#@!$'()*+,;=%]|&(?![#a-z]\w*;))+$/i;

function webLink(address: string): string {
  return PLAIN_ADDRESS.test(address) ? `<${address}>` : link(address, address);
}

/** Percent-encodes what could end the destination or mean something in it. */
function destination(target: string): string {
  return target.replace(/[^\w\-.~:/?#@!$&'*+,;=%]/gu, percentEncoded).replace(/&/g, '&amp;');
}

function percentEncoded(character: string): string {
  // encodeURIComponent leaves brackets alone.
  return character === '(' ? '%28' : character === ')' ? '%29' : encodeURIComponent(character);
}

// In order: mentions, also behind a mail address; what would be linked by itself; a `#` that could open or close a heading;
// entities; other markup.
const SPECIAL = /(?<mention>(?:(?<!\w)|(?<=@[\w.-]{1,255}))@(?=\w)[\w@./-]*\w)|(?<scheme>:\/\/)|(?<www>www\.)|(?<hash>(?<!\S)#)|(?<entity>&(?=[#a-z]))|(?<mark>[\\`*_[\]<>|~$])/gi;

const ENTITIES: ReadonlyMap<string, string> = new Map([['<', '&lt;'], ['>', '&gt;'], ['`', '&#96;']]);

/** As code, a mention is seen but notifies nobody: forges look for them in rendered text, so no escape would help. */
function escapeWords(text: string): string {
  return text.replace(SPECIAL, (found: string, ...rest: unknown[]) => {
    const kind = rest.at(-1) as Record<string, string | undefined>;
    if (kind['mention'] !== undefined) return `\`${found}\``;
    if (kind['www'] !== undefined) return `${found.slice(0, 3)}\\.`;
    if (kind['entity'] !== undefined) return '&amp;';
    return ENTITIES.get(found) ?? `\\${found}`;
  });
}

/** At the start of a line these would open a list, a quotation or the underline of a heading. */
function guardStart(escaped: string): string {
  return escaped.replace(/^[-+=]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** Names joined by single slashes that end in a file's extension, since `phone` or `eu/west` is no file; no way up. */
function isPathInside(path: string): boolean {
  const file = path.replace(/^\.\//, '').replace(/[?#].*$/, '');
  if (!/\/.*\.[a-z]\w*$/i.test(file) || /[:\\]|%(?:2e|2f|5c|00)/i.test(file)) return false;
  return file.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
