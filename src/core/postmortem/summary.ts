/** The block that says at a glance what kind of incident it was. */
import { currentMitigation, isOpenAgain, milestone, type Stamp } from '../incident/metrics.ts';
import { commanderOf, serviceStates } from '../incident/state.ts';
import { isUndetermined, priorityOf } from '../process/rules.ts';
import { inline } from './escape.ts';
import { wordsFor, zoneFor, type PostmortemFacts } from './facts.ts';
import { table } from './table.ts';
import { dateTimeWithZone } from './times.ts';
import { word } from './words.ts';

/** A table of one row per fact; what is usual (mode live) or unknown is left out, the times excepted. */
export function renderSummary(facts: PostmortemFacts): string {
  const { id, incident, process } = facts;
  const words = wordsFor(facts);
  const labels = words.summary;
  const { severity, mode = 'live', outcome = 'incident' } = incident;
  const time = (stamp: Stamp | null): string => (stamp ? dateTimeWithZone(stamp.time, zoneFor(facts)) : words.unknown);
  const services = serviceStates(incident).map(({ name }) => name);
  const rows: readonly (readonly [label: string, value: string, shown: boolean])[] = [
    [labels.status, inline(incident.status), true],
    [labels.severity, isUndetermined(severity) ? words.undetermined : inline(severity ?? ''), true],
    [labels.priority, inline(priorityOf(process, incident) ?? ''), true],
    [labels.type, inline(incident.type ?? ''), true],
    [labels.mode, word(words.modes, mode), mode !== 'live'],
    [labels.outcome, word(words.outcomes, outcome), outcome !== 'incident'],
    [labels.services, inline(services.join(', ')), true],
    [labels.commander, inline(commanderOf(incident)), true],
    [labels.started, time(milestone(incident, 'started', 'first')), true],
    [labels.detected, time(milestone(incident, 'detected', 'first')), true],
    [labels.mitigated, time(currentMitigation(incident)), true],
    [labels.resolved, isOpenAgain(incident) ? words.openAgain : time(milestone(incident, 'resolved', 'last')), true],
  ];
  const shown = rows.filter(([, value, isShown]) => isShown && value !== '');
  return table([labels.incident, inline(id)], shown.map(([label, value]) => [label, value]));
}
