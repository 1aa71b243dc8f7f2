/** The block that says how long it took, and between which milestones that was measured. */
import { isOpenAgain, METRICS, metricEnds, metricsOf, type Metric } from '../incident/metrics.ts';
import type { RecordedTime } from '../time/recordedTime.ts';
import { durationInWords } from './durations.ts';
import { wordsFor, zoneFor, type PostmortemFacts } from './facts.ts';
import { table } from './table.ts';
import { dateTime, zoneOfAll } from './times.ts';

/** The milestones that each metric is measured between. */
const ENDS = {
  ttd: ['started', 'detected'],
  tta: ['detected', 'acknowledged'],
  ttm: ['started', 'mitigated'],
  ttr: ['started', 'resolved'],
} as const satisfies Record<Metric, readonly [string, string]>;

/** A table of the four metrics, also of those that are not known: what is missing is worth seeing. */
export function renderMetrics(facts: PostmortemFacts): string {
  const words = wordsFor(facts);
  const zone = zoneFor(facts);
  const metrics = metricsOf(facts.incident);
  const ends = metricEnds(facts.incident);
  const openAgain = isOpenAgain(facts.incident);
  const rows = METRICS.map((metric) => {
    const { from, to } = ends[metric];
    const [start, end] = ENDS[metric];
    const stated = (name: typeof start | typeof end, time: RecordedTime | null): string => {
      const missing = name === 'resolved' && openAgain ? words.openAgain : words.notRecorded;
      return `${words.entryTypes[name]} ${time ? dateTime(time, zone) : `(${missing})`}`;
    };
    const value = metrics.negative.includes(metric) ? `${words.unknown} (${words.contradiction})` : durationInWords(metrics[metric], words);
    return [words.metricNames[metric], value, stated(start, from), stated(end, to)];
  });
  const times = METRICS.flatMap((metric) => [ends[metric].from ?? [], ends[metric].to ?? []].flat());
  const labels = words.metrics;
  return table([labels.measure, labels.value, `${labels.from} (${zoneOfAll(times, zone)})`, labels.to], rows);
}
