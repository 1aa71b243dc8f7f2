/** Finds the items of a reading in the file again, since a reading leaves out items that do not fit. */
import { isJsonMap, type Json } from './json.ts';

/**
 * For each item that a reading by schema kept of a list, its index in the file's list.
 *
 * The kept items are in the file's order, and an item that was left out never looks like one that was kept: it lacks a
 * value that every kept one has. So the first item that fits is the one, and one pass is enough.
 *
 * @param given the file's plain value of the list
 * @param kept the reading's list, whose items may have lost optional keys and had scalars turned into texts
 */
export function keptIndices(given: Json | undefined, kept: readonly unknown[]): number[] {
  if (!Array.isArray(given) || given.length === kept.length) return kept.map((_, index) => index);
  let next = 0;
  return kept.map((item, index) => {
    for (let candidate = next; candidate < given.length; candidate++) {
      if (fits(given[candidate], item)) {
        next = candidate + 1;
        return candidate;
      }
    }
    return index;
  });
}

function fits(given: Json | undefined, kept: unknown): boolean {
  if (Array.isArray(kept)) return Array.isArray(given);
  if (isJsonMap(kept)) {
    return isJsonMap(given) && Object.entries(kept).every(([key, value]) => value === undefined || (Object.hasOwn(given, key) && fits(given[key], value)));
  }
  if (typeof kept === 'string') return given === kept || typeof given === 'number' || typeof given === 'boolean';
  return given === kept;
}
