/** The stretch of time that is shown, and how instants become places in the picture. Pure. */
import type {Picture} from '../../../core/picture/picture.ts';

/** First and last instant shown, epoch milliseconds. */
export type Domain = readonly [number, number];

/** From an instant to a horizontal place. */
export type Place = (instant: number) => number;

const MINUTE = 60_000;
const LEAST_FIT = 15 * MINUTE;
/** A time less certain than this is a stretch, not a place. */
const COARSE = 8 * 60 * MINUTE;

/** The closest one can look. */
export const LEAST_SPAN = 20_000;

/** Maps `domain` onto `left`…`right`. */
export function linear(domain: Domain, left: number, right: number): Place {
  const perMillisecond = (right - left) / (domain[1] - domain[0]);
  return (instant) => left + (instant - domain[0]) * perMillisecond;
}

/** Does the present belong to the picture at all? */
export function showsNow(picture: Pick<Picture, 'phase'>): boolean {
  return picture.phase !== 'done';
}

/**
 * The stretch of time that holds everything that happened, with some air, and the present while people still work on it.
 * Its right end moves in steps, so that the picture stands still while the clock runs.
 */
export function fitDomain(picture: Pick<Picture, 'phase' | 'items' | 'bands' | 'brackets' | 'hypotheses' | 'due'>, now: number): Domain {
  const instants = [...recorded(picture)];
  const coarse = picture.items.flatMap(({at, end}) => [at, end]).filter((time) => time !== null && time.end - time.start > COARSE);
  for (const time of coarse) if (time && instants.length === 0) instants.push(time.start, time.end);
  const atWork = showsNow(picture) && picture.phase !== 'review';
  if (instants.length === 0) instants.push(now);
  let first = minimum(instants);
  let last = maximum(instants);
  if (atWork) last = Math.max(last, now);
  // "Some time in November" must not squeeze an hour's work into a hairline: such a time only has to touch the picture.
  for (const time of coarse) {
    if (!time) continue;
    first = Math.min(first, time.end);
    last = Math.max(last, time.start);
  }
  const span = last - first;
  // What is due soon belongs into the picture; what is due in three days would squeeze everything else.
  const reach = Math.max(60 * MINUTE, span / 2);
  for (const {due} of picture.due) if (atWork && due > last && due - last <= reach && due >= first) last = due;
  if (last - first < LEAST_FIT) {
    const missing = LEAST_FIT - (last - first);
    first -= atWork ? missing / 4 : missing / 2;
    last += atWork ? (missing * 3) / 4 : missing / 2;
  }
  const air = (last - first) * 0.06;
  const step = atWork ? niceStep((last - first) / 24) : 1;
  return [first - air, Math.ceil((last + air) / step) * step];
}

/** The domain scaled by `factor` (below 1 looks closer) around an instant that keeps its place. */
export function zoomed(domain: Domain, factor: number, around: number, widest: number): Domain {
  const span = domain[1] - domain[0];
  const wanted = Math.min(Math.max(span * factor, LEAST_SPAN), Math.max(widest, span));
  const share = (around - domain[0]) / span;
  const first = around - wanted * share;
  return [first, first + wanted];
}

/** The domain moved by a share of its width. */
export function panned(domain: Domain, share: number): Domain {
  const by = (domain[1] - domain[0]) * share;
  return [domain[0] + by, domain[1] + by];
}

/** The domain moved just so far that the instant is well inside it; the same object when it already is. */
export function revealing(domain: Domain, instant: number): Domain {
  const span = domain[1] - domain[0];
  const margin = span * 0.04;
  if (instant >= domain[0] + margin / 2 && instant <= domain[1] - margin / 2) return domain;
  const first = instant < domain[0] + margin ? instant - span * 0.2 : instant - span * 0.8;
  return [first, first + span];
}

function* recorded(picture: Pick<Picture, 'items' | 'bands' | 'brackets' | 'hypotheses'>): Iterable<number> {
  for (const item of picture.items) {
    for (const time of [item.at, item.end]) if (time && time.end - time.start <= COARSE) yield* [time.start, time.end];
  }
  for (const band of picture.bands) {
    yield band.from;
    if (band.to !== null) yield band.to;
  }
  for (const hypothesis of picture.hypotheses) {
    if (hypothesis.from !== null) yield hypothesis.from;
    if (hypothesis.to !== null) yield hypothesis.to;
  }
}

function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function maximum(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 5760, 10_080, 20_160, 43_200, 86_400, 172_800].map((minutes) => minutes * MINUTE);

function niceStep(atLeast: number): number {
  return STEPS.find((step) => step >= atLeast) ?? 365 * 1440 * MINUTE;
}

/** Where a mark of this time stands: in the middle of what it may have been, or of what is shown of that. */
export function standing(time: {readonly start: number; readonly end: number}, domain: Domain): number {
  const start = Math.max(time.start, domain[0]);
  const end = Math.min(time.end, domain[1]);
  const middle = (time.start + time.end) / 2;
  return start > end ? middle : Math.min(Math.max(middle, start), end);
}
