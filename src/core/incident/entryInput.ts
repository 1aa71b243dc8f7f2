/** How a line typed in a hurry becomes a timeline entry: time and type in front, as typed; the rest is the text. */
import { splitLeadingTime } from '../time/natural.ts';
import type { RecordedTime } from '../time/recordedTime.ts';
import { CONTENTS, MILESTONES } from './schema.ts';

/** Types that a person adds by hand; the others come with the change that they state. */
export const TYPED_BY_HAND: readonly string[] = [...CONTENTS, ...MILESTONES.filter((type) => !['resolved', 'reopened', 'closed'].includes(type))];

export interface EntryInput {
  /** Null for now. */
  readonly time: RecordedTime | null;
  /** Null when none was typed. */
  readonly type: string | null;
  readonly text: string;
}

/**
 * Reads `10 min ago evidence: p99 at 4 s` as time, type and text. Type and time may be left out, and the type may be the
 * whole line for a milestone (`mitigated`).
 *
 * @param context now in epoch milliseconds, and the person's IANA zone
 */
export async function readEntryInput(input: string, context: { readonly now: number; readonly zone: string }): Promise<EntryInput> {
  const line = input.trim();
  const typedFirst = readType(line);
  const split = await splitLeadingTime(typedFirst ? typedFirst.rest : line, context);
  const typed = typedFirst ?? readType(split.text);
  return { time: split.time ?? null, type: typed?.type ?? null, text: typedFirst ? split.text : (typed?.rest ?? split.text) };
}

function readType(text: string): { readonly type: string; readonly rest: string } | null {
  const match = /^([a-z]+)\s*(?::\s*(.*))?$/is.exec(text);
  const type = TYPED_BY_HAND.find((one) => one === match?.[1]?.toLowerCase());
  if (!match || !type) return null;
  const rest = match[2];
  // A lone word is a type only where it says something by itself.
  if (rest === undefined) return (MILESTONES as readonly string[]).includes(type) ? { type, rest: '' } : null;
  return { type, rest };
}
