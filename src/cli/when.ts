/** Times on the command line: typed as people say them, answered with the instant that was understood. */
import * as l10n from '@vscode/l10n';
import type { Process } from '../core/process/process.ts';
import type { RecordedTime } from '../core/time/recordedTime.ts';
import { displayTime, isZone, zoneLabel } from '../core/time/zone.ts';
import { usage } from './failure.ts';

export interface Asked {
  /** The option it was given with, for the message: `--at`. */
  readonly option: string;
  readonly now: number;
  readonly zone: string;
  /** A coming time is asked for, such as a due date. */
  readonly future?: boolean;
}

export interface Understood {
  readonly time: RecordedTime;
  /** Something that has happened cannot lie ahead: worth a word, not a refusal. */
  readonly ahead: boolean;
}

/** @throws Failure for what is no time */
export async function readWhen(text: string, { option, ...context }: Asked): Promise<Understood> {
  // Reading words needs much code that most commands do without.
  const { readTime } = await import('../core/time/natural.ts');
  const read = await readTime(text, context);
  if (!read.ok) throw usage(`${option}: ${read.reason}`);
  return { time: read.time, ahead: read.future && !context.future };
}

/** The zone that a person thinks in: of the environment, of the person or the team in `sitrep.yaml`, of the machine. */
export function zoneFor(process: Process, person: string | null, environment: string | undefined): string {
  const named = [environment?.replace(/^:/, ''), person === null ? null : process.people[person]?.zone, process.calendar.zone];
  return named.find((zone) => Boolean(zone) && isZone(zone ?? '')) ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}

/** "2026-11-22 06:00 CET, 2026-11-22T05:00:00Z": what a clock here showed, and the instant as the file states it. */
export function whenWords(time: RecordedTime, zone: string): string {
  if (time.unit === 'day' || time.unit === 'month') return time.text;
  return l10n.t('{0} {1} ({2})', displayTime(time, zone, 'date-time'), zoneLabel(time.start, zone), time.text);
}
