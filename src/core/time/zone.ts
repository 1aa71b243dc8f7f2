/**
 * Instants shown in a person's time zone. Uses Intl alone, since it also runs in the webviews. Digits and order are those
 * of ISO 8601 in every language: a record read aloud on a call must not depend on the reader's locale.
 */
import { nominal } from './recordedTime.ts';
import type { RecordedTime } from './recordedTime.ts';

/** `time` is 14:05, `seconds` 14:05:33, `date` 2026-11-22, `date-time` 2026-11-22 14:05. */
export type ZoneStyle = 'time' | 'seconds' | 'date' | 'date-time';

/** Whether the name is a time zone this runtime knows, such as `Europe/Berlin` or `UTC`. */
export function isZone(name: string): boolean {
  return typeof name === 'string' && clockOf(name) !== undefined;
}

/** An instant (epoch milliseconds) in a zone. An unknown zone counts as UTC; validate names with `isZone`. */
export function formatInZone(epochMs: number, zone: string, style: ZoneStyle): string {
  const { year, month, day, hour, minute, second } = partsInZone(epochMs, zone);
  switch (style) {
    case 'time':
      return `${hour}:${minute}`;
    case 'seconds':
      return `${hour}:${minute}:${second}`;
    case 'date':
      return `${year}-${month}-${day}`;
    case 'date-time':
      return `${year}-${month}-${day} ${hour}:${minute}`;
  }
}

/**
 * The name of a zone's offset at an instant (epoch milliseconds), to be shown once beside times: "UTC", "CET", "EDT", or
 * the offset where no abbreviation is in common use, "UTC+5:30".
 */
export function zoneLabel(epochMs: number, zone: string): string {
  const known = isZone(zone) ? zone : 'UTC';
  const names = LABEL_LOCALES.map(locale => zoneName(epochMs, known, locale, 'short'));
  const abbreviation = names.find(name => /^[A-Z]{3,5}$/.test(name));
  return abbreviation ?? zoneName(epochMs, known, 'en-US', 'shortOffset').replace('GMT', 'UTC');
}

/** The calendar day of an instant (epoch milliseconds) in a zone, `YYYY-MM-DD`. */
export function dayInZone(epochMs: number, zone: string): string {
  return formatInZone(epochMs, zone, 'date');
}

/**
 * A recorded time for a person's eyes: "05:18", "05:00~", a range for hours and unknown digits ("05:00–06:00~"). Days and
 * months are shown as recorded ("2026-11-22", "2026-11-XX~"): they are days of UTC and no zone's clock divides them.
 */
export function displayTime(time: RecordedTime, zone: string, style: Exclude<ZoneStyle, 'date'> = 'time'): string {
  if (time.unit === 'day' || time.unit === 'month') {
    return time.text;
  }
  const { start, end } = nominal(time);
  const shown = formatInZone(start, zone, style);
  const range = start === end ? shown : `${shown}–${formatInZone(end, zone, style === 'seconds' ? 'seconds' : 'time')}`;
  return time.approximate ? `${range}~` : range;
}

/** American and British English between them know the abbreviations that people of those zones use; others are ambiguous. */
const LABEL_LOCALES = ['en-US', 'en-GB'] as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsInZone(epochMs: number, zone: string): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string> {
  const parts = { year: '', month: '', day: '', hour: '', minute: '', second: '' };
  for (const { type, value } of (clockOf(zone) ?? clockOf('UTC'))?.formatToParts(epochMs) ?? []) {
    if (type in parts) {
      parts[type as keyof typeof parts] = value;
    }
  }
  return { ...parts, year: parts.year.padStart(4, '0') };
}

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  return cached(`clock ${zone}`, () => new Intl.DateTimeFormat('en-US', {
    timeZone: zone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }));
}

function zoneName(epochMs: number, zone: string, locale: string, style: 'short' | 'shortOffset'): string {
  const formatter = cached(`${style} ${locale} ${zone}`, () =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style, hour: '2-digit' }));
  return formatter?.formatToParts(epochMs).find(part => part.type === 'timeZoneName')?.value ?? '';
}

/** A formatter costs some 50 µs to make and is asked for with every row of a list; undefined for an unknown zone. */
function cached(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat | undefined {
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  try {
    const made = make();
    formatters.set(key, made);
    return made;
  } catch {
    return undefined;
  }
}
