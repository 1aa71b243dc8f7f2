/** Working days of a team's calendar, in which reviews fall due. Days are `YYYY-MM-DD`; no time zone is involved. */

export interface WorkingCalendar {
  /** Days of the week after ISO 8601: 1 is Monday, 7 Sunday. None at all means that every day is a working day. */
  readonly workingDays: readonly number[];
  /** Days off, `YYYY-MM-DD`; anything else in the list is ignored. */
  readonly holidays: readonly string[];
}

/** Whether people work that day; false for a text that is no day. */
export function isWorkingDay(day: string, calendar: WorkingCalendar): boolean {
  const number = dayNumber(day);
  return number !== undefined && works(number, weekOf(calendar), holidaysOf(calendar));
}

/**
 * The n-th working day after a day, which itself does not count; before it for a negative n. With 0 the day itself, or the
 * next working day if it is none. Undefined for a text that is no day, for an n that is no whole number up to
 * ±10,000, and when the result lies outside the years 0001 to 9999.
 */
export function addWorkingDays(day: string, n: number, calendar: WorkingCalendar): string | undefined {
  const first = dayNumber(day);
  if (first === undefined || !Number.isInteger(n) || Math.abs(n) > MOST_DAYS) {
    return undefined;
  }
  const week = weekOf(calendar);
  const holidays = holidaysOf(calendar);
  const step = n < 0 ? -1 : 1;
  let current = first;
  let left = Math.abs(n);
  if (n === 0) {
    while (!works(current, week, holidays)) {
      current += 1;
    }
  }
  while (left > 0) {
    current += step;
    if (works(current, week, holidays)) {
      left -= 1;
    }
  }
  return dayText(current);
}

/**
 * How many working days lie after `from`, up to and with `to`; negative when `to` comes first, so that
 * `addWorkingDays(from, n)` is n working days from `from`. Undefined for a text that is no day.
 */
export function workingDaysBetween(from: string, to: string, calendar: WorkingCalendar): number | undefined {
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (first === undefined || last === undefined) {
    return undefined;
  }
  if (first > last) {
    const count = countWorkingDays(last - 1, first - 1, calendar);
    return count === 0 ? 0 : -count;
  }
  return countWorkingDays(first, last, calendar);
}

const MS_PER_DAY = 86_400_000;
const MOST_DAYS = 10_000;

/** Working days after the day number `first`, up to and with `last`: whole weeks by multiplication. */
function countWorkingDays(first: number, last: number, calendar: WorkingCalendar): number {
  const week = weekOf(calendar);
  const holidays = holidaysOf(calendar);
  const wholeWeeks = Math.floor((last - first) / 7);
  let count = wholeWeeks * week.size;
  for (let day = first + wholeWeeks * 7 + 1; day <= last; day += 1) {
    count += week.has(weekday(day)) ? 1 : 0;
  }
  for (const holiday of holidays) {
    count -= holiday > first && holiday <= last && week.has(weekday(holiday)) ? 1 : 0;
  }
  return count;
}

function works(day: number, week: ReadonlySet<number>, holidays: ReadonlySet<number>): boolean {
  return week.has(weekday(day)) && !holidays.has(day);
}

function weekOf({ workingDays }: WorkingCalendar): ReadonlySet<number> {
  const week = new Set(workingDays.filter(day => Number.isInteger(day) && day >= 1 && day <= 7));
  return week.size > 0 ? week : new Set([1, 2, 3, 4, 5, 6, 7]);
}

function holidaysOf({ holidays }: WorkingCalendar): ReadonlySet<number> {
  return new Set(holidays.map(dayNumber).filter(day => day !== undefined));
}

/** 1 January 1970, day 0, was a Thursday. */
function weekday(day: number): number {
  return ((day + 3) % 7 + 7) % 7 + 1;
}

/** Days since 1 January 1970. */
function dayNumber(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return undefined;
  }
  const epochMs = Date.parse(`${day}T00:00:00Z`);
  const number = epochMs / MS_PER_DAY;
  return Number.isInteger(number) && dayText(number) === day ? number : undefined;
}

function dayText(day: number): string | undefined {
  const date = new Date(day * MS_PER_DAY);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}
