// When things happened in the sample: everything hangs on the present moment.
import {formatInstant} from '../../src/core/time/recordedTime.ts';
import {instantOfWallClock} from '../../src/core/time/wallClock.ts';
import {addWorkingDays, isWorkingDay} from '../../src/core/time/workingDays.ts';
import {dayInZone, formatInZone} from '../../src/core/time/zone.ts';

export const ZONE = 'Europe/Paris';
/** Of the shop's people; its holidays make no difference to the sample. */
const WEEK = {workingDays: [1, 2, 3, 4, 5], holidays: []};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** From minutes after an origin to epoch milliseconds, whole seconds. */
export type After = (minutes: number) => number;

export function after(origin: number): After {
  return (minutes) => origin + Math.round(minutes * 60) * 1000;
}

/** The instant at which clocks of the shop's zone show a time on a day. */
export function clockOn(day: string, time: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const instant = instantOfWallClock({year, month, day: date, hour, minute}, ZONE);
  if (instant === undefined) throw new Error(`There is no ${time} on ${day}`);
  return instant;
}

/** The day in the shop's zone that lies so many days before an instant. */
export function daysBefore(instant: number, days: number): string {
  return dayInZone(instant - days * DAY, ZONE);
}

/** A day on which people work: the day itself, or the last working day before it. */
export function workingDay(day: string): string {
  return isWorkingDay(day, WEEK) ? day : workingDaysFrom(day, -1);
}

/** The day that lies so many working days after another. */
export function workingDaysFrom(day: string, count: number): string {
  const found = addWorkingDays(day, count, WEEK);
  if (found === undefined) throw new Error(`There are no ${count} working days after ${day}`);
  return found;
}

/** What a clock in the shop's zone shows: for prose beside tables that show the same zone. */
export function clock(instant: number): string {
  return formatInZone(instant, ZONE, 'time');
}

/** An instant as a file says it. */
export const written = formatInstant;

/** An instant that nobody read off a clock: to the minute, and approximately. */
export function roughly(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16)}Z~`;
}
