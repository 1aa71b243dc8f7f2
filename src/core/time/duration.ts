/** Durations between recorded times, in seconds, and how they are said. */
import * as l10n from '@vscode/l10n';
import type { RecordedTime } from './recordedTime.ts';

/** A duration: certain, within `[least, most]`, or unknown. */
export type Seconds = number | readonly [least: number, most: number] | null;

/**
 * The time from one recorded time to another, in seconds. Uncertain ends give the least and the most it can have been;
 * least is floored at 0 when the two may have been in either order. `negative` when `to` was certainly before `from`.
 */
export function span(from: RecordedTime, to: RecordedTime): number | readonly [least: number, most: number] | 'negative' {
  const least = (to.start - from.end) / 1000;
  const most = (to.end - from.start) / 1000;
  if (most < 0) {
    return 'negative';
  }
  return least === most ? most : [Math.max(0, least), most];
}

/** "45 s", "3 min", "1 h 22 min", "2 d 4 h": two units at most, rounded to the finer one. */
export function formatDuration(seconds: number): string {
  return inWords(seconds, Math.round);
}

/**
 * A duration with what is uncertain about it: "3 min", "13–23 min", "3 h 47–57 min", "50 min – 2 h 10 min", "—" when it is
 * unknown.
 */
export function formatSpan(duration: Seconds): string {
  if (duration === null) {
    return '—';
  }
  if (typeof duration === 'number') {
    return formatDuration(duration);
  }
  const [least, most] = duration;
  const from = formatDuration(least);
  const to = formatDuration(most);
  if (from === to) {
    return to;
  }
  const unit = sharedUnit(least, most);
  if (unit === undefined) {
    return sameBeginning(least, most) ?? `${from} – ${to}`;
  }
  const [first, last] = [Math.round(least / unit), Math.round(most / unit)];
  return inUnit(first === last ? String(last) : `${first}–${last}`, unit);
}

/**
 * Where an instant lies from now, both epoch milliseconds: "4 min ago", "in 8 min", "just now". Past minutes count when
 * they are over and coming ones until they are over, so that a text changes once a minute and never back.
 */
export function formatRelative(atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1000;
  if (seconds > -10 && seconds < 60) {
    return l10n.t('just now');
  }
  return seconds > 0
    ? l10n.t('{0} ago', inWords(seconds, Math.floor))
    : l10n.t('in {0}', inWords(Math.ceil(-seconds / MINUTE) * MINUTE, Math.ceil));
}

/** Elapsed hours and minutes as on a clock, "0:47"; a negative one as "−0:12". */
export function formatClock(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / MINUTE);
  const sign = seconds < 0 && minutes > 0 ? '−' : '';
  return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function inWords(seconds: number, round: (value: number) => number): string {
  if (seconds < 0) {
    return `−${inWords(-seconds, round)}`;
  }
  if (round(seconds) < MINUTE) {
    return inUnit(String(round(seconds)), 1);
  }
  const minutes = round(seconds / MINUTE);
  if (minutes < 60) {
    return inUnit(String(minutes), MINUTE);
  }
  if (minutes < 24 * 60) {
    const [h, min] = [Math.floor(minutes / 60), minutes % 60];
    return min === 0 ? inUnit(String(h), HOUR) : l10n.t('{0} h {1} min', h, min);
  }
  const hours = round(seconds / HOUR);
  const [d, h] = [Math.floor(hours / 24), hours % 24];
  return h === 0 ? inUnit(String(d), DAY) : l10n.t('{0} d {1} h', d, h);
}

/** The one unit in which both ends read well ("13–23 min"), in seconds; undefined if there is none. */
function sharedUnit(least: number, most: number): number | undefined {
  if (Math.round(most) < MINUTE) {
    return 1;
  }
  if (most <= 2 * HOUR) {
    return least === 0 || least >= MINUTE ? MINUTE : undefined;
  }
  return [DAY, HOUR].find(unit => least % unit === 0 && most % unit === 0 && (unit === DAY || most < 2 * DAY));
}

/** What both ends begin with is said once: "3 h 47–57 min", "2 d 4–9 h"; undefined where they begin differently. */
function sameBeginning(least: number, most: number): string | undefined {
  const [large, small] = most < DAY ? [HOUR, MINUTE] : [DAY, HOUR];
  const [first, last] = [Math.round(least / small), Math.round(most / small)];
  const each = large / small;
  const whole = Math.floor(last / each);
  if (whole === 0 || Math.floor(first / each) !== whole) {
    return undefined;
  }
  const range = `${first % each}–${last % each}`;
  return large === DAY ? l10n.t('{0} d {1} h', whole, range) : l10n.t('{0} h {1} min', whole, range);
}

function inUnit(count: string, unit: number): string {
  switch (unit) {
    case DAY:
      return l10n.t('{0} d', count);
    case HOUR:
      return l10n.t('{0} h', count);
    case MINUTE:
      return l10n.t('{0} min', count);
    default:
      return l10n.t('{0} s', count);
  }
}
