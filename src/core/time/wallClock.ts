/** From what a clock on the wall showed to the instant it was. Daylight saving makes that a question of rules. */
import { Temporal } from 'temporal-polyfill';

/** A reading of a clock: month and day from 1, hours from 0 to 23. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/**
 * The instant (epoch milliseconds) at which clocks in a zone showed this reading.
 *
 * - When clocks went forward and the reading never was, it is taken as of before the change: 02:30 becomes 03:30.
 * - When clocks went back and the reading was twice, `overlap` chooses; the earlier one is the default, as in RFC 5545.
 *
 * Undefined for a day that does not exist or a zone that is not known.
 */
export function instantOfWallClock(reading: WallClock, zone: string, overlap: 'earlier' | 'later' = 'earlier'): number | undefined {
  return ifValid(() => {
    const clock = Temporal.PlainDateTime.from({ hour: 0, minute: 0, second: 0, ...reading }, { overflow: 'reject' });
    const earlier = clock.toZonedDateTime(zone, { disambiguation: 'compatible' });
    const isRepeated = overlap === 'later' && earlier.toPlainDateTime().equals(clock);
    return (isRepeated ? clock.toZonedDateTime(zone, { disambiguation: 'later' }) : earlier).epochMilliseconds;
  });
}

/** What clocks in a zone show at an instant (epoch milliseconds); undefined for a zone that is not known. */
export function wallClockOf(epochMs: number, zone: string): Required<WallClock> | undefined {
  return ifValid(() => {
    const { year, month, day, hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
    return { year, month, day, hour, minute, second };
  });
}

/**
 * The first instant (epoch milliseconds) of a day, `YYYY-MM-DD`, in a zone: not always midnight, since in some zones
 * clocks go forward at midnight. Undefined for a day that does not exist or a zone that is not known.
 */
export function startOfDay(day: string, zone: string): number | undefined {
  return ifValid(() => Temporal.PlainDate.from(day, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds);
}

/** The day that lies `days` after another, both `YYYY-MM-DD`; undefined for a day that does not exist. */
export function addDays(day: string, days: number): string | undefined {
  return ifValid(() => Temporal.PlainDate.from(day, { overflow: 'reject' }).add({ days }).toString());
}

/** Temporal reports unknown zones and impossible dates as RangeErrors (TypeErrors for missing fields). */
function ifValid<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}
