/** Marks of one lane: placed, joined where they overlap. Pure. */
import type {Lane, PictureItem} from '../../../core/picture/picture.ts';
import {toneOf} from '../tones.ts';
import type {Tone} from '../tones.ts';
import {clusters} from './clusters.ts';
import type {Radii} from './clusters.ts';
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
  return clusters(placed, radii).map(({x, members}) => {
    const single = members.length === 1 ? members[0] : undefined;
    return {
      key: members[0]?.key ?? '',
      members,
      lane,
      x,
      y,
      tone: commonTone(members, context),
      selected: members.some(({key}) => key === context.selected),
      span: single ? spanOf(single, context) : null,
      fades: members.flatMap((item) => fadesOf(item, context)),
      pill: null,
    };
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

/** The tone that all members share, else a plain one: a count says nothing about any of them. */
function commonTone(members: readonly PictureItem[], context: LaneContext): Tone {
  const tones = new Set(members.map((item) => toneOf(item, context.picture)));
  const [first] = tones;
  return tones.size === 1 && first ? first : 'plain';
}
