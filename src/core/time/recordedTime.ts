/**
 * Times as people record them in an incident: often to the second, sometimes only "some time after two".
 *
 * The grammar is `DATE[THH[:MM[:SS[.fff]]][Z|±HH:MM]][~]`, a subset of ISO 8601 (reduced precision) and of the Extended
 * Date/Time Format, EDTF (unknown digits `X`, approximation `~`). A time is an interval of instants.
 */
import * as l10n from '@vscode/l10n';

export type TimeUnit = 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** One recorded time. It covers the instants from `start` to `end`, both epoch milliseconds, UTC. */
export interface RecordedTime {
  /** As written, `~` included. */
  readonly text: string;
  readonly start: number;
  /** Equal to `start` for a point; otherwise the first instant after the span (05Z ends at 06:00). */
  readonly end: number;
  /** The finest unit of which a digit is known: `14:2XZ` is of unit minute, `14:XXZ` of unit hour. */
  readonly unit: TimeUnit;
  /** Whether `~` was written; `start` and `end` already allow for it. */
  readonly approximate: boolean;
}

export type ParsedTime = { readonly ok: true; readonly time: RecordedTime } | { readonly ok: false; readonly reason: string };

/**
 * Reads a recorded time; the text must be the time and nothing else.
 *
 * - No offset means UTC; offsets go to ±14:00, the widest in use.
 * - Minutes, seconds and fractions are points; coarser precision spans its unit.
 * - Unknown digits are one trailing run of `X` and cover exactly their valid completions (`2026-11-3X` is 30 November
 *   alone). The year must be known.
 * - `~` widens a point by 5 minutes on either side, and a span by its own length (counted in calendar months when it is
 *   made of months), at least by those 5 minutes.
 * - Fractions have 1 to 9 digits (Prometheus writes nanoseconds) and are kept to the millisecond.
 * - Leap seconds (`:60`) are refused, since epoch time cannot tell them from the second after.
 *
 * Never throws: a text that is no time gives a sentence saying what is wrong with it.
 */
export function parseTime(text: string): ParsedTime {
  const match = text.length <= LONGEST ? GRAMMAR.exec(text) : null;
  if (!match?.groups) {
    return refuse(notATime(text));
  }
  const { year = '', month = '', day, hour, minute, second, fraction, zone, tilde } = match.groups;
  const written = [month, day, hour, minute, second].filter(field => field !== undefined);
  if (!isTrailingRun(written.join(''))) {
    return refuse(l10n.t('Unknown digits (X) may only stand at the end of a time.'));
  }
  if (fraction !== undefined && second?.includes('X')) {
    return refuse(l10n.t('A fraction cannot follow unknown seconds.'));
  }
  if (year === '0000') {
    return refuse(l10n.t('There is no year 0000.'));
  }
  const offset = offsetMinutes(zone);
  if (offset === undefined) {
    return refuse(l10n.t('{0} is not an offset in use; offsets go from -14:00 to +14:00.', zone ?? ''));
  }

  const y = Number(year);
  const months = completions(month, 1, 12);
  if (!months) {
    return refuse(l10n.t('There is no month {0}.', month));
  }
  const days = completions(day ?? 'XX', 1, daysInMonth(y, months.first));
  if (!days) {
    return refuse(l10n.t('There is no day {0} in {1}.', day ?? '', `${year}-${month}`));
  }
  const hours = completions(hour ?? 'XX', 0, 23);
  if (!hours) {
    return refuse(hour === '24'
      ? l10n.t('There is no hour 24; write 00:00 of the next day.')
      : l10n.t('There is no hour {0}.', hour ?? ''));
  }
  const minutes = completions(minute ?? 'XX', 0, 59);
  if (!minutes) {
    return refuse(l10n.t('There is no minute {0}.', minute ?? ''));
  }
  const seconds = completions(second ?? 'XX', 0, 59);
  if (!seconds) {
    return refuse(second === '60'
      ? l10n.t('Leap seconds cannot be recorded; write :59.')
      : l10n.t('There is no second {0}.', second ?? ''));
  }

  const isPoint = minute !== undefined && !written.some(field => field.includes('X'));
  const ms = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const first = utc(y, months.first, days.first, hours.first, minutes.first, second === undefined && isPoint ? 0 : seconds.first)
    - offset * MINUTE;
  const start = isPoint ? first + ms : first;
  const end = isPoint ? start : endOfSpan(written, y, months, days, hours, minutes, seconds) - offset * MINUTE;
  if (start < EARLIEST || end > LATEST) {
    return refuse(l10n.t('The time lies outside the years 0001 to 9999.'));
  }

  const approximate = tilde !== undefined;
  const unit = fraction !== undefined ? 'millisecond' : finestKnown(written);
  return { ok: true, time: { text, ...(approximate ? widen(start, end, unit) : { start, end }), unit, approximate } };
}

/**
 * Writes an instant the way the tool stores it, in UTC seconds: `2026-11-22T05:18:03Z`, with `~` when approximate.
 * Milliseconds are cut off, never rounded up, so that a stamp is not later than its event.
 *
 * @throws RangeError for an instant outside the years 0001 to 9999, or NaN: such a value is a bug of the caller.
 */
export function formatInstant(epochMs: number, approximate = false): string {
  if (!(epochMs >= EARLIEST && epochMs < LATEST)) {
    throw new RangeError(`Not an instant of the years 0001 to 9999: ${epochMs}`);
  }
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z${approximate ? '~' : ''}`;
}

/** The recorded time of an instant, as `formatInstant` writes it and with its errors. */
export function recordInstant(epochMs: number, approximate = false): RecordedTime {
  const text = formatInstant(epochMs, approximate);
  const start = Math.floor(epochMs / SECOND) * SECOND;
  return { text, ...(approximate ? widen(start, start, 'second') : { start, end: start }), unit: 'second', approximate };
}

/** The same time without its `~`: what was written before allowing for the approximation. */
export function nominal(time: RecordedTime): RecordedTime {
  if (!time.approximate) {
    return time;
  }
  const parsed = parseTime(time.text.replace(/~$/, ''));
  return parsed.ok ? parsed.time : time;
}

/** The same time with a `~`. */
export function approximately(time: RecordedTime): RecordedTime {
  return time.approximate
    ? time
    : { ...time, text: `${time.text}~`, ...widen(time.start, time.end, time.unit), approximate: true };
}

/**
 * Orders by when a time was said to begin (`08:57~` stands at 08:57, not five minutes earlier), then by start and end; 0
 * only for equal intervals. For an order that stays as the file has it among equals, use it with a stable sort.
 */
export function compareTimes(a: RecordedTime, b: RecordedTime): number {
  return Math.sign(saidStart(a) - saidStart(b)) || Math.sign(a.start - b.start) || Math.sign(a.end - b.end);
}

/** Where the interval began before allowing for a `~`: in the middle for a point, after the first of three units for a span. */
function saidStart({ start, end, unit, approximate }: RecordedTime): number {
  if (!approximate) return start;
  const isPoint = unit === 'minute' || unit === 'second' || unit === 'millisecond';
  return start + (end - start) / (isPoint ? 2 : 3);
}

/** Whether `a` was over before `b` can have begun. Intervals that merely touch are not certain. */
export function certainlyBefore(a: RecordedTime, b: RecordedTime): boolean {
  return a.end < b.start;
}

/** The middle of the interval, epoch milliseconds: where a picture puts its mark. */
export function middle(time: RecordedTime): number {
  return time.start + Math.floor((time.end - time.start) / 2);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOLERANCE = 5 * MINUTE;
const EARLIEST = utc(1, 1, 1);
const LATEST = utc(10_000, 1, 1);
const LONGEST = 40;

const GRAMMAR = new RegExp(
  '^(?<year>\\d{4})-(?<month>[\\dX]{2})(?:-(?<day>[\\dX]{2})'
  + '(?:T(?<hour>[\\dX]{2})(?::(?<minute>[\\dX]{2})(?::(?<second>[\\dX]{2})(?:\\.(?<fraction>\\d{1,9}))?)?)?'
  + '(?<zone>Z|[+-]\\d{2}:\\d{2})?)?)?(?<tilde>~)?$');

/** The units of the fields after the year, in the order they are written. */
const UNITS = ['month', 'day', 'hour', 'minute', 'second'] as const;

interface Range {
  readonly first: number;
  readonly last: number;
}

function refuse(reason: string): ParsedTime {
  return { ok: false, reason };
}

function notATime(text: string): string {
  const shown = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  if (/^[\dX]{4}-[\dX]{2}-[\dX]{2} /.test(text)) {
    return l10n.t('“{0}” is not a time: a T stands between date and time, as in {1}.', shown, '2026-11-22T05:18Z');
  }
  if (/^\d{0,3}X/.test(text)) {
    return l10n.t('The year of a time must be known.');
  }
  return l10n.t('“{0}” is not a time; write it like {1}.', shown, '2026-11-22T05:18:03Z');
}

function isTrailingRun(digits: string): boolean {
  return /^\d*X*$/.test(digits);
}

/** Minutes east of UTC; undefined for an offset that no place has. */
function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') {
    return 0;
  }
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) {
    return undefined;
  }
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The values from `least` to `most` that two digits stand for, `X` being any digit; undefined if there are none. */
function completions(digits: string, least: number, most: number): Range | undefined {
  if (digits === 'XX') {
    return { first: least, last: most };
  }
  if (!digits.includes('X')) {
    const value = Number(digits);
    return value >= least && value <= most ? { first: value, last: value } : undefined;
  }
  const first = Math.max(least, Number(digits.replaceAll('X', '0')));
  const last = Math.min(most, Number(digits.replaceAll('X', '9')));
  return first <= last ? { first, last } : undefined;
}

/** The first instant after a span, before the offset is taken off: the start of what follows its last completion. */
function endOfSpan(written: readonly string[], year: number, months: Range, days: Range, hours: Range, minutes: Range, seconds: Range): number {
  const lastField = UNITS[written.findLastIndex(field => field !== 'XX')];
  switch (lastField) {
    case 'day':
      return utc(year, months.first, days.last) + DAY;
    case 'hour':
      return utc(year, months.first, days.first, hours.last) + HOUR;
    case 'minute':
      return utc(year, months.first, days.first, hours.first, minutes.last) + MINUTE;
    case 'second':
      return utc(year, months.first, days.first, hours.first, minutes.first, seconds.last) + SECOND;
    default:
      return utc(year, months.last + 1);
  }
}

function finestKnown(written: readonly string[]): TimeUnit {
  return UNITS[written.findLastIndex(field => field !== 'XX')] ?? 'month';
}

function widen(start: number, end: number, unit: TimeUnit): { start: number; end: number } {
  if (unit === 'month') {
    const first = new Date(start);
    const next = new Date(end);
    const months = (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth();
    return { start: addMonths(first, -months), end: addMonths(next, months) };
  }
  const margin = Math.max(TOLERANCE, end - start);
  return { start: start - margin, end: end + margin };
}

function addMonths(monthStart: Date, months: number): number {
  return utc(monthStart.getUTCFullYear(), monthStart.getUTCMonth() + 1 + months);
}

function daysInMonth(year: number, month: number): number {
  return new Date(utc(year, month + 1) - DAY).getUTCDate();
}

/** Like Date.UTC with months from 1, and taking the years 1 to 99 as they are. */
function utc(year: number, month: number, day = 1, hour = 0, minute = 0, second = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second);
}
