/** The timeline owns history, and the values at the top are the current state: where the two disagree, and what is odd about time. */
import * as l10n from '@vscode/l10n';
import { metricEnds, metricsOf, milestone, stamps, type Metric, type Stamp } from '../../core/incident/metrics.ts';
import { UNDETERMINED, type Entry } from '../../core/incident/schema.ts';
import { statusChanges } from '../../core/incident/state.ts';
import { stampsOutOfOrder } from '../../core/process/gates.ts';
import { compareTimes } from '../../core/time/recordedTime.ts';
import type { Path } from '../../core/yaml/source.ts';
import type { Diagnosis } from '../diagnosis.ts';

export function checkHistory(diagnosis: Diagnosis): void {
  checkState(diagnosis);
  checkConditions(diagnosis);
  checkOrder(diagnosis);
  if (!milestone(diagnosis.incident, 'declared', 'first')) {
    diagnosis.report(['title'], 'no-declared', 'info', l10n.t('The timeline does not say when the incident was declared.'));
  }
}

interface Change {
  readonly stamp: Stamp;
  readonly to: string;
}

/** Status, severity and priority: each is what the timeline last says, if the timeline says anything about it. */
function checkState(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  const disagree = (key: string, changes: readonly Change[], value: string): void => {
    const ends = possiblyLast(changes);
    const [end] = ends.slice(-1);
    if (!end || ends.some(({ to }) => to === value)) return;
    diagnosis.report(placeOf(diagnosis, key, end.stamp.entry), 'disagreement', 'warning', l10n.t('The timeline ends in {0}, but {1} is {2}.', end.to, key, value));
  };
  disagree('status', statusChanges(process, incident).map(({ status, stamp }) => ({ stamp, to: status })), incident.status);
  disagree('severity', changesOf(incident.timeline, 'severity'), incident.severity || UNDETERMINED);
  // Without a priority set by hand it follows the severity, and entries about it need not say so.
  if (incident.priority) disagree('priority', changesOf(incident.timeline, 'priority'), incident.priority);
}

function checkConditions(diagnosis: Diagnosis): void {
  const { incident } = diagnosis;
  const conditions = changesOf(incident.timeline, 'condition');
  for (const [index, { name, condition }] of (incident.services ?? []).entries()) {
    if (condition === undefined) continue;
    const ends = possiblyLast(conditions.filter(({ stamp }) => stamp.entry.service === name));
    const [end] = ends.slice(-1);
    if (!end || ends.some(({ to }) => to === condition)) continue;
    diagnosis.report(diagnosis.item('services', index, 'condition'), 'disagreement', 'warning', l10n.t('The timeline ends with {0} {1}, but here it is {2}.', name, end.to, condition));
  }
}

function changesOf(timeline: readonly Entry[], type: string): Change[] {
  return stamps(timeline.filter((entry) => entry.type === type && entry.to !== undefined)).map((stamp) => ({ stamp, to: stamp.entry.to ?? '' }));
}

/**
 * The changes that may have been the last, in order of time: all that were not certainly over before another began. Of equal
 * times the later in the file is the later.
 */
function possiblyLast(changes: readonly Change[]): readonly Change[] {
  const ordered = changes.toSorted((a, b) => compareTimes(a.stamp.time, b.stamp.time));
  const lastStart = ordered[ordered.length - 1]?.stamp.time.start ?? 0;
  return ordered.filter(({ stamp }, index) => {
    const next = ordered[index + 1]?.stamp.time;
    return stamp.time.end >= lastStart && !(next && compareTimes(stamp.time, next) === 0);
  });
}

/** The value at the top; the entry that says otherwise when there is none. */
function placeOf(diagnosis: Diagnosis, key: string, entry: Entry): Path {
  return diagnosis.has(key) ? [key] : diagnosis.item('timeline', diagnosis.incident.timeline.indexOf(entry));
}

/** Milestones in an odd order; where that makes a metric negative, the metric is what to tell. */
function checkOrder(diagnosis: Diagnosis): void {
  const { incident } = diagnosis;
  const ends = metricEnds(incident);
  const told = new Set<string>();
  for (const metric of metricsOf(incident).negative) {
    const { from, to } = ends[metric];
    const entry = incident.timeline.findIndex(({ at, type }) => at === to?.text && type === END_OF[metric]);
    told.add(`${to?.text} ${from?.text}`);
    diagnosis.report(diagnosis.item('timeline', Math.max(0, entry), 'at'), 'negative-metric', 'warning', wordsForNegative(metric, to?.text ?? '', from?.text ?? ''));
  }
  for (const { earlier, later, words } of stampsOutOfOrder(incident)) {
    if (told.has(`${earlier.time.text} ${later.time.text}`)) continue;
    diagnosis.report(diagnosis.item('timeline', incident.timeline.indexOf(earlier.entry), 'at'), 'order', 'warning', words);
  }
}

const END_OF = { ttd: 'detected', tta: 'acknowledged', ttm: 'mitigated', ttr: 'resolved' } as const satisfies Record<Metric, string>;

function wordsForNegative(metric: Metric, to: string, from: string): string {
  switch (metric) {
    case 'ttd':
      return l10n.t('Detected ({0}) before it started ({1}): the time to detect stays unknown.', to, from);
    case 'tta':
      return l10n.t('Acknowledged ({0}) before it was detected ({1}): the time to acknowledge stays unknown.', to, from);
    case 'ttm':
      return l10n.t('Mitigated ({0}) before it started ({1}): the time to mitigate stays unknown.', to, from);
    case 'ttr':
      return l10n.t('Resolved ({0}) before it started ({1}): the time to resolve stays unknown.', to, from);
  }
}
