/** What the milestones of one incident say in seconds: derived whenever asked, never stored. */
import { span, type Seconds } from '../time/duration.ts';
import { compareTimes, parseTime, type RecordedTime } from '../time/recordedTime.ts';
import type { Entry, Milestone } from './schema.ts';

export const METRICS = ['ttd', 'tta', 'ttm', 'ttr'] as const;
export type Metric = (typeof METRICS)[number];

/** Times to detect, acknowledge, mitigate and resolve, in seconds; `[least, most]` where an end is uncertain. */
export interface Metrics extends Readonly<Record<Metric, Seconds>> {
  /** Metrics that are null because their end certainly lies before their start. */
  readonly negative: readonly Metric[];
}

/** An entry together with its time. */
export interface Stamp<E extends Pick<Entry, 'at'> = Entry> {
  readonly entry: E;
  readonly time: RecordedTime;
}

type WithTimeline = { readonly timeline: readonly Entry[] };

/**
 * The first or the last milestone of a type, by its time: the order of the file says nothing. Among equal times the file's
 * order decides. Null when there is none with a readable time.
 */
export function milestone({ timeline }: WithTimeline, type: Milestone, which: 'first' | 'last'): Stamp | null {
  return pick(stamps(timeline.filter((entry) => entry.type === type)), which);
}

/** The first mitigation after the last reopening; without a reopening, the first of all. Null when there is none. */
export function currentMitigation(incident: WithTimeline): Stamp | null {
  const reopened = milestone(incident, 'reopened', 'last');
  const { timeline } = incident;
  const mitigated = stamps(timeline.filter((entry) => entry.type === 'mitigated'));
  return pick(reopened ? mitigated.filter((stamp) => isLater(timeline, stamp, reopened)) : mitigated, 'first');
}

/** Whether it was reopened and not resolved since. */
export function isOpenAgain(incident: WithTimeline): boolean {
  const reopened = milestone(incident, 'reopened', 'last');
  const resolved = milestone(incident, 'resolved', 'last');
  return reopened !== null && (resolved === null || isLater(incident.timeline, reopened, resolved));
}

/**
 * The metrics of an incident, after the design: TTD = first started → first detected; TTA = first detected → first
 * acknowledged; TTM = first started → first mitigated after the last reopened; TTR = first started → last resolved, null
 * while open again. A missing end gives null.
 */
export function metricsOf(incident: WithTimeline): Metrics {
  const ends = metricEnds(incident);
  const negative: Metric[] = [];
  const value = (metric: Metric): Seconds => {
    const { from, to } = ends[metric];
    const duration = from && to ? span(from, to) : null;
    if (duration !== 'negative') return duration;
    negative.push(metric);
    return null;
  };
  return { ttd: value('ttd'), tta: value('tta'), ttm: value('ttm'), ttr: value('ttr'), negative };
}

/** The two ends of each metric, as recorded; null where one is missing. */
export function metricEnds(incident: WithTimeline): Readonly<Record<Metric, { readonly from: RecordedTime | null; readonly to: RecordedTime | null }>> {
  const started = milestone(incident, 'started', 'first')?.time ?? null;
  const detected = milestone(incident, 'detected', 'first')?.time ?? null;
  const resolved = isOpenAgain(incident) ? null : milestone(incident, 'resolved', 'last');
  return {
    ttd: { from: started, to: detected },
    tta: { from: detected, to: milestone(incident, 'acknowledged', 'first')?.time ?? null },
    ttm: { from: started, to: currentMitigation(incident)?.time ?? null },
    ttr: { from: started, to: resolved?.time ?? null },
  };
}

/** Entries whose time can be read, in the file's order. */
export function stamps<E extends Pick<Entry, 'at'>>(entries: readonly E[]): Stamp<E>[] {
  return entries.flatMap((entry) => {
    const parsed = parseTime(entry.at);
    return parsed.ok ? [{ entry, time: parsed.time }] : [];
  });
}

/** The last of some entries by time, the file's order deciding among equals; null when none has a readable time. */
export function latest<E extends Pick<Entry, 'at'>>(entries: readonly E[]): Stamp<E> | null {
  return pick(stamps(entries), 'last');
}

function pick<E extends Pick<Entry, 'at'>>(candidates: readonly Stamp<E>[], which: 'first' | 'last'): Stamp<E> | null {
  let best: Stamp<E> | null = null;
  for (const stamp of candidates) {
    const order = best ? compareTimes(stamp.time, best.time) : 0;
    if (!best || (which === 'first' ? order < 0 : order >= 0)) best = stamp;
  }
  return best;
}

function isLater(timeline: readonly Entry[], a: Stamp, b: Stamp): boolean {
  return (compareTimes(a.time, b.time) || timeline.indexOf(a.entry) - timeline.indexOf(b.entry)) > 0;
}
