/** What is different between two states of an incident, for a commit's message. */
import { sameJson, type Json } from '../yaml/json.ts';
import { identitiesOf } from './identity.ts';
import type { Action, Entry, Incident } from './schema.ts';

export interface Change {
  readonly name: string;
  /** Null where it was, or is, not set. */
  readonly from: string | null;
  readonly to: string | null;
}

export const VALUES = ['title', 'status', 'outcome', 'mode', 'type', 'impact', 'urgency', 'severity', 'priority', 'confidential'] as const;
export type ValueName = (typeof VALUES)[number];
export const LISTS = ['hypotheses', 'tasks', 'updates', 'deadlines', 'causes', 'links', 'related', 'external'] as const;
export type ListName = (typeof LISTS)[number];

export interface ListChanges<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly from: T; readonly to: T }[];
  readonly removed: readonly T[];
}

export interface IncidentChanges {
  readonly values: readonly (Change & { readonly name: ValueName })[];
  /** Named by service; a service that was removed has no `to`. */
  readonly services: readonly { readonly name: string; readonly from: string | null; readonly to: string | null; readonly is: 'added' | 'changed' | 'removed' }[];
  readonly roles: readonly Change[];
  readonly teams: Change | null;
  readonly impacted: boolean;
  readonly timeline: ListChanges<Entry>;
  readonly actions: ListChanges<Action>;
  readonly lists: readonly { readonly name: ListName; readonly changes: ListChanges<unknown> }[];
  readonly review: Change | null;
  /** Something of the review other than its state. */
  readonly reviewDetails: boolean;
}

/** @param before null when the incident is new */
export function incidentChanges(before: Incident | null, after: Incident): IncidentChanges {
  const old: Partial<Incident> = before ?? {};
  const services = listChanges('services', old.services, after.services);
  const condition = (service: { readonly condition?: string }): string | null => service.condition ?? null;
  return {
    values: VALUES.flatMap((name) => changeOf(name, old[name], after[name])),
    services: [
      ...services.added.map((service) => ({ name: service.name, from: null, to: condition(service), is: 'added' as const })),
      ...services.changed.map(({ from, to }) => ({ name: to.name, from: condition(from), to: condition(to), is: 'changed' as const })),
      ...services.removed.map((service) => ({ name: service.name, from: condition(service), to: null, is: 'removed' as const })),
    ],
    roles: keysOf(old.roles, after.roles).flatMap((role) => changeOf(role, own(old.roles, role), own(after.roles, role))),
    teams: changeOf('teams', old.teams, after.teams)[0] ?? null,
    impacted: !same(old.impacted, after.impacted),
    timeline: listChanges('timeline', old.timeline, after.timeline),
    actions: listChanges('actions', old.actions, after.actions),
    lists: LISTS.map((name) => ({ name, changes: listChanges<unknown>(name, old[name], after[name]) })),
    review: changeOf('review', old.review?.state, after.review?.state)[0] ?? null,
    reviewDetails: !same({ ...old.review, state: null }, { ...after.review, state: null }),
  };
}

export function isChanged({ added, changed, removed }: ListChanges<unknown>): boolean {
  return added.length + changed.length + removed.length > 0;
}

function listChanges<T>(list: string, before: readonly T[] = [], after: readonly T[] = []): ListChanges<T> {
  const old = new Map(identitiesOf(list, before).map((identity, at) => [identity, before[at]] as const));
  const now = new Map(identitiesOf(list, after).map((identity, at) => [identity, after[at]] as const));
  const only = (these: ReadonlyMap<string, T | undefined>, those: ReadonlyMap<string, T | undefined>): T[] =>
    [...these].flatMap(([identity, item]) => (those.has(identity) || item === undefined ? [] : [item]));
  const changed = [...now].flatMap(([identity, to]) => {
    const from = old.get(identity);
    return from === undefined || to === undefined || same(from, to) ? [] : [{ from, to }];
  });
  return { added: only(now, old), changed, removed: only(old, now) };
}

type Value = string | boolean | readonly string[] | undefined;

function changeOf<N extends string>(name: N, before: Value, after: Value): (Change & { readonly name: N })[] {
  const [from, to] = [shown(before), shown(after)];
  return from === to ? [] : [{ name, from, to }];
}

function shown(value: Value): string | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function keysOf(...maps: readonly (Readonly<Record<string, unknown>> | undefined)[]): readonly string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map ?? {})))];
}

function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return sameJson(a as Json | undefined, b as Json | undefined);
}
