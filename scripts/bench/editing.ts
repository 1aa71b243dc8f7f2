// Changing an incident of 500 entries, and bringing its postmortem up to date.
import {editIncident} from '../../src/core/operations/edit.ts';
import {addEntry} from '../../src/core/operations/entries.ts';
import {readIncident} from '../../src/core/incident/read.ts';
import {refreshBlocks} from '../../src/core/postmortem/refresh.ts';
import {newPostmortem} from '../../src/core/postmortem/template.ts';
import {DEFAULT_PROCESS} from '../../src/core/process/defaults.ts';
import {medianOf} from './measure.ts';
import {sampleId, sampleIncident} from './samples.ts';

export interface Editing {
  /** Milliseconds: parsing the file with positions. */
  readonly parse: number;
  /** Adding an entry to a reading that is there already. */
  readonly add: number;
  /** The same without one: parse, then add. */
  readonly addUnread: number;
  /** All generated blocks of the postmortem. */
  readonly refresh: number;
}

export async function measureEditing(entries: number, runs: number): Promise<Editing> {
  const text = sampleIncident(1, entries);
  const reading = readIncident(text);
  if (!reading.readable || reading.incident.timeline.length < entries) throw new Error('The sample is not as long as it should be.');
  let number = 0;
  const operation = (): ReturnType<typeof addEntry> =>
    addEntry({process: DEFAULT_PROCESS, now: Date.UTC(2026, 10, 22) + number++, by: 'alice', random: (bound) => Math.floor(Math.random() * bound)}, {type: 'note', text: 'Rolled back'});
  const edit = (known?: typeof reading): void => {
    const result = known ? editIncident(text, operation(), known) : editIncident(text, operation());
    if (!result.ok) throw new Error(result.refusal.message);
  };
  const facts = {id: sampleId(1), incident: reading.incident, process: DEFAULT_PROCESS};
  const postmortem = newPostmortem({...facts, incident: {...reading.incident, timeline: reading.incident.timeline.slice(0, -1)}});
  return {
    parse: await medianOf(() => readIncident(text), runs, 3),
    add: await medianOf(() => edit(reading), runs, 3),
    addUnread: await medianOf(() => edit(), runs, 3),
    refresh: await medianOf(async () => {
      const refreshed = await refreshBlocks(postmortem, facts);
      if (!refreshed.ok || refreshed.changed.length === 0) throw new Error('The blocks were not refreshed.');
    }, runs, 3),
  };
}
