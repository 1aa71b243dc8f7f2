/** What was promised to whom: each sent update names when the next one comes. */
import { nominal, parseTime, type RecordedTime } from '../time/recordedTime.ts';
import { latest } from './metrics.ts';
import type { Incident, Update } from './schema.ts';

export interface NextUpdate {
  /** Empty when the updates name no audience. */
  readonly audience: string;
  readonly due: RecordedTime;
}

/** For each audience the time its latest sent update promised; nothing for an audience that was promised none. */
export function nextUpdates({ updates }: Pick<Incident, 'updates'>): NextUpdate[] {
  const sent = new Map<string, Update[]>();
  for (const update of updates ?? []) {
    if (update.state === 'draft') continue;
    const audience = update.audience ?? '';
    const known = sent.get(audience);
    if (known) known.push(update);
    else sent.set(audience, [update]);
  }
  return [...sent].flatMap(([audience, list]) => {
    const next = latest(list)?.entry.next;
    const parsed = next ? parseTime(next) : null;
    return parsed?.ok ? [{ audience, due: parsed.time }] : [];
  });
}

/** Until when something due at a time may come (epoch milliseconds): a day's end for a day, the instant for a point. */
export function lastInstant(due: RecordedTime): number {
  return nominal(due).end;
}
