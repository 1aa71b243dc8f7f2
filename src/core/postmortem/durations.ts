/** Durations in words of the process's language. Unlike those in `time/duration.ts` they are written into files. */
import type { Seconds } from '../time/duration.ts';
import { fill, type Words } from './words.ts';

/** "45 s", "23 min", "1 h 22 min", "2 d 4 h", "between 13 min and 23 min", and "—" when it is unknown. */
export function durationInWords(duration: Seconds, words: Words): string {
  if (duration === null) return words.unknown;
  if (typeof duration === 'number') return inUnits(duration, words);
  const [least, most] = [inUnits(duration[0], words), inUnits(duration[1], words)];
  return least === most ? most : fill(words.between, least, most);
}

/** Two units at most, rounded to the finer one. */
function inUnits(seconds: number, { units }: Words): string {
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} ${units.second}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} ${units.minute}`;
  if (minutes < 24 * 60) return twoUnits(Math.floor(minutes / 60), units.hour, minutes % 60, units.minute);
  const hours = Math.round(seconds / 3600);
  return twoUnits(Math.floor(hours / 24), units.day, hours % 24, units.hour);
}

function twoUnits(many: number, unit: string, rest: number, finer: string): string {
  return rest === 0 ? `${many} ${unit}` : `${many} ${unit} ${rest} ${finer}`;
}
