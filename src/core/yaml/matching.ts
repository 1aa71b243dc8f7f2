/** Which items of a list are still there in another version of it. */
import type { Json } from './json.ts';

/** Index before, index after. */
export type Match = readonly [number, number];

/** An item is looked for among so many that stand where it stood. */
const NEAR = 8;

/**
 * The items that both versions hold in the same order, and in the gaps between them those that were changed in place
 * although nothing identifies them. Items that moved past others are not in it.
 *
 * @param alike may an item be another version of one that is gone?
 * @returns in order of both indices
 */
export function matchItems(
  [before, oldIds]: readonly [readonly Json[], readonly string[]],
  [after, newIds]: readonly [readonly Json[], readonly string[]],
  alike: (was: Json, is: Json) => boolean,
): readonly Match[] {
  const same = commonInOrder(oldIds, newIds);
  if (same.length === before.length || same.length === after.length) return same;
  const [old, fresh] = [new Set(oldIds), new Set(newIds)];
  const result: Match[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...same, [before.length, after.length] as const]) {
    for (; i < nextI; i++) {
      if (fresh.has(oldIds[i] ?? '')) continue;
      for (let candidate = j; candidate < Math.min(nextJ, j + NEAR); candidate++) {
        const [was, is] = [before[i], after[candidate]];
        if (was === undefined || is === undefined || old.has(newIds[candidate] ?? '') || !alike(was, is)) continue;
        result.push([i, candidate]);
        j = candidate + 1;
        break;
      }
    }
    if (nextI < before.length) result.push([nextI, nextJ]);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return result;
}

/** Longest run of identities that both lists hold in the same order, as pairs of indices. */
function commonInOrder(before: readonly string[], after: readonly string[]): readonly Match[] {
  const where = new Map(after.map((identity, index) => [identity, index]));
  const candidates: Match[] = [];
  before.forEach((identity, index) => {
    const other = where.get(identity);
    if (other !== undefined) candidates.push([index, other]);
  });
  // Longest increasing run by patience sorting.
  const tails: number[] = [];
  const previous: number[] = [];
  candidates.forEach(([, j], index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((candidates[tails[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const run: Match[] = [];
  for (let at = tails[tails.length - 1] ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = candidates[at];
    if (pair) run.push(pair);
  }
  return run.reverse();
}
