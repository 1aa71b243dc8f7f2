/**
 * What an operation changes, addressed by keys and by identities of items, never by positions: it can be applied again
 * to a file that someone else changed meanwhile, and it can be inverted.
 */
import { identitiesOf } from '../incident/identity.ts';
import { isJsonMap, sameJson, type Json, type JsonMap } from '../yaml/json.ts';

/** A key of a map, or the item of a list that has this identity. */
export type Step = { readonly key: string } | { readonly item: string };

export interface Change {
  readonly path: readonly Step[];
  /** Absent where the value did not exist. */
  readonly before?: Json;
  /** Absent where the value is taken away. */
  readonly after?: Json;
  /** For an item of a list: the identity of the item it stands behind, null at the front. */
  readonly behind?: string | null;
}

/** A change that does not fit the value: what it is about is not there, or is not what the change saw. */
export class ChangeConflict extends Error {
  readonly path: readonly Step[];
  constructor(path: readonly Step[]) {
    super(path.map((step) => ('key' in step ? step.key : step.item)).join(' › '));
    this.path = path;
  }
}

/** The differences between two values of a file, as small as keys and identities allow. */
export function diff(before: JsonMap, after: JsonMap): readonly Change[] {
  const changes: Change[] = [];
  diffMaps(before, after, [], changes);
  return changes;
}

/** The changes that take these back, in the order in which they have to be applied. */
export function invert(changes: readonly Change[]): readonly Change[] {
  return changes.toReversed().map(({ path, before, after, behind }) => ({
    path,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    ...(behind === undefined ? {} : { behind }),
  }));
}

/**
 * @param strict refuse when a value is no longer what the change saw (for undo); otherwise only its place must exist
 * @returns a new value; the given one is not touched
 * @throws ChangeConflict
 */
export function applyChanges(value: JsonMap, changes: readonly Change[], strict: boolean): JsonMap {
  const result = structuredClone(value);
  for (const change of changes) applyOne(result, change, strict);
  return result;
}

function diffMaps(before: JsonMap, after: JsonMap, path: readonly Step[], changes: Change[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (!sameJson(was, is)) diffValues(key, was, is, [...path, { key }], changes, {});
  }
}

function diffValues(list: string, was: Json | undefined, is: Json | undefined, path: readonly Step[], changes: Change[], place: { behind?: string | null }): void {
  if (was !== undefined && is !== undefined) {
    if (isJsonMap(was) && isJsonMap(is)) return diffMaps(was, is, path, changes);
    if (Array.isArray(was) && Array.isArray(is)) return diffLists(list, was, is, path, changes);
  }
  changes.push({ path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }), ...place });
}

function diffLists(list: string, before: readonly Json[], after: readonly Json[], path: readonly Step[], changes: Change[]): void {
  const oldIds = identitiesOf(list, before);
  const newIds = identitiesOf(list, after);
  const shared = (ids: readonly string[], others: readonly string[]): readonly string[] => ids.filter((id) => others.includes(id));
  if (!sameJson([...shared(oldIds, newIds)], [...shared(newIds, oldIds)])) {
    // Moved items: no operation does that by itself, so the whole list is the change.
    changes.push({ path, before: [...before], after: [...after] });
    return;
  }
  oldIds.forEach((id, index) => {
    if (!newIds.includes(id)) changes.push({ path: [...path, { item: id }], before: before[index] ?? null, behind: oldIds[index - 1] ?? null });
  });
  newIds.forEach((id, index) => {
    const was = before[oldIds.indexOf(id)];
    const is = after[index];
    if (!oldIds.includes(id)) changes.push({ path: [...path, { item: id }], after: is ?? null, behind: newIds[index - 1] ?? null });
    else if (!sameJson(was, is)) diffValues(list, was, is, [...path, { item: id }], changes, {});
  });
}

function applyOne(root: JsonMap, change: Change, strict: boolean): void {
  let holder: Json = root;
  let list = '';
  for (const step of change.path.slice(0, -1)) {
    const inner: Json | undefined = child(holder, step, list);
    if ('key' in step) list = step.key;
    if (inner === undefined) throw new ChangeConflict(change.path);
    holder = inner;
  }
  const last = change.path[change.path.length - 1];
  if (!last) throw new ChangeConflict(change.path);
  if (strict && !sameJson(child(holder, last, list), change.before)) throw new ChangeConflict(change.path);
  if ('key' in last && isJsonMap(holder)) {
    if (change.after === undefined) delete holder[last.key];
    else holder[last.key] = structuredClone(change.after);
  } else if ('item' in last && Array.isArray(holder)) applyToList(holder, last.item, list, change);
  else throw new ChangeConflict(change.path);
}

function applyToList(items: Json[], item: string, list: string, change: Change): void {
  const ids = identitiesOf(list, items);
  const index = ids.indexOf(item);
  if (change.after === undefined) {
    if (index < 0) throw new ChangeConflict(change.path);
    items.splice(index, 1);
  } else if (index >= 0) {
    items[index] = structuredClone(change.after);
  } else {
    if (change.before !== undefined) throw new ChangeConflict(change.path);
    const behind = change.behind ?? null;
    const at = behind === null ? 0 : ids.indexOf(behind) + 1;
    items.splice(behind !== null && at === 0 ? items.length : at, 0, structuredClone(change.after));
  }
}

function child(holder: Json, step: Step, list: string): Json | undefined {
  if ('key' in step) return isJsonMap(holder) ? holder[step.key] : undefined;
  if (!Array.isArray(holder)) return undefined;
  return holder[identitiesOf(list, holder).indexOf(step.item)];
}
