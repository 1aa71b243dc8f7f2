/** Keys that the format does not know: kept in the file, and reported as information, since one may be misspelt. */
import * as l10n from '@vscode/l10n';
import {
  actionSchema, causeSchema, deadlineSchema, entrySchema, externalSchema, hypothesisSchema, impactedSchema, incidentSchema, linkSchema,
  relatedSchema, reviewSchema, serviceSchema, taskSchema, updateSchema,
} from '../../core/incident/schema.ts';
import { isJsonMap, type Json } from '../../core/yaml/json.ts';
import type { Path } from '../../core/yaml/source.ts';
import type { Diagnosis } from '../diagnosis.ts';

interface Shape {
  readonly entries: Readonly<Record<string, unknown>>;
}

/** What stands under each key of the top that holds maps, alone or in a list. */
const SHAPES: Readonly<Record<string, Shape>> = {
  services: serviceSchema,
  impacted: impactedSchema,
  links: linkSchema,
  timeline: entrySchema,
  hypotheses: hypothesisSchema,
  tasks: taskSchema,
  updates: updateSchema,
  deadlines: deadlineSchema,
  causes: causeSchema,
  actions: actionSchema,
  related: relatedSchema,
  external: externalSchema,
  review: reviewSchema,
};

export function checkKeys(diagnosis: Diagnosis): void {
  const { value } = diagnosis.source;
  checkMap(diagnosis, [], value, incidentSchema);
  for (const [key, shape] of Object.entries(SHAPES)) {
    const part = Object.hasOwn(value, key) ? value[key] : undefined;
    if (Array.isArray(part)) part.forEach((item, index) => checkMap(diagnosis, [key, index], item, shape));
    else checkMap(diagnosis, [key], part, shape);
  }
}

function checkMap(diagnosis: Diagnosis, path: Path, map: Json | undefined, { entries }: Shape): void {
  if (!isJsonMap(map)) return;
  for (const key of Object.keys(map)) {
    if (!Object.hasOwn(entries, key)) {
      diagnosis.report([...path, key], 'unknown-key', 'info', l10n.t('“{0}” is not a key of Sitrep. It is kept and has no effect.', key));
    }
  }
}
