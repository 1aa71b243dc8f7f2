/** The marks of the time axis, on round times of the zone that is shown. Pure. */
import {utcTicks} from 'd3-time';
import type {Domain} from './scale.ts';

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** The start of a day among hours, or of a year among months. */
  readonly major: boolean;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** About one tick for every 96 pixels. Digits are those of ISO 8601, as everywhere. */
export function ticks(domain: Domain, width: number, zone: string): Tick[] {
  const count = Math.max(2, Math.min(12, Math.floor(width / 96)));
  // d3 knows round times of UTC only: so the axis is laid out in wall time written as if it were UTC.
  const inWallTime = (instant: number): Date => new Date(instant + offsetAt(instant, zone));
  const wall = utcTicks(inWallTime(domain[0]), inWallTime(domain[1]), count).map(Number);
  const step = (wall[1] ?? 0) - (wall[0] ?? 0);
  const result: Tick[] = [];
  for (const time of wall) {
    const at = time - offsetAt(time - offsetAt(time, zone), zone);
    if (at < domain[0] || at > domain[1] || at <= (result.at(-1)?.at ?? -Infinity)) continue;
    result.push({at, ...describe(time, step)});
  }
  return result;
}

/** Milliseconds that the zone's clocks are ahead of UTC at this instant. */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Map<string, number>();
  for (const {type, value} of clockOf(zone).formatToParts(instant)) parts.set(type, Number(value));
  const of = (name: string): number => parts.get(name) ?? 0;
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

function describe(wall: number, step: number): Pick<Tick, 'label' | 'major'> {
  const iso = new Date(wall).toISOString();
  if (step >= 300 * DAY) return {label: iso.slice(0, -20), major: false};
  if (step >= 27 * DAY) return {label: iso.slice(0, -17), major: iso.slice(5, 7) === '01'};
  if (step >= DAY) return {label: iso.slice(0, -14), major: iso.slice(8, 10) === '01'};
  if (wall % DAY === 0) return {label: iso.slice(0, -14), major: true};
  return {label: step >= MINUTE ? iso.slice(11, 16) : iso.slice(11, 19), major: false};
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, made);
  return made;
}
