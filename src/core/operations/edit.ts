/**
 * The way of every change: read the text, let an operation change a draft of the incident, express the difference as
 * changes, and rewrite the text so that it says just that. Pure: no file is touched here.
 */
import * as l10n from '@vscode/l10n';
import { identitiesOf, mayHaveBecome } from '../incident/identity.ts';
import { keyOrder } from '../incident/keyOrder.ts';
import { readIncident, type IncidentReading } from '../incident/read.ts';
import type { Incident } from '../incident/schema.ts';
import type { JsonMap } from '../yaml/json.ts';
import { rewrite, type RewriteRules, type Splice } from '../yaml/rewrite.ts';
import type { Problem } from '../yaml/source.ts';
import { applyChanges, ChangeConflict, diff, invert, type Change, type Step } from './change.ts';
import type { Need } from '../process/gates.ts';

/** Why an operation did not happen, in words for a person, with what a caller needs to help. */
export type Refusal =
  | { readonly kind: 'unreadable'; readonly message: string; readonly problem: Problem }
  | { readonly kind: 'read-only'; readonly message: string }
  /** Something is missing before the status may be entered. */
  | { readonly kind: 'gate'; readonly message: string; readonly missing: readonly Need[] }
  /** What the operation is about is not there, or someone changed it meanwhile. */
  | { readonly kind: 'conflict'; readonly message: string }
  /** The request itself makes no sense, such as an empty title. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Changes the draft in place. The draft is a copy of the incident as the file states it. */
export type Operation = (draft: Incident) => Done | Refusal;

export interface Done {
  readonly done: true;
  /** What was done, for an undo list and a commit message: "add note", "severity SEV3 → SEV2". */
  readonly label: string;
  /** Id of the item that was added or changed, where there is one. */
  readonly item?: string;
}

export interface Edit {
  readonly ok: true;
  readonly text: string;
  readonly splices: readonly Splice[];
  readonly changes: readonly Change[];
  readonly label: string;
  readonly item?: string;
  readonly incident: Incident;
}

export type EditResult = Edit | { readonly ok: false; readonly refusal: Refusal };

export function refuse(kind: 'conflict' | 'invalid', message: string): Refusal {
  return { kind, message };
}

/** Several operations as one change, with one way back. The first refusal stops all. The label is the last one's. */
export function inOrder(operations: readonly Operation[]): Operation {
  return (draft) => {
    let outcome: Done | Refusal = refuse('invalid', l10n.t('There is nothing to change.'));
    for (const operation of operations) {
      outcome = operation(draft);
      if (!('done' in outcome)) return outcome;
    }
    return outcome;
  };
}

/** @param reading a reading of `text` that the caller keeps, to spare the parse */
export function editIncident(text: string, operation: Operation, reading: IncidentReading = readIncident(text)): EditResult {
  if (!reading.readable) return unreadable(reading.problems);
  if (reading.readOnly) return { ok: false, refusal: { kind: 'read-only', message: reading.readOnly } };
  const draft = structuredClone(reading.incident);
  const outcome = operation(draft);
  if (!('done' in outcome)) return { ok: false, refusal: outcome };
  const applied = applyTo(reading, diff(reading.incident as unknown as JsonMap, plain(draft)), false);
  if (!applied.ok) return applied;
  return { ...applied, label: outcome.label, incident: draft, ...(outcome.item === undefined ? {} : { item: outcome.item }) };
}

/**
 * Takes changes back in a text that may have changed elsewhere. Refuses when what they concern is no longer as they
 * left it.
 */
export function undoChanges(text: string, changes: readonly Change[], label: string): EditResult {
  const reading = readIncident(text);
  if (!reading.readable) return unreadable(reading.problems);
  if (reading.readOnly) return { ok: false, refusal: { kind: 'read-only', message: reading.readOnly } };
  const applied = applyTo(reading, invert(changes), true);
  if (!applied.ok) return applied;
  const now = readIncident(applied.text);
  return now.readable ? { ...applied, label, incident: now.incident } : unreadable(now.problems);
}

type Applied =
  | { readonly ok: true; readonly text: string; readonly splices: readonly Splice[]; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly refusal: Refusal };

function applyTo(reading: IncidentReading & { readable: true }, changes: readonly Change[], strict: boolean): Applied {
  let meant: { readonly value: JsonMap; readonly applied: readonly Change[] };
  try {
    meant = applyChanges(reading.source.value, changes, strict);
  } catch (error) {
    if (!(error instanceof ChangeConflict)) throw error;
    return { ok: false, refusal: refuse('conflict', conflictWords(error.path, strict)) };
  }
  const rewriting = rewrite(reading.source, meant.value, RULES);
  if (rewriting.ok) return { ...rewriting, changes: meant.applied };
  const message = l10n.t('This file is written in a way that cannot be changed safely here. Make the change by hand.');
  return { ok: false, refusal: refuse('conflict', message) };
}

const RULES: RewriteRules = {
  identities: (path, items) => identitiesOf(String(path[path.length - 1] ?? ''), items),
  alike: (path, was, is) => mayHaveBecome(String(path[path.length - 1] ?? ''), was, is),
  keyOrder,
};

function conflictWords(path: readonly Step[], strict: boolean): string {
  const place = path.map((step) => ('key' in step ? step.key : step.item)).join(' › ');
  return strict
    ? l10n.t('“{0}” has changed since. Nothing was undone.', place)
    : l10n.t('“{0}” holds an error in the file. Mend it first.', place);
}

function unreadable(problems: readonly Problem[]): { readonly ok: false; readonly refusal: Refusal } {
  const problem = problems[0];
  if (!problem) throw new Error('an unreadable file has a problem');
  const message = l10n.t('The file cannot be read (line {0}): {1}', problem.start.line, problem.message);
  return { ok: false, refusal: { kind: 'unreadable', message, problem } };
}

/** Without what a draft holds as undefined: absent is absent. What holds none is not copied. */
function plain(incident: Incident): JsonMap {
  return withoutUndefined(incident) as JsonMap;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutUndefined);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const kept = entries.filter(([, item]) => item !== undefined).map(([key, item]) => [key, withoutUndefined(item)] as const);
  const isSame = kept.length === entries.length && kept.every(([, item], index) => item === entries[index]?.[1]);
  return isSame ? value : Object.fromEntries(kept);
}
