/** The statuses an incident went through, as stretches of time. */
import { milestone, stamps } from '../incident/metrics.ts';
import type { Incident } from '../incident/schema.ts';
import { statusChanges } from '../incident/state.ts';
import type { Process } from '../process/process.ts';
import { phaseOf, startStatus } from '../process/rules.ts';
import { middle } from '../time/recordedTime.ts';
import type { PictureBand } from './picture.ts';

/** One after another, without gaps; the last has no end. Empty without a readable time. */
export function bandsOf(process: Process, incident: Incident): PictureBand[] {
  const changes = statusChanges(process, incident);
  const [first] = changes;
  const beginning = beginningOf(incident);
  const starts = changes.map(({ status, stamp }) => ({ status, from: middle(stamp.time) }));
  if (beginning !== null && (!first || beginning < middle(first.stamp.time))) {
    const status = first ? (first.stamp.entry.from ?? startStatus(process)) : incident.status;
    starts.unshift({ status, from: beginning });
  }
  // A change whose time overlaps the next one's may have its middle after it.
  return starts.map(({ status, from }, index) => ({
    status,
    phase: phaseOf(process, status) ?? 'response',
    from,
    to: index + 1 < starts.length ? Math.max(from, starts[index + 1]?.from ?? from) : null,
  }));
}

/** When people began to deal with it: the first time it was detected or declared, else its first entry. Epoch milliseconds. */
function beginningOf(incident: Incident): number | null {
  const known = [milestone(incident, 'detected', 'first'), milestone(incident, 'declared', 'first')].flatMap((stamp) => stamp ?? []);
  const instants = (known.length > 0 ? known : stamps(incident.timeline)).map(({ time }) => middle(time));
  return instants.length > 0 ? instants.reduce((a, b) => Math.min(a, b)) : null;
}
