/** Applies operations to texts, for tests. */
import assert from 'node:assert/strict';
import { readIncident } from '../../../src/core/incident/read.ts';
import type { Entry, Incident } from '../../../src/core/incident/schema.ts';
import type { OperationContext } from '../../../src/core/operations/context.ts';
import { editIncident, type Edit, type Operation, type Refusal } from '../../../src/core/operations/edit.ts';
import { DEFAULT_PROCESS } from '../../../src/core/process/defaults.ts';
import { chooser } from '../yaml/styledYaml.ts';

export const NOW = '2026-11-22T06:00:00Z';

/** Alice at six, with a repeatable source of ids. */
export function contextOf(seed = 1, more: Partial<OperationContext> = {}): OperationContext {
  return { process: DEFAULT_PROCESS, now: Date.parse(NOW), by: 'alice', random: chooser(seed), ...more };
}

export interface Applied {
  readonly edit: Edit;
  readonly text: string;
  /** As the full parser reads it again. */
  readonly incident: Incident;
  /** Entries that were not there before. */
  readonly written: readonly Entry[];
}

/** Applies an operation that must succeed. */
export function apply(text: string, operation: Operation): Applied {
  const before = incidentIn(text);
  const edit = editIncident(text, operation);
  assert.ok(edit.ok, edit.ok ? '' : `${edit.refusal.kind}: ${edit.refusal.message}`);
  const incident = incidentIn(edit.text);
  assert.deepEqual(incident, JSON.parse(JSON.stringify(edit.incident)), 'the text says what the edit says');
  const known = new Set(before.timeline.map((entry) => entry.id));
  return { edit, text: edit.text, incident, written: incident.timeline.filter((entry) => !known.has(entry.id)) };
}

/** Applies an operation that must be refused, and gives the refusal. */
export function refused(text: string, operation: Operation): Refusal {
  const edit = editIncident(text, operation);
  assert.ok(!edit.ok, 'it was not refused');
  return edit.refusal;
}

/** The refusal's kind and words, on one line. */
export function refusedWith(text: string, operation: Operation): string {
  const { kind, message } = refused(text, operation);
  return `${kind}: ${message}`;
}

export function incidentIn(text: string): Incident {
  const reading = readIncident(text);
  assert.ok(reading.readable, JSON.stringify(reading.readable ? [] : reading.problems));
  return reading.incident;
}

/** The one entry that an operation wrote, without its id, which must be well formed. */
export function entryOf({ written }: Applied): Omit<Entry, 'id'> {
  assert.equal(written.length, 1, JSON.stringify(written));
  const { id, ...rest } = written[0] ?? assert.fail();
  assert.match(id ?? '', /^[a-z][a-z0-9]{5}$/);
  return rest;
}

/** Lines of one text that the other lacks. */
export function newLines(before: string, after: string): readonly string[] {
  const old = before.split('\n');
  return after.split('\n').filter((line) => !old.includes(line));
}
