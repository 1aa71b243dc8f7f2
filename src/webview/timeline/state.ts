/** What the view knows. Everything that is drawn follows from this. */
import type {Picture, PictureItem} from '../../core/picture/picture.ts';
import type {TimelineState} from '../protocol.ts';
import {fitDomain} from './picture/scale.ts';
import type {Domain} from './picture/scale.ts';

/** Words of the extension about an input. */
export interface Answer {
  readonly ok: boolean;
  readonly words: string;
}

/** An entry that is being edited in its row. */
export interface Editing {
  readonly key: string;
  readonly entry: string;
  readonly at: string;
  readonly text: string;
  readonly reading: Answer | null;
  readonly error: string;
  readonly busy: boolean;
}

export type Menu = 'types' | 'person';

export interface State {
  readonly picture: Picture | null;
  readonly unreadable: {readonly title: string; readonly message: string; readonly line: number} | null;
  readonly incident: string;
  readonly zone: string;
  readonly utc: boolean;
  /** Types that are shown; none means all. */
  readonly types: readonly string[];
  /** Whose entries are shown; null means everyone's. */
  readonly person: string | null;
  /** The stretch the person has chosen; null while everything is shown. */
  readonly domain: Domain | null;
  readonly selected: string | null;
  readonly now: number;
  /** Width of the picture in pixels. */
  readonly width: number;
  readonly draft: string;
  readonly draftType: string | null;
  readonly reading: Answer | null;
  readonly addError: string;
  readonly adding: boolean;
  /** What the person has just changed, and could take back. */
  readonly changed: string;
  readonly editing: Editing | null;
  /** Key of the entry whose deletion is being asked about. */
  readonly deleting: string | null;
  readonly problemsOpen: boolean;
  readonly menu: Menu | null;
  /** Read aloud by screen readers. */
  readonly announcement: string;
}

export function initialState(saved: Partial<TimelineState>, incident: string, now: number): State {
  return {
    picture: null,
    unreadable: null,
    incident: incident || saved.incident || '',
    zone: 'UTC',
    utc: saved.utc ?? false,
    types: saved.types ?? [],
    person: saved.person ?? null,
    domain: saved.domain ?? null,
    selected: saved.selected ?? null,
    now,
    width: 0,
    draft: saved.draft ?? '',
    draftType: null,
    reading: null,
    addError: '',
    adding: false,
    changed: '',
    editing: null,
    deleting: null,
    problemsOpen: false,
    menu: null,
    announcement: '',
  };
}

/** The part that outlives a reload of the window. */
export function lasting(state: State): TimelineState {
  const {incident, utc, types, person, domain, selected, draft} = state;
  return {incident, utc, types, person, domain, selected, draft};
}

export function shownZone(state: Pick<State, 'utc' | 'zone'>): string {
  return state.utc ? 'UTC' : state.zone;
}

/** The stretch that is shown. */
export function shownDomain(state: Pick<State, 'picture' | 'domain' | 'now'>): Domain {
  if (state.domain) return state.domain;
  return state.picture ? fitDomain(state.picture, state.now) : [state.now - 1, state.now];
}

/** The items that the filters leave. */
export function shownItems(state: Pick<State, 'picture' | 'types' | 'person'>): readonly PictureItem[] {
  const {picture, types, person} = state;
  if (!picture) return [];
  if (types.length === 0 && person === null) return picture.items;
  return picture.items.filter((item) => (types.length === 0 || types.includes(item.type)) && (person === null || item.by === person));
}

export function itemOf(state: Pick<State, 'picture'>, key: string | null): PictureItem | undefined {
  return key === null ? undefined : state.picture?.items.find((item) => item.key === key);
}

/** Types that occur, in order of first appearance. */
export function typesIn(picture: Picture): string[] {
  return [...new Set(picture.items.map(({type}) => type))];
}

/** People who wrote something, by name. */
export function peopleIn(picture: Picture): string[] {
  return [...new Set(picture.items.map(({by}) => by).filter((by) => by !== ''))].toSorted((a, b) => a.localeCompare(b));
}

/** State and the one way to change it; listeners run once after a burst of changes. */
export class Store {
  #state: State;
  #scheduled = false;
  readonly #listener: (state: State, before: State) => void;
  #told: State;

  constructor(state: State, listener: (state: State, before: State) => void) {
    this.#state = state;
    this.#told = state;
    this.#listener = listener;
  }

  get state(): State {
    return this.#state;
  }

  set(change: Partial<State>): void {
    this.#state = {...this.#state, ...change};
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.flush());
  }

  /** Tells the listener at once, for those who need to see the result. */
  flush(): void {
    this.#scheduled = false;
    if (this.#told === this.#state) return;
    const before = this.#told;
    this.#told = this.#state;
    this.#listener(this.#state, before);
  }
}
