/** What the blocks of a postmortem are made of. */
import type { Incident } from '../incident/schema.ts';
import type { Process } from '../process/process.ts';
import { isZone } from '../time/zone.ts';
import { wordsOf, type Words } from './words.ts';

/** An incident, its id and the team's process: generated text depends on nothing else. */
export interface PostmortemFacts {
  /** The folder's name. */
  readonly id: string;
  readonly incident: Incident;
  readonly process: Process;
}

/** The words of the process's language. */
export function wordsFor({ process }: PostmortemFacts): Words {
  return wordsOf(process.language);
}

/** The zone of every time that is shown: the team's, else UTC. */
export function zoneFor({ process }: PostmortemFacts): string {
  const { zone } = process.calendar;
  return zone !== null && isZone(zone) ? zone : 'UTC';
}
