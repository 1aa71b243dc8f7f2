/** The usual order of keys in `incident.yaml`: that of the schema. A new key is placed accordingly. */
import type { Path } from '../yaml/source.ts';
import * as schema from './schema.ts';

const keysOf = (object: { readonly entries: object }): readonly string[] => Object.keys(object.entries);

const ITEMS: Readonly<Record<string, readonly string[]>> = {
  services: keysOf(schema.serviceSchema),
  links: keysOf(schema.linkSchema),
  timeline: keysOf(schema.entrySchema),
  hypotheses: keysOf(schema.hypothesisSchema),
  tasks: keysOf(schema.taskSchema),
  updates: keysOf(schema.updateSchema),
  deadlines: keysOf(schema.deadlineSchema),
  causes: keysOf(schema.causeSchema),
  actions: keysOf(schema.actionSchema),
  related: keysOf(schema.relatedSchema),
  external: keysOf(schema.externalSchema),
};

const MAPS: Readonly<Record<string, readonly string[]>> = {
  impacted: keysOf(schema.impactedSchema),
  review: keysOf(schema.reviewSchema),
};

const TOP = keysOf(schema.incidentSchema);

/** @param path where the map stands: `[]` for the file, `['timeline', 3]` for an entry */
export function keyOrder(path: Path): readonly string[] | undefined {
  const [list, index, ...deeper] = path;
  if (list === undefined) return TOP;
  if (deeper.length > 0) return undefined;
  const known = index === undefined ? MAPS : ITEMS;
  return Object.hasOwn(known, list) ? known[String(list)] : undefined;
}
