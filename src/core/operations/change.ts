/**
 * What an operation changes, addressed by keys and by identities of items, never by positions: it can be applied again
 * to a file that someone else changed meanwhile, and it can be inverted.
 */
import { identitiesOf, identityOf, mayHaveBecome } from '../incident/identity.ts';
import { isJsonMap, sameJson, type Json, type JsonMap } from '../yaml/json.ts';
import { matchItems } from '../yaml/matching.ts';

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
  /** For an item of a list, where the one before it is gone: the identity of the item that follows it. */
  readonly ahead?: string | null;
  /** The list or map that holds it was made for it: it goes again when nothing is left in it. */
  readonly made?: true;
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
  return changes.toReversed().map(({ path, before, after, ...place }) => ({
    path: before === undefined || after === undefined ? path : pathAfter(path, before, after),
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    ...place,
  }));
}

/**
 * @param strict refuse when a value is no longer what the change saw (for undo); otherwise only its place must exist
 * @returns a new value (the given one is not touched), and the changes with what they really found before them
 * @throws ChangeConflict
 */
export function applyChanges(value: JsonMap, changes: readonly Change[], strict: boolean): { readonly value: JsonMap; readonly applied: readonly Change[] } {
  let result = value;
  const applied = changes.map((change) => {
    const step = applyOne(result, change, 0, '', strict);
    if (isJsonMap(step.value)) result = step.value;
    const { before: _, ...rest } = change;
    return step.found === undefined ? rest : { ...rest, before: step.found };
  });
  return { value: result, applied };
}

function diffMaps(before: JsonMap, after: JsonMap, path: readonly Step[], changes: Change[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [own(before, key), own(after, key)];
    if (!sameJson(was, is)) diffValues(key, was, is, [...path, { key }], changes);
  }
}

function diffValues(list: string, was: Json | undefined, is: Json | undefined, path: readonly Step[], changes: Change[]): void {
  if (was !== undefined && is !== undefined) {
    if (isJsonMap(was) && isJsonMap(is)) return diffMaps(was, is, path, changes);
    if (Array.isArray(was) && Array.isArray(is)) return diffLists(list, was, is, path, changes);
  }
  // What is put into a new list or map is taken back by itself: others may have put more into it since.
  if (was === undefined && is !== undefined && path.length === 1) {
    const inner: Change[] = [];
    if (Array.isArray(is)) diffLists(list, [], is, path, inner);
    else if (isJsonMap(is)) diffMaps({}, is, path, inner);
    if (inner.length > 0 && inner.every((change) => change.path.length === 2)) {
      changes.push(...inner.map((change): Change => ({ ...change, made: true })));
      return;
    }
  }
  changes.push({ path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) });
}

function diffLists(list: string, before: readonly Json[], after: readonly Json[], path: readonly Step[], changes: Change[]): void {
  const oldIds = identitiesOf(list, before);
  const newIds = identitiesOf(list, after);
  const [old, fresh] = [new Set(oldIds), new Set(newIds)];
  if (!sameJson(oldIds.filter((id) => fresh.has(id)), newIds.filter((id) => old.has(id)))) {
    // Moved items: no operation does that by itself, so the whole list is the change.
    changes.push({ path, before: [...before], after: [...after] });
    return;
  }
  const matches = matchItems([before, oldIds], [after, newIds], (was, is) => mayHaveBecome(list, was, is));
  const newIndex = new Map(matches);
  const oldIndex = new Map(matches.map(([i, j]) => [j, i]));
  // What is taken out first: it comes back last, behind what was never gone.
  oldIds.forEach((id, index) => {
    if (!newIndex.has(index)) changes.push({ path: [...path, { item: id }], before: before[index] ?? null, ...neighbours(oldIds, index, (other) => newIndex.has(other), (other) => fresh.has(other)) });
  });
  newIds.forEach((id, index) => {
    const from = oldIndex.get(index);
    const is = after[index] ?? null;
    if (from === undefined) {
      changes.push({ path: [...path, { item: id }], after: is, ...neighbours(newIds, index, () => true, (other) => old.has(other)) });
      return;
    }
    const [was, oldId] = [before[from] ?? null, oldIds[from] ?? id];
    if (oldId !== id) changes.push({ path: [...path, { item: oldId }], before: was, after: is });
    else if (!sameJson(was, is)) diffValues(list, was, is, [...path, { item: id }], changes);
  });
}

/** The nearest items that are there when the change is applied: one before, and one behind it that keeps its identity. */
function neighbours(ids: readonly string[], index: number, isThere: (index: number) => boolean, stays: (id: string) => boolean): { readonly behind: string | null; readonly ahead: string | null } {
  let before = index - 1;
  while (before >= 0 && !isThere(before)) before -= 1;
  let next = index + 1;
  while (next < ids.length && !stays(ids[next] ?? '')) next += 1;
  return { behind: ids[before] ?? null, ahead: ids[next] ?? null };
}

/** An item known by its content is another one once its content has changed. */
function pathAfter(path: readonly Step[], before: Json, after: Json): readonly Step[] {
  const last = path[path.length - 1];
  if (!last || !('item' in last)) return path;
  const list = listOf(path);
  return identityOf(list, before) === identityOf(list, after) ? path : [...path.slice(0, -1), { item: identityOf(list, after) }];
}

function listOf(path: readonly Step[]): string {
  const step = path.findLast((one) => 'key' in one);
  return step && 'key' in step ? step.key : '';
}

interface Applied {
  /** Undefined for a list or map that was made for a change and goes with it. */
  readonly value: Json | undefined;
  /** What stood at the place before. */
  readonly found: Json | undefined;
}

/** Copies what lies on the way and shares the rest. */
function applyOne(holder: Json | undefined, change: Change, depth: number, list: string, strict: boolean): Applied {
  const step = change.path[depth];
  if (!step) throw new ChangeConflict(change.path);
  const isLast = depth === change.path.length - 1;
  const made = isLast && change.made && change.after !== undefined && (holder === undefined || holder === null);
  return 'key' in step
    ? applyToMap(made ? {} : holder, step.key, change, depth, strict)
    : applyToList(made ? [] : holder, step.item, change, depth, list, strict);
}

function applyToMap(holder: Json | undefined, key: string, change: Change, depth: number, strict: boolean): Applied {
  if (!isJsonMap(holder)) throw new ChangeConflict(change.path);
  const found = own(holder, key);
  if (depth < change.path.length - 1) {
    const inner = applyOne(found, change, depth + 1, key, strict);
    return { value: withKey(holder, key, inner.value), found: inner.found };
  }
  if (strict && !sameJson(found, change.before)) throw new ChangeConflict(change.path);
  const value = withKey(holder, key, change.after);
  return { value: change.made && Object.keys(value).length === 0 ? undefined : value, found };
}

function applyToList(holder: Json | undefined, item: string, change: Change, depth: number, list: string, strict: boolean): Applied {
  if (!Array.isArray(holder)) throw new ChangeConflict(change.path);
  const ids = identitiesOf(list, holder);
  const index = ids.indexOf(item);
  const found = index < 0 ? undefined : holder[index];
  if (depth < change.path.length - 1) {
    if (found === undefined) throw new ChangeConflict(change.path);
    const inner = applyOne(found, change, depth + 1, list, strict);
    return { value: inner.value === undefined ? holder : holder.with(index, inner.value), found: inner.found };
  }
  if (strict && !sameJson(found, change.before)) throw new ChangeConflict(change.path);
  if (found === undefined && (change.after === undefined || change.before !== undefined)) throw new ChangeConflict(change.path);
  if (change.after !== undefined) {
    return { value: found === undefined ? holder.toSpliced(placeOf(ids, change), 0, change.after) : holder.with(index, change.after), found };
  }
  const value = holder.toSpliced(index, 1);
  return { value: change.made && value.length === 0 ? undefined : value, found };
}

function placeOf(ids: readonly string[], { behind = null, ahead = null }: Change): number {
  if (behind === null) return 0;
  const before = ids.indexOf(behind);
  if (before >= 0) return before + 1;
  const next = ahead === null ? -1 : ids.indexOf(ahead);
  return next >= 0 ? next : ids.length;
}

/** A key's place among the others stays; a new one comes last. */
function withKey(map: JsonMap, key: string, value: Json | undefined): JsonMap {
  const entries = Object.entries(map).filter(([other]) => value !== undefined || other !== key);
  const changed = entries.map(([other, item]): [string, Json] => [other, other === key && value !== undefined ? value : item]);
  if (value !== undefined && !Object.hasOwn(map, key)) changed.push([key, value]);
  return Object.fromEntries(changed);
}

function own(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
