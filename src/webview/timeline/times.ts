/** Recorded times and instants in words, in the zone that is shown. */
import * as l10n from '@vscode/l10n';
import type {PictureItem, PictureTime} from '../../core/picture/picture.ts';
import {formatClock, formatDuration} from '../../core/time/duration.ts';
import {parseTime} from '../../core/time/recordedTime.ts';
import type {RecordedTime} from '../../core/time/recordedTime.ts';
import {displayTime, formatInZone, zoneLabel} from '../../core/time/zone.ts';

const read = new Map<string, RecordedTime | null>();

/** "05:18", "05:00~", "2026-11". */
export function shortTime(time: PictureTime, zone: string): string {
  const recorded = recordedTime(time);
  return recorded ? displayTime(recorded, zone) : formatInZone(time.start, zone, 'time');
}

/** With day, seconds where they are known, and the zone: "2026-11-22 05:18:03 UTC". */
export function longTime(time: PictureTime, zone: string): string {
  const recorded = recordedTime(time);
  if (!recorded) return `${formatInZone(time.start, zone, 'date-time')} ${zoneLabel(time.start, zone)}`;
  if (recorded.unit === 'day' || recorded.unit === 'month') return recorded.text;
  if (recorded.unit !== 'second' && recorded.unit !== 'millisecond') {
    return `${displayTime(recorded, zone, 'date-time')} ${zoneLabel(time.start, zone)}`;
  }
  return `${formatInZone(time.start, zone, 'date')} ${displayTime(recorded, zone, 'seconds')} ${zoneLabel(time.start, zone)}`;
}

/** Where a mark stands: an uncertain time in the middle of what it may have been. */
export function middleOf(time: PictureTime): number {
  return (time.start + time.end) / 2;
}

/** Minutes from the incident's origin, "+18", later as on a clock, "+3:52", and days; empty at the origin itself and for coarse times. */
export function sinceOrigin(item: PictureItem, origin: number | null): string {
  if (!item.at || origin === null || isCoarse(item.at)) return '';
  const minutes = Math.round((middleOf(item.at) - origin) / 60_000);
  if (minutes === 0) return '';
  const sign = minutes < 0 ? '−' : '+';
  const size = Math.abs(minutes);
  if (size < 100) return `${sign}${size}`;
  if (size < 2880) return `${sign}${formatClock(size * 60)}`;
  // After a hundred days the column is too narrow, and the date says more.
  return size >= 144_000 ? '' : `${sign}${formatDuration(Math.round(size / 1440) * 86_400)}`;
}

/** Hours, days and months: a stretch rather than a moment. */
export function isCoarse({start, end}: PictureTime): boolean {
  return end - start >= 30 * 60_000;
}

/** "in 8 min", "now", "4 min late": changes once a minute, and never back. */
export function untilDue(due: number, now: number): string {
  const minutes = (due - now) / 60_000;
  if (minutes > 0) return l10n.t('in {0}', formatDuration(Math.ceil(minutes) * 60));
  if (minutes > -1) return l10n.t('now');
  return l10n.t('{0} late', formatDuration(Math.floor(-minutes) * 60));
}

function recordedTime(time: PictureTime): RecordedTime | null {
  const known = read.get(time.text);
  if (known !== undefined) return known;
  const parsed = parseTime(time.text);
  const result = parsed.ok ? parsed.time : null;
  read.set(time.text, result);
  return result;
}
