/** Marks of one lane: placed, joined where they overlap. Pure. */
import type {Lane, PictureItem} from '../../../core/picture/picture.ts';
import {toneOf} from '../tones.ts';
import {clusters} from './clusters.ts';
import type {Radii} from './clusters.ts';
import {mostImportant} from './importance.ts';
import type {Bounds} from './labels.ts';
import {standing} from './scale.ts';
import type {LaneContext, MarkShape} from './shapes.ts';

/** The marks that are in view, in order of time. */
export function layMarks(lane: Lane, items: readonly PictureItem[], y: number, radii: Radii, context: LaneContext): MarkShape[] {
  const {bounds} = context;
  const placed = items
    .flatMap((item) => (item.at ? [{x: context.place(standing(item.at, context.domain)), value: item}] : []))
    .filter(({x, value}) => (x >= bounds.left && x <= bounds.right) || touches(spanOf(value, context), bounds))
    .map(({x, value}) => ({x: Math.min(Math.max(x, bounds.left), bounds.right), value}))
    .toSorted((a, b) => a.x - b.x);
  return clusters(placed, radii).flatMap(({x, members}) => {
    const selected = members.find(({key}) => key === context.selected);
    const face = selected ?? mostImportant(members);
    if (!face) return [];
    return [{
      key: members[0]?.key ?? '',
      members,
      face,
      lane,
      x,
      y,
      tone: toneOf(face, context.picture),
      selected: selected !== undefined,
      span: members.length === 1 ? spanOf(face, context) : null,
      fades: members.flatMap((item) => fadesOf(item, context)),
      pill: null,
    }];
  });
}

function spanOf(item: PictureItem, {place, domain, bounds}: LaneContext): Bounds | null {
  if (!item.at || !item.end) return null;
  const left = Math.max(bounds.left, place(standing(item.at, domain)));
  const right = Math.min(bounds.right, place(standing(item.end, domain)));
  return right - left > 4 ? {left, right} : null;
}

function fadesOf(item: PictureItem, {place, bounds}: LaneContext): Bounds[] {
  return [item.at, item.end].flatMap((time) => {
    if (!time) return [];
    const stretch = {left: place(time.start), right: place(time.end)};
    return stretch.right - stretch.left > 4 && touches(stretch, bounds) ? [stretch] : [];
  });
}

function touches(stretch: Bounds | null, bounds: Bounds): boolean {
  return stretch !== null && stretch.right > bounds.left && stretch.left < bounds.right;
}
