/** Finds an entry or an action by what a person types of it. */
import * as l10n from '@vscode/l10n';
import { identitiesOf } from '../core/incident/identity.ts';
import type { Action, Entry } from '../core/incident/schema.ts';
import { keptIndices } from '../core/yaml/kept.ts';
import { Failure } from './failure.ts';
import type { Readable } from './session.ts';

export interface FoundItem<T> {
  /** By this an operation finds it again. */
  readonly identity: string;
  readonly item: T;
}

/** The timeline's entry that a person means. @throws Failure when there is none, or more than one */
export function findEntry(incident: Readable, said: string): FoundItem<Entry> {
  return find('timeline', incident, incident.incident.timeline, said);
}

/** The action that a person means. @throws Failure when there is none, or more than one */
export function findAction(incident: Readable, said: string): FoundItem<Action> {
  return find('actions', incident, incident.incident.actions ?? [], said);
}

/** By its id, by the beginning of it that only one has, or by its place in the file: `#3`, or `3`. */
function find<T extends { readonly id?: string }>(list: 'timeline' | 'actions', { reading }: Readable, items: readonly T[], said: string): FoundItem<T> {
  const part = said.trim().toLowerCase();
  const number = /^#?(\d{1,6})$/.exec(part)?.[1];
  const places = keptIndices(reading.source.value[list], items).map((index) => index + 1);
  const identities = identitiesOf(list, items);
  const all = items.map((item, index) => ({ item, identity: identities[index] ?? '', place: places[index] ?? index + 1, id: item.id?.toLowerCase() ?? '' }));
  const found =
    [
      part === '' ? [] : all.filter(({ id }) => id === part),
      part === '' ? [] : all.filter(({ id }) => id.startsWith(part)),
      number === undefined ? [] : all.filter(({ place }) => place === Number(number)),
    ].find((matches) => matches.length > 0) ?? [];
  const [only, ...others] = found;
  if (!only) throw new Failure('not-found', missing(list, said));
  if (others.length === 0) return only;
  const candidates = found.slice(0, 10).map(({ place, item }) => `#${place} ${item.id ?? ''}`);
  throw new Failure('ambiguous', l10n.t('“{0}” could be several: {1}. Say more of it, or its number.', said, candidates.join(', ')));
}

function missing(list: 'timeline' | 'actions', said: string): string {
  return list === 'timeline'
    ? l10n.t('There is no entry “{0}” in this incident. “sitrep show” prints the ids of all.', said)
    : l10n.t('There is no action “{0}” in this incident. “sitrep show” prints the ids of all.', said);
}
