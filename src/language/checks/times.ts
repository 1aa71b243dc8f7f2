/** Times: whether each can be read, and, when today is known, whether something is said to have happened that cannot have yet. */
import * as l10n from '@vscode/l10n';
import { parseTime, type RecordedTime } from '../../core/time/recordedTime.ts';
import type { Path } from '../../core/yaml/source.ts';
import type { Diagnosis } from '../diagnosis.ts';

export function checkTimes(diagnosis: Diagnosis): void {
  const { incident } = diagnosis;
  const today = diagnosis.today === null ? null : parseTime(diagnosis.today);
  const tomorrow = today?.ok ? today.time.end : Infinity;
  const read = (text: string | null | undefined, path: () => Path): RecordedTime | null => {
    if (text === null || text === undefined) return null;
    const parsed = parseTime(text);
    if (parsed.ok) return parsed.time;
    diagnosis.report(path(), 'time', 'error', parsed.reason);
    return null;
  };
  const happened = (text: string | null | undefined, path: () => Path): RecordedTime | null => {
    const time = read(text, path);
    if (time && time.start >= tomorrow) diagnosis.report(path(), 'future', 'warning', l10n.t('This lies in the future.'));
    return time;
  };
  incident.timeline.forEach((entry, index) => {
    const at = happened(entry.at, () => diagnosis.item('timeline', index, 'at'));
    const end = happened(entry.end, () => diagnosis.item('timeline', index, 'end'));
    if (at && end && end.end < at.start) diagnosis.report(diagnosis.item('timeline', index, 'end'), 'end-before-start', 'warning', l10n.t('It ends before it begins.'));
  });
  incident.updates?.forEach(({ at, next }, index) => {
    happened(at, () => diagnosis.item('updates', index, 'at'));
    read(next, () => diagnosis.item('updates', index, 'next'));
  });
  incident.deadlines?.forEach(({ due, met }, index) => {
    read(due, () => diagnosis.item('deadlines', index, 'due'));
    happened(met, () => diagnosis.item('deadlines', index, 'met'));
  });
  incident.actions?.forEach(({ due, closed, postponed }, index) => {
    read(due, () => diagnosis.item('actions', index, 'due'));
    happened(closed?.at, () => diagnosis.item('actions', index, 'closed', 'at'));
    postponed?.forEach(({ at, from, to }, step) => {
      happened(at, () => diagnosis.item('actions', index, 'postponed', step, 'at'));
      read(from, () => diagnosis.item('actions', index, 'postponed', step, 'from'));
      read(to, () => diagnosis.item('actions', index, 'postponed', step, 'to'));
    });
  });
  incident.external?.forEach(({ starts_at }, index) => read(starts_at, () => diagnosis.item('external', index, 'starts_at')));
  read(incident.impacted?.from, () => ['impacted', 'from']);
  read(incident.impacted?.to, () => ['impacted', 'to']);
  read(incident.review?.due, () => ['review', 'due']);
}
