/** The whole picture, laid out: a pure function of the data, the stretch shown and the room there is. */
import type {Picture, PictureItem} from '../../../core/picture/picture.ts';
import {layBands} from './bands.ts';
import type {BandShape} from './bands.ts';
import {layBrackets} from './brackets.ts';
import type {BracketShape} from './brackets.ts';
import type {Bounds} from './labels.ts';
import {laneName, layLanes} from './lanes.ts';
import {linear, showsNow} from './scale.ts';
import type {Domain} from './scale.ts';
import type {LaneShape} from './shapes.ts';
import {ticks} from './ticks.ts';
import type {Tick} from './ticks.ts';

export interface SceneInput {
  readonly picture: Picture;
  /** What the filters leave. */
  readonly items: readonly PictureItem[];
  readonly domain: Domain;
  readonly fit: Domain;
  readonly width: number;
  readonly now: number;
  readonly zone: string;
  readonly selected: string | null;
  readonly measure: (words: string) => number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly bounds: Bounds;
  readonly ticks: readonly (Tick & {readonly x: number})[];
  readonly bands: readonly BandShape[];
  readonly brackets: readonly BracketShape[];
  readonly lanes: readonly LaneShape[];
  /** Where the present is, when it is in view. */
  readonly now: number | null;
}

const NARROW = 480;
export const AXIS_Y = 20;
export const BAND_Y = 34;
export const BAND_HEIGHT = 22;
export const BRACKET_PITCH = 22;
const BRACKET_Y = BAND_Y + BAND_HEIGHT + 20;

export function layScene(input: SceneInput): Scene {
  const {picture, domain, now, measure} = input;
  const bounds = plotBounds(input.width, measure);
  const place = linear(domain, bounds.left, bounds.right);
  const fitPlace = linear(input.fit, bounds.left, bounds.right);
  const end = showsNow(picture) ? now : input.fit[1];
  // In little room the figures above the picture say it alone.
  const brackets = layBrackets(input.width < NARROW ? [] : picture.brackets, place, fitPlace, now, bounds, measure);
  const rows = Math.max(0, ...brackets.map(({row}) => row + 1));
  const top = BAND_Y + BAND_HEIGHT + (rows > 0 ? 10 + rows * BRACKET_PITCH : 6);
  const lanes = layLanes(input.items, top, {...input, place, fitPlace, bounds});
  const bottom = lanes.reduce((sum, {height}) => sum + height, top);
  const present = showsNow(picture) && now >= domain[0] && now <= domain[1] ? place(now) : null;
  return {
    width: input.width,
    height: bottom + 24,
    bounds,
    ticks: ticks(domain, bounds.right - bounds.left, input.zone).map((tick) => ({...tick, x: place(tick.at)})),
    bands: layBands(picture.bands, place, end, bounds, measure),
    brackets,
    lanes,
    now: present,
  };
}

/** Height of a bracket's line. */
export function bracketY(row: number): number {
  return BRACKET_Y + row * BRACKET_PITCH;
}

/** Where the drawing is, beside the names of the lanes. */
export function plotBounds(width: number, measure: (words: string) => number): Bounds {
  const names = (['milestones', 'hypotheses', 'evidence'] as const).map((lane) => measure(laneName(lane)));
  const gutter = Math.min(Math.max(...names) * 1.1 + 34, width * 0.3);
  return {left: Math.round(gutter), right: Math.max(Math.round(gutter) + 40, width - 14)};
}
