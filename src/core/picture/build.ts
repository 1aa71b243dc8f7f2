/** From an incident and its file to the picture that the timeline shows. */
import * as l10n from '@vscode/l10n';
import { metricEnds, METRICS, metricsOf, milestone, stamps, type Stamp } from '../incident/metrics.ts';
import { ENTRY_TYPES, UNDETERMINED, type Hypothesis, type Incident } from '../incident/schema.ts';
import { commanderOf, serviceStates } from '../incident/state.ts';
import { lastInstant, nextUpdates } from '../incident/updates.ts';
import { missingFor } from '../process/gates.ts';
import type { Process } from '../process/process.ts';
import { isDone, nextStatus, phaseOf, priorityOf, severityRank } from '../process/rules.ts';
import { middle, parseTime } from '../time/recordedTime.ts';
import type { Problem, YamlSource } from '../yaml/source.ts';
import { bandsOf } from './bands.ts';
import { itemsOf, pictureTime } from './items.ts';
import type { Picture, PictureBracket, PictureDue, PictureHypothesis } from './picture.ts';

export interface PictureInput {
  /** The folder's name. */
  readonly id: string;
  readonly incident: Incident;
  readonly process: Process;
  /** The file that the incident was read from: gives the lines. */
  readonly source: YamlSource;
  readonly problems: readonly Problem[];
  readonly writable: boolean;
}

/** Never fails: what cannot be read is listed without a time, or left to the problems. */
export function buildPicture({ id, incident, process, source, problems, writable }: PictureInput): Picture {
  const next = nextStatus(process, incident.status);
  return {
    id,
    title: incident.title,
    status: incident.status,
    phase: phaseOf(process, incident.status),
    severity: incident.severity || UNDETERMINED,
    severityRank: severityRank(process, incident.severity),
    priority: priorityOf(process, incident),
    mode: incident.mode ?? 'live',
    confidential: incident.confidential ?? false,
    commander: commanderOf(incident),
    services: serviceStates(incident).map(({ name, condition, verified }) => ({ name, condition, verified })),
    items: itemsOf(incident, source),
    bands: bandsOf(process, incident),
    brackets: bracketsOf(process, incident),
    hypotheses: hypothesesOf(incident),
    due: isDone(process, incident.status) ? [] : dueOf(incident),
    next: next === null ? null : { status: next, missing: missingFor(process, incident, next).map(({ words }) => words) },
    origin: originOf(incident),
    problems: problems.map(({ start, message, severity }) => ({ line: start.line, message, severity })),
    entryTypes: ENTRY_TYPES,
    writable,
  };
}

function bracketsOf(process: Process, incident: Incident): PictureBracket[] {
  const ends = metricEnds(incident);
  const values = metricsOf(incident);
  const done = isDone(process, incident.status);
  return METRICS.map((metric) => {
    const { from, to } = ends[metric];
    return { metric, from: pictureTime(from), to: pictureTime(to), value: values[metric], running: from !== null && to === null && !done };
  });
}

/** A hypothesis runs from the first entry about it to the last one that confirms or rejects it. */
function hypothesesOf(incident: Incident): PictureHypothesis[] {
  const about = new Map<string, Stamp[]>();
  for (const stamp of stamps(incident.timeline)) {
    const { ref } = stamp.entry;
    if (ref === undefined) continue;
    const mentions = about.get(ref);
    if (mentions) mentions.push(stamp);
    else about.set(ref, [stamp]);
  }
  return (incident.hypotheses ?? []).map((hypothesis, index) => {
    const mentions = hypothesis.id === undefined ? [] : (about.get(hypothesis.id) ?? []);
    const verdicts = mentions.filter(({ entry }) => entry.type === 'hypothesis' && isVerdict(entry.to));
    const last = verdicts.map(({ time }) => middle(time)).reduce<number | null>((a, b) => Math.max(a ?? b, b), null);
    const first = mentions.map(({ time }) => middle(time)).reduce<number | null>((a, b) => Math.min(a ?? b, b), null);
    const state: NonNullable<Hypothesis['state']> = hypothesis.state ?? 'open';
    return {
      key: `hypotheses ${hypothesis.id ?? index}`,
      id: hypothesis.id ?? null,
      text: hypothesis.text,
      state,
      from: first,
      to: state === 'open' ? null : last,
    };
  });
}

function isVerdict(state: string | undefined): boolean {
  return state === 'confirmed' || state === 'rejected';
}

function dueOf(incident: Incident): PictureDue[] {
  const updates = nextUpdates(incident).map(({ audience, due }): PictureDue => ({
    kind: 'update',
    label: audience === '' ? l10n.t('update') : l10n.t('update to {0}', audience),
    due: lastInstant(due),
  }));
  const deadlines = (incident.deadlines ?? []).flatMap(({ name, due, met }): PictureDue[] => {
    const parsed = parseTime(due);
    return met || !parsed.ok ? [] : [{ kind: 'deadline', label: name, due: lastInstant(parsed.time) }];
  });
  return [...updates, ...deadlines].sort((a, b) => a.due - b.due);
}

function originOf(incident: Incident): number | null {
  const started = milestone(incident, 'started', 'first');
  if (started) return middle(started.time);
  const instants = stamps(incident.timeline).map(({ time }) => middle(time));
  return instants.length > 0 ? instants.reduce((a, b) => Math.min(a, b)) : null;
}
