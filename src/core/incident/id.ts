/** Ids: of incidents, which are the names of their folders, and of the items inside. */

/** Characters that are hard to confuse when read aloud or copied by hand. */
const SUFFIX_LETTERS = 'abcdefghjkmnpqrstvwxyz';
const SUFFIX = `23456789${SUFFIX_LETTERS}`;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHANUMERIC = `${LETTERS}0123456789`;
const MAX_SLUG = 40;

/** Where ids come from: each call gives a whole number from 0 up to, not including, `bound`. */
export type RandomBelow = (bound: number) => number;

/**
 * Id of a new incident: UTC day of its declaration, slug of its title, random suffix.
 *
 * @param now epoch milliseconds
 */
export function newIncidentId(title: string, now: number, random: RandomBelow): string {
  return `${new Date(now).toISOString().slice(0, 10)}-${slug(title)}-${draw(SUFFIX_LETTERS, 1, random)}${draw(SUFFIX, 3, random)}`;
}

/** A letter and five letters or digits. */
export function newItemId(random: RandomBelow): string {
  return draw(LETTERS, 1, random) + draw(ALPHANUMERIC, 5, random);
}

/** At most 40 characters of `a-z0-9-`; `incident` if nothing is left. Accents are folded: `é` becomes `e`. */
export function slug(title: string): string {
  const ascii = title
    .slice(0, 400)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (ascii.length <= MAX_SLUG) return ascii || 'incident';
  const cut = ascii.slice(0, MAX_SLUG + 1);
  const wordEnd = cut.lastIndexOf('-');
  return (wordEnd >= MAX_SLUG / 2 ? cut.slice(0, wordEnd) : ascii.slice(0, MAX_SLUG)).replace(/-+$/, '');
}

const INCIDENT_ID = /^\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*-[a-z][a-z0-9]{3}$/;

/** Does a folder's name look like an incident's id? Hand-made folders may be called otherwise, and work all the same. */
export function isIncidentId(name: string): boolean {
  return INCIDENT_ID.test(name);
}

/** The year of the folder in which an incident lies. */
export function yearOf(id: string, now: number): string {
  return /^\d{4}/.exec(id)?.[0] ?? new Date(now).toISOString().slice(0, 4);
}

export type Found<T> = { readonly found: T } | { readonly found: null; readonly candidates: readonly T[] };

/**
 * Finds what a person means by a part of an id. The whole id wins, then its suffix (`k7q2`), then any part that only one
 * id has. Case does not matter.
 */
export function findById<T extends { readonly id: string }>(all: readonly T[], said: string): Found<T> {
  const part = said.trim().toLowerCase();
  if (part === '') return { found: null, candidates: [] };
  for (const fits of [(id: string) => id === part, (id: string) => id.endsWith(`-${part}`), (id: string) => id.includes(part)]) {
    const matches = all.filter((one) => fits(one.id.toLowerCase()));
    const [only] = matches;
    if (only && matches.length === 1) return { found: only };
    if (matches.length > 1) return { found: null, candidates: matches };
  }
  return { found: null, candidates: [] };
}

function draw(letters: string, count: number, random: RandomBelow): string {
  return Array.from({ length: count }, () => letters.charAt(random(letters.length))).join('');
}
