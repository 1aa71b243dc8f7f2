/** Where words find room beside their marks. Pure. */

export interface Bounds {
  readonly left: number;
  readonly right: number;
}

export interface LabelWish {
  readonly key: string;
  /** Place of the mark. */
  readonly x: number;
  readonly width: number;
  /** Higher goes first. */
  readonly priority: number;
}

export interface LabelPlace {
  /** 0 is the preferred row, such as the one above the marks. */
  readonly row: number;
  /** Left edge of the words. */
  readonly left: number;
}

const GAP = 8;
const OVERHANG = 7;

/**
 * Gives each label a place in one of the rows, centred on its mark if it can be, else beginning or ending at it. Labels
 * that find no room are left out: their words are then in the tooltip and in the list.
 */
export function placeLabels(wishes: readonly LabelWish[], rows: number, bounds: Bounds): Map<string, LabelPlace> {
  const taken: Bounds[][] = Array.from({length: rows}, () => []);
  const places = new Map<string, LabelPlace>();
  const order = wishes.toSorted((a, b) => b.priority - a.priority || a.x - b.x);
  for (const wish of order) {
    if (wish.x < bounds.left || wish.x > bounds.right || wish.width > bounds.right - bounds.left) continue;
    const place = firstFree(wish, taken, bounds);
    if (!place) continue;
    taken[place.row]?.push({left: place.left, right: place.left + wish.width});
    places.set(wish.key, place);
  }
  return places;
}

/** Which of the labels that stand on their marks, hiding them, have room for that. `radius` is what the bare mark needs. */
export function placeInline(wishes: readonly LabelWish[], radius: number, bounds: Bounds): Map<string, number> {
  const places = new Map<string, number>();
  const taken: Bounds[] = [];
  for (const wish of wishes.toSorted((a, b) => b.priority - a.priority || a.x - b.x)) {
    const left = clamped(wish.x - wish.width / 2, wish.width, bounds);
    const box = {left, right: left + wish.width};
    const marks = wishes.filter((other) => other !== wish).map(({x}) => ({left: x - radius, right: x + radius}));
    const outside = wish.x < bounds.left || wish.x > bounds.right;
    if (outside || [...marks, ...taken].some((other) => overlap(box, other, 3))) continue;
    taken.push(box);
    places.set(wish.key, left);
  }
  return places;
}

/** Rows for stretches that must not overlap, filled from the top. */
export function packRows(stretches: readonly {readonly key: string; readonly left: number; readonly right: number}[]): Map<string, number> {
  const ends: number[] = [];
  const rows = new Map<string, number>();
  for (const {key, left, right} of stretches.toSorted((a, b) => a.left - b.left)) {
    const free = ends.findIndex((end) => end + GAP <= left);
    const row = free < 0 ? ends.length : free;
    ends[row] = right;
    rows.set(key, row);
  }
  return rows;
}

/** The words, cut with an ellipsis to what fits; empty when not even four letters do. */
export function shortened(words: string, width: number, measure: (words: string) => number): string {
  if (measure(words) <= width) return words;
  const letters = [...words];
  let least = 0;
  let most = letters.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(`${letters.slice(0, middle).join('')}…`) <= width) least = middle;
    else most = middle - 1;
  }
  return least < 4 ? '' : `${letters.slice(0, least).join('').trimEnd()}…`;
}

function firstFree(wish: LabelWish, taken: readonly (readonly Bounds[])[], bounds: Bounds): LabelPlace | undefined {
  const wanted = [wish.x - wish.width / 2, wish.x - OVERHANG, wish.x + OVERHANG - wish.width];
  for (const start of wanted) {
    const left = clamped(start, wish.width, bounds);
    for (const [row, boxes] of taken.entries()) {
      const box = {left, right: left + wish.width};
      if (!boxes.some((other) => overlap(box, other, GAP))) return {row, left};
    }
  }
  return undefined;
}

function clamped(left: number, width: number, bounds: Bounds): number {
  return Math.max(bounds.left, Math.min(left, bounds.right - width));
}

function overlap(a: Bounds, b: Bounds, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap;
}
