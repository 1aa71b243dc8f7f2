/** What every operation needs to know about its circumstances, and what several of them check. */
import * as l10n from '@vscode/l10n';
import type { RandomBelow } from '../incident/id.ts';
import { newItemId } from '../incident/id.ts';
import type { Entry, Incident } from '../incident/schema.ts';
import type { Process } from '../process/process.ts';
import { refuse, type Refusal } from './edit.ts';
import { compareTimes, formatInstant, parseTime, type RecordedTime } from '../time/recordedTime.ts';

export interface OperationContext {
  readonly process: Process;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Handle of the person who does it. */
  readonly by: string;
  readonly random: RandomBelow;
}

/** A new id that no item of the incident has. */
export function freshId(incident: Incident, random: RandomBelow): string {
  const used = new Set<string | undefined>();
  for (const value of Object.values(incident)) {
    if (Array.isArray(value)) for (const item of value) used.add((item as { id?: string } | null)?.id);
  }
  for (;;) {
    const id = newItemId(random);
    if (!used.has(id)) return id;
  }
}

/** The present as the file writes it: UTC, to the second. */
export function nowText(context: OperationContext): string {
  return formatInstant(context.now);
}

/** Puts an entry behind the last one that is not later, so that a file in order stays in order. */
export function insertInOrder(timeline: Entry[], entry: Entry): void {
  const at = timeOf(entry.at);
  let index = timeline.length;
  if (at) {
    while (index > 0) {
      const before = timeOf(timeline[index - 1]?.at ?? '');
      if (!before || compareTimes(before, at) <= 0) break;
      index -= 1;
    }
  }
  timeline.splice(index, 0, entry);
}

export function timeOf(text: string): RecordedTime | null {
  const parsed = parseTime(text);
  return parsed.ok ? parsed.time : null;
}

/** Refuses the first text that is given and is not a time. */
export function checkTimes(...texts: readonly (string | undefined)[]): Refusal | null {
  for (const text of texts) {
    const parsed = text === undefined ? null : parseTime(text);
    if (parsed && !parsed.ok) return refuse('invalid', parsed.reason);
  }
  return null;
}

export interface Spelling {
  readonly said: string;
  /** As the process spells it; null for a name that it does not know. */
  readonly name: string | null;
  readonly known: readonly string[];
}

/** Finds a name that the process knows, whatever its case. */
export function spelled(said: string | undefined, known: readonly string[]): Spelling | undefined {
  if (said === undefined) return undefined;
  const name = known.find((one) => one === said) ?? known.find((one) => one.toLowerCase() === said.toLowerCase());
  return { said, name: name ?? null, known };
}

/** Refuses the first name that the process does not know. */
export function checkNames(spellings: Readonly<Record<string, Spelling | undefined>>): Refusal | null {
  const stranger = Object.values(spellings).find((one) => one?.name === null);
  return stranger ? refuse('invalid', l10n.t('“{0}” is not known to this process. Known: {1}.', stranger.said, stranger.known.join(', '))) : null;
}

/** Only the keys that hold something, in the order given. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== '')) as T;
}
