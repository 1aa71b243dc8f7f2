/** The statuses an incident went through, as stretches of time. */
import { milestone, stamps, type Stamp } from '../incident/metrics.ts';
import type { Entry, Incident } from '../incident/schema.ts';
import type { Process } from '../process/process.ts';
import { phaseOf, reopenStatus, startStatus } from '../process/rules.ts';
import { compareTimes, middle } from '../time/recordedTime.ts';
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

interface StatusChange {
  readonly status: string;
  readonly stamp: Stamp;
}

/** Changes of status in order of time. `resolved`, `reopened` and `closed` stand for one, also when they do not say to what. */
export function statusChanges(process: Process, incident: Pick<Incident, 'timeline'>): StatusChange[] {
  return stamps(incident.timeline)
    .flatMap((stamp) => {
      const status = statusSetBy(process, stamp.entry);
      return status === null ? [] : [{ status, stamp }];
    })
    .sort((a, b) => compareTimes(a.stamp.time, b.stamp.time));
}

function statusSetBy(process: Process, { type, to }: Entry): string | null {
  switch (type) {
    case 'status':
      return to ?? null;
    case 'resolved':
    case 'closed':
      return to ?? (phaseOf(process, type) ? type : null);
    case 'reopened':
      return to ?? reopenStatus(process);
    default:
      return null;
  }
}

/** When people began to deal with it: the first time it was detected or declared, else its first entry. Epoch milliseconds. */
function beginningOf(incident: Incident): number | null {
  const known = [milestone(incident, 'detected', 'first'), milestone(incident, 'declared', 'first')].flatMap((stamp) => stamp ?? []);
  const instants = (known.length > 0 ? known : stamps(incident.timeline)).map(({ time }) => middle(time));
  return instants.length > 0 ? instants.reduce((a, b) => Math.min(a, b)) : null;
}
