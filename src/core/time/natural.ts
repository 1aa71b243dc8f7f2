/**
 * Times as people type them: "14:05", "20 min ago", "yesterday 23:10", "around 05:00", or the grammar of recorded times.
 *
 * Clock times and "… ago" are computed here, exactly and with the rules of the person's zone. What is left (names of
 * months and days, "last friday 14:00") is read by chrono-node, which loads on first use.
 */
import * as l10n from '@vscode/l10n';
import { approximately, parseTime, recordInstant } from './recordedTime.ts';
import type { RecordedTime } from './recordedTime.ts';
import { addDays, instantOfWallClock, wallClockOf } from './wallClock.ts';
import type { WallClock } from './wallClock.ts';
import { isZone } from './zone.ts';

export interface NaturalTimeContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The person's time zone, an IANA name. */
  readonly zone: string;
  /**
   * Whether a coming time is asked for (a due date, the next update): then "14:05" and "friday" mean the next one.
   * Otherwise they mean the last one, since what is recorded has happened.
   */
  readonly future?: boolean;
}

export type NaturalTime =
  | { readonly ok: true; readonly time: RecordedTime; /** Later than a minute from now. */ readonly future: boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads what a person typed as a time. The result's text is canonical: UTC seconds for a point; a day or a month where
 * no more was said ("yesterday", "November"); reduced precision and unknown digits of the exact grammar stay as written.
 * "around", "about", "ca." and `~` make it approximate.
 *
 * A bare clock time later than a minute from now is yesterday's, in the person's zone. A reading that came twice because
 * clocks went back is the later one that is not in the future. A future time that was meant so ("in 20 min", "tomorrow")
 * stays as it is and is marked `future`: show it before accepting it.
 *
 * Never rejects; a text that is no time gives a sentence saying what to write.
 */
export async function readTime(input: string, context: NaturalTimeContext): Promise<NaturalTime> {
  if (!isZone(context.zone)) {
    return refuse(l10n.t('“{0}” is not a time zone; use a name such as {1}.', context.zone.slice(0, 40), 'Europe/Berlin'));
  }
  const text = input.slice(0, LONGEST + 1).trim().replace(/\s+/g, ' ');
  if (text === '') {
    return refuse(l10n.t('Enter a time, such as 14:05 or 20 min ago.'));
  }
  if (text.length > LONGEST) {
    return refuse(l10n.t('That is too long for a time.'));
  }
  const { body, approximate } = withoutApproximation(text);
  const read = readExactly(body) ?? readElapsed(body, context) ?? readClock(body, context) ?? await readWithChrono(body, context);
  if ('reason' in read) {
    return { ok: false, reason: read.reason };
  }
  return { ok: true, time: approximate ? approximately(read) : read, future: read.start > context.now + MINUTE };
}

/**
 * Splits a line such as "10 min ago rolled back deploy 4812" into its leading time and its text. Only what can hardly be
 * anything else counts as a time: a clock time, a date with one, "… ago". "3 nodes down", "May rollout blocked", ranges,
 * dates alone and times still to come stay in the text, which is then returned as it is.
 */
export async function splitLeadingTime(input: string, context: NaturalTimeContext): Promise<{ time?: RecordedTime; text: string }> {
  const head = input.slice(0, LONGEST);
  for (const pattern of LEADING) {
    const match = pattern.exec(head);
    if (!match) {
      continue;
    }
    const rest = input.slice(match[0].length);
    const separator = /^(?:\s*$|\s*[,:;]\s+|\s+[-–—]\s+|\s+)/.exec(rest.slice(0, LONGEST));
    if (!separator || CONTINUES_OTHERWISE.test(rest.slice(0, LONGEST))) {
      continue;
    }
    const read = await readTime(match[0], context);
    if (read.ok && (context.future || !read.future)) {
      return { time: read.time, text: rest.slice(separator[0].length).trim() };
    }
  }
  return { text: input };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LONGEST = 200;

const APPROXIMATELY = '(?:~|(?:around|about|approximately|approx\\.?|roughly|circa|ca\\.?)(?=[\\s\\d]))';
const CLOCK = '(?:(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?:\\s?[ap]m)?|(?:1[0-2]|0?[1-9])[ap]m)';
/** No offset west of UTC: "14:05-14:20" is a range. The exact grammar, and dates of digits, have them. */
const OFFSET = '(?:\\s?(?:Z|UTC|GMT)\\b|\\+(?:0\\d|1[0-4]):?[0-5]\\d)';
const TERM = '(?:(?:half\\s+an?\\s+|an?\\s+|\\d{1,6}(?:\\.\\d{1,3})?\\s*)'
  + '(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)(?![a-z]))';
/** Up to three terms: "20 min", "1h20m", "an hour and 5 minutes". */
const ELAPSED = `(?:${TERM}(?:\\s*(?:,|and)?\\s*${TERM}){0,2})`;
const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec'
  + '|january|february|march|april|august|september|october|november|december)';
const WEEKDAY = '(?:last\\s+)?(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const DATE = `(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH}\\.?(?:,?\\s+\\d{4})?`
  + `|${MONTH}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?|\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4})?|\\d{1,2}/\\d{1,2}(?:/\\d{4})?)`;
const DAY_WORD = '(?:yesterday|today|last\\s+night)';

/** What may lead a line, each anchored at its start. The exact grammar counts with a time of day only. */
const LEADING = [
  /^\s*\d{4}-\d{2}-\d{2}T[\dX:.]+(?:Z|[+-]\d{2}:\d{2})?~?/,
  new RegExp(`^\\s*${APPROXIMATELY}?\\s*${ELAPSED}\\s+ago\\b~?`, 'i'),
  new RegExp(`^\\s*${APPROXIMATELY}?\\s*(?:(?:${DATE}|${DAY_WORD}|${WEEKDAY}),?\\s+)?(?:at\\s+)?${APPROXIMATELY}?\\s*${CLOCK}${OFFSET}?~?`
    + `(?:\\s+(?:yesterday|today)\\b)?`, 'i'),
];

/** What shows that a leading clock time was the start of a range, or a duration. */
const CONTINUES_OTHERWISE = /^\s*(?:[-–—]|to|until|till)\s*\d|^\s*(?:h|hours?|hrs?|m|mins?|minutes?|s|secs?|seconds?)\b/i;

function refuse(reason: string): NaturalTime {
  return { ok: false, reason };
}

function withoutApproximation(text: string): { body: string; approximate: boolean } {
  const pattern = new RegExp(`^${APPROXIMATELY}\\s*|\\s*~$`, 'i');
  const body = text.replace(pattern, '').replace(pattern, '');
  return { body, approximate: body !== text };
}

/** The grammar of recorded times, points rewritten in UTC seconds; with an offset also a space for its T. */
function readExactly(body: string): RecordedTime | undefined {
  const parsed = parseTime(body.replace(/^(\d{4}-\d{2}-\d{2}) (?=[\d:.]+(?:Z|[+-]\d{2}:\d{2})$)/, '$1T'));
  if (!parsed.ok) {
    return undefined;
  }
  return parsed.time.start === parsed.time.end ? recordInstant(parsed.time.start) : parsed.time;
}

/** "now", "20 min ago", "1 h 20 min ago", "in 8 min": exact elapsed time, whatever clocks did meanwhile. */
function readElapsed(body: string, { now }: NaturalTimeContext): RecordedTime | Problem | undefined {
  if (/^(?:just\s+|right\s+)?now$/i.test(body)) {
    return recordPoint(now);
  }
  const past = new RegExp(`^(${ELAPSED}) ago$`, 'i').exec(body)?.[1];
  const coming = new RegExp(`^(?:in )(${ELAPSED})$`, 'i').exec(body)?.[1]
    ?? new RegExp(`^(${ELAPSED}) from now$`, 'i').exec(body)?.[1];
  const amount = past ?? coming;
  return amount === undefined ? undefined : recordPoint(now + (past === undefined ? 1 : -1) * elapsedMs(amount));
}

function elapsedMs(amount: string): number {
  let total = 0;
  for (const [term] of amount.matchAll(new RegExp(TERM, 'gi'))) {
    const [, half, count, unit = ''] = /^(half\s+)?(?:an?\s+|([\d.]+)\s*)([a-z])/i.exec(term) ?? [];
    const each = /h/i.test(unit) ? HOUR : /m/i.test(unit) ? MINUTE : SECOND;
    total += (half ? 0.5 : Number(count ?? 1)) * each;
  }
  return total;
}

/** A clock time alone, with or without an offset of its own. */
function readClock(body: string, context: NaturalTimeContext): RecordedTime | Problem | undefined {
  const match = new RegExp(`^(?:at\\s+)?(${CLOCK})(${OFFSET})?$`, 'i').exec(body);
  if (!match) {
    return undefined;
  }
  const [, clock = '', offset] = match;
  const [hours = '', minutes = '0', seconds = '0'] = clock.replace(/\s?[ap]m$/i, '').split(':');
  const hour = Number(hours);
  const half = /([ap])m$/i.exec(clock)?.[1]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) {
    return { reason: l10n.t('There is no {0}; use hours from 1 to 12 with am and pm, or from 0 to 23 without.', clock) };
  }
  return nearestClock({
    hour: half === undefined ? hour : hour % 12 + (half === 'p' ? 12 : 0),
    minute: Number(minutes),
    second: Math.floor(Number(seconds)),
  }, offset === undefined ? undefined : offsetMinutes(offset), context);
}

/** The last such clock time that is not in the future; the next one where a coming time is asked for. */
function nearestClock(clock: Pick<WallClock, 'hour' | 'minute' | 'second'>, offset: number | undefined, context: NaturalTimeContext): RecordedTime | Problem | undefined {
  const { now, zone, future = false } = context;
  const isMeant = (at: number): boolean => future ? at >= now - MINUTE : at <= now + MINUTE;
  const today = offset === undefined ? wallClockOf(now, zone) : wallClockOf(now + offset * MINUTE, 'UTC');
  const days = future ? [0, 1] : [0, -1];
  for (const shift of today ? days : []) {
    const day = today && shiftDay(today, shift);
    const at = day && instantOf({ ...day, ...clock }, offset, context);
    if (at !== undefined && isMeant(at)) {
      return recordPoint(at);
    }
  }
  return undefined;
}

/** An instant from a reading in the person's zone, or at an offset (minutes east of UTC) that was written. */
function instantOf(reading: WallClock, offset: number | undefined, { now, zone, future = false }: NaturalTimeContext): number | undefined {
  if (offset !== undefined) {
    const at = instantOfWallClock(reading, 'UTC');
    return at === undefined ? undefined : at - offset * MINUTE;
  }
  const later = instantOfWallClock(reading, zone, 'later');
  return !future && later !== undefined && later <= now + MINUTE ? later : instantOfWallClock(reading, zone, 'earlier');
}

/**
 * Dates in words. Chrono computes in the zone of the machine, which need not be the person's, and is out by an hour
 * when a daylight saving change of either falls between. So it is given noon of the person's day to reckon from, and asked
 * only for the calendar and clock fields; the instant is computed from these.
 */
async function readWithChrono(body: string, context: NaturalTimeContext): Promise<RecordedTime | Problem> {
  const ambiguous = ambiguousDate(body);
  const { now, zone, future = false } = context;
  const today = wallClockOf(now, zone);
  if (ambiguous || !today) {
    return ambiguous ?? { reason: unreadable(body) };
  }
  const { casual } = await import('chrono-node/en');
  const writtenOffset = new RegExp(`(?<=\\d(?:\\s?[ap]m)?)${OFFSET}$`, 'i').exec(body);
  const words = writtenOffset ? body.slice(0, writtenOffset.index) : body;
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const [result, ...others] = casual.parse(words, noon, { forwardDate: future });
  if (!result || others.length > 0 || result.index > 0 || result.text.length < words.length) {
    return { reason: unreadable(body) };
  }
  if (result.end) {
    return { reason: l10n.t('“{0}” is a range; enter one time.', body) };
  }
  const { start } = result;
  if (start.tags().has('result/relativeDateAndTime')) {
    return recordPoint(now + start.date().getTime() - noon.getTime());
  }
  const date = { year: start.get('year') ?? 0, month: start.get('month') ?? 0, day: start.get('day') ?? 0 };
  const saysDay = start.isCertain('day') || start.isCertain('weekday');
  const isWeekday = start.isCertain('weekday') && !start.isCertain('day');
  const mayGoBack = isWeekday && !future && !/\bnext\b/i.test(body);
  if (!start.isCertain('hour')) {
    if (start.isCertain('month') && !saysDay) {
      return recordReduced(dayText(date).slice(0, 7));
    }
    return recordReduced(dayText(mayGoBack && dayText(date) > dayText(today) ? shiftDay(date, -7) : date));
  }

  const clock = { hour: start.get('hour') ?? 0, minute: start.get('minute') ?? 0, second: start.get('second') ?? 0 };
  const offset = writtenOffset ? offsetMinutes(writtenOffset[0])
    : start.isCertain('timezoneOffset') ? start.get('timezoneOffset') ?? undefined : undefined;
  if (!saysDay && !start.isCertain('month')) {
    return nearestClock(clock, offset, context) ?? { reason: unreadable(body) };
  }
  const at = instantOf({ ...date, ...clock }, offset, context);
  const meant = mayGoBack && at !== undefined && at > now + MINUTE
    ? instantOf({ ...shiftDay(date, -7), ...clock }, offset, context)
    : at;
  return meant === undefined ? { reason: unreadable(body) } : recordPoint(meant);
}

interface Problem {
  readonly reason: string;
}

type Day = Pick<WallClock, 'year' | 'month' | 'day'>;

/** 05/06 is June to some and May to others: a record must not guess. */
function ambiguousDate(body: string): Problem | undefined {
  const match = /^(\d{1,2})[/.](\d{1,2})(?:[/.]|\s|$)/.exec(body);
  const [, first, second] = match ?? [];
  const isAmbiguous = first !== undefined && second !== undefined
    && Number(first) !== Number(second) && Number(first) <= 12 && Number(second) <= 12;
  return isAmbiguous
    ? { reason: l10n.t('“{0}” could be two days; write the month as a word, or the date as {1}.', body, '2026-11-22 05:00') }
    : undefined;
}

/** Minutes east of UTC of `Z`, `UTC`, `GMT`, `+01:00` or `+0100`. */
function offsetMinutes(offset: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function shiftDay(day: Day, days: number): Day {
  const shifted = addDays(dayText(day), days) ?? dayText(day);
  const [year = 1, month = 1, date = 1] = shifted.split('-').map(Number);
  return { year, month, day: date };
}

function dayText({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function recordReduced(text: string): RecordedTime | Problem {
  const parsed = parseTime(text);
  return parsed.ok ? parsed.time : { reason: parsed.reason };
}

function recordPoint(epochMs: number): RecordedTime | Problem {
  try {
    return recordInstant(Math.floor(epochMs));
  } catch {
    return { reason: l10n.t('The time lies outside the years 0001 to 9999.') };
  }
}

function unreadable(body: string): string {
  const shown = body.length <= 40 ? body : `${body.slice(0, 40)}…`;
  return l10n.t('“{0}” is not a time Sitrep understands; write 14:05, 20 min ago or 2026-11-22 05:00.', shown);
}
