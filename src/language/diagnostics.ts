/** What is wrong, or odd, about a file: problems of reading it, and those that only its meaning shows. */
import { readIncident } from '../core/incident/read.ts';
import type { Process } from '../core/process/process.ts';
import { readProcess } from '../core/process/read.ts';
import type { Problem } from '../core/yaml/source.ts';
import { checkHistory } from './checks/history.ts';
import { checkIds } from './checks/ids.ts';
import { checkKeys } from './checks/keys.ts';
import { checkNames } from './checks/names.ts';
import { checkTimes } from './checks/times.ts';
import { Diagnosis } from './diagnosis.ts';

export interface DiagnosisContext {
  readonly process: Process;
  /** Name of the folder that the incident lies in: its id. */
  readonly folderName: string;
  /** `YYYY-MM-DD` (UTC). With it, entries that lie in the future are pointed out. */
  readonly today?: string;
}

/** Everything to say about an `incident.yaml`, in the order of the file. Never throws. */
export function diagnoseIncident(text: string, { process, folderName, today }: DiagnosisContext): readonly Problem[] {
  const reading = readIncident(text);
  if (!reading.readable) return reading.problems;
  const diagnosis = new Diagnosis(reading.incident, process, reading.source, today ?? null);
  checkKeys(diagnosis);
  checkIds(diagnosis, folderName);
  checkNames(diagnosis);
  checkTimes(diagnosis);
  checkHistory(diagnosis);
  return inOrder([...reading.problems, ...diagnosis.problems]);
}

/** Everything to say about a `sitrep.yaml`, in the order of the file. Never throws. */
export function diagnoseProcess(text: string): readonly Problem[] {
  return inOrder(readProcess(text).problems);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.start.offset - b.start.offset);
}
