/** Recorded times as the blocks show them: in one zone, uncertain ones as they were recorded. */
import { nominal, parseTime, type RecordedTime } from '../time/recordedTime.ts';
import { displayTime, zoneLabel } from '../time/zone.ts';
import { inline } from './escape.ts';

/** The time that a text states; null when it states none. */
export function timeOf(text: string | null | undefined): RecordedTime | null {
  const parsed = parseTime((text ?? '').trim());
  return parsed.ok ? parsed.time : null;
}

/** Whether the time is a day or a month: then it says its date itself, and no zone's clock divides it. */
export function isDate(time: RecordedTime): boolean {
  return time.unit === 'day' || time.unit === 'month';
}

/** Hours and minutes: "05:18", "05:00~", "05:00–06:00". */
export function clockTime(time: RecordedTime, zone: string): string {
  return inline(displayTime(time, zone, 'time'));
}

/** Date and time: "2026-11-22 05:18". */
export function dateTime(time: RecordedTime, zone: string): string {
  return inline(displayTime(time, zone, 'date-time'));
}

/** Date, time and zone, for a time that stands alone: "2026-11-22 05:18 UTC". */
export function dateTimeWithZone(time: RecordedTime, zone: string): string {
  const shown = dateTime(time, zone);
  return isDate(time) ? shown : `${shown} ${inline(zoneLabel(nominal(time).start, zone))}`;
}

/** What to call the zone once for all these times: "CET"; the zone's full name when clocks were changed among them. */
export function zoneOfAll(times: readonly RecordedTime[], zone: string): string {
  const labels = new Set(times.filter((time) => !isDate(time)).map((time) => zoneLabel(nominal(time).start, zone)));
  const [label] = labels;
  return inline(label !== undefined && labels.size === 1 ? label : zone);
}
