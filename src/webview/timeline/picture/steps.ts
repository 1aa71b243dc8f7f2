/** Where the arrow keys lead from an item. Pure. */
import type {PictureItem} from '../../../core/picture/picture.ts';
import {middleOf} from '../times.ts';
import {LANES} from './lanes.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next item in time, or the nearest in time of the next lane; the same one at the end of the road. */
export function step(items: readonly PictureItem[], from: string | null, direction: Direction): PictureItem | undefined {
  const drawn = items.filter(({at}) => at !== null).toSorted((a, b) => instantOf(a) - instantOf(b));
  const index = drawn.findIndex(({key}) => key === from);
  const current = drawn[index];
  if (!current) return direction === 'left' ? drawn.at(-1) : drawn[0];
  switch (direction) {
    case 'left':
      return drawn[index - 1] ?? current;
    case 'right':
      return drawn[index + 1] ?? current;
    case 'up':
      return nearest(drawn, current, LANES.slice(0, LANES.indexOf(current.lane)).toReversed());
    case 'down':
      return nearest(drawn, current, LANES.slice(LANES.indexOf(current.lane) + 1));
  }
}

function nearest(drawn: readonly PictureItem[], current: PictureItem, lanes: readonly string[]): PictureItem {
  for (const lane of lanes) {
    const own = drawn.filter((item) => item.lane === lane);
    const distance = (item: PictureItem): number => Math.abs(instantOf(item) - instantOf(current));
    const best = own.toSorted((a, b) => distance(a) - distance(b))[0];
    if (best) return best;
  }
  return current;
}

function instantOf({at}: PictureItem): number {
  return at ? middleOf(at) : 0;
}
