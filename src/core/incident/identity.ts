/**
 * What makes an item of a list the same item, in a file that many people edit. The tool's own items carry random ids;
 * hand-written ones may lack them and are then known by a natural key, or by their whole content.
 */
import { isJsonMap, sameJson, type Json } from '../yaml/json.ts';

const NATURAL_KEYS: Readonly<Record<string, readonly string[]>> = {
  services: ['name'],
  links: ['url'],
  external: ['system', 'id', 'starts_at'],
  related: ['id', 'kind'],
};

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value ?? '') ?? '').replace(/^""$/, '');
}

function naturalKeys(list: string): readonly string[] | undefined {
  return Object.hasOwn(NATURAL_KEYS, list) ? NATURAL_KEYS[list] : undefined;
}

/**
 * @param list name of the list: the key under which it stands, such as `timeline`
 * @returns a text that is equal for the same item in two versions of a file
 */
export function identityOf(list: string, item: unknown): string {
  if (!isJsonMap(item)) return JSON.stringify(item);
  const map: Readonly<Record<string, unknown>> = item;
  const natural = naturalKeys(list);
  if (natural) return natural.map((key) => wordOf(map[key])).join(' ');
  const id = map['id'];
  return identifies(id) ? id : contentOf(map);
}

/**
 * Keys in order, so that moving a line does not make another item of it; and numbers as texts, since a reading may turn
 * one into the other.
 */
function contentOf(map: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, typeof value === 'number' || typeof value === 'boolean' ? String(value) : value]),
  );
}

/** Could an item that only its content identifies have become another one? At least half of it must still be so. */
export function mayHaveBecome(list: string, was: Json, is: Json): boolean {
  if (!isJsonMap(was) || !isJsonMap(is) || naturalKeys(list) || identifies(was['id'])) return false;
  const keys = Object.keys(was);
  const same = keys.filter((key) => Object.hasOwn(is, key) && sameJson(was[key], is[key])).length;
  return same > 0 && same * 2 >= Math.max(keys.length, Object.keys(is).length);
}

function identifies(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

/** Identities of a whole list; of items that are equal, the later ones get a number, so that all differ. */
export function identitiesOf(list: string, items: readonly unknown[]): readonly string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const identity = identityOf(list, item);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return count === 0 ? identity : `${identity} #${count + 1}`;
  });
}
