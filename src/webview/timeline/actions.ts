/** What a person can do here. Each action changes the state, tells the extension, or both. */
import type {PictureItem} from '../../core/picture/picture.ts';
import type {FromTimeline} from '../protocol.ts';
import {after} from './delay.ts';
import {glide} from './glide.ts';
import type {Host} from './host.ts';
import {fitDomain, panned, revealing, zoomed} from './picture/scale.ts';
import type {Domain} from './picture/scale.ts';
import {itemOf, shownDomain} from './state.ts';
import type {Menu, Store} from './state.ts';
import {middleOf} from './times.ts';

type Command = Extract<FromTimeline, {readonly type: 'command'}>['command'];

const READ_DELAY = 150;

export class Actions {
  readonly #store: Store;
  readonly #host: Host;
  readonly #readDraft = after(READ_DELAY);
  readonly #readEdit = after(READ_DELAY);

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  /** Selects in picture and list. */
  select(key: string | null): void {
    const {state} = this.#store;
    if (key === state.selected) return;
    this.showSelected(key);
    this.#host.post({type: 'selected', line: itemOf(state, key)?.line ?? null});
  }

  /** Selects without telling the extension, which asked for it. */
  showSelected(key: string | null): void {
    const {state} = this.#store;
    const item = itemOf(state, key);
    const domain = item?.at && state.domain ? revealing(state.domain, middleOf(item.at)) : state.domain;
    this.#store.set({selected: item ? key : null, domain, deleting: null, editing: state.editing?.key === key ? state.editing : null});
  }

  reveal(item: PictureItem): void {
    this.revealLine(item.line);
  }

  revealLine(line: number): void {
    this.#host.post({type: 'reveal', line});
  }

  open(target: string): void {
    this.#host.post({type: 'open', target});
  }

  command(command: Command): void {
    this.#host.post({type: 'command', command});
  }

  // View

  look(domain: Domain | null): void {
    this.#store.set({domain});
  }

  /** Moves there gently, or at once for those who asked for less motion. */
  glide(to: Domain): void {
    glide(shownDomain(this.#store.state), to, (domain) => this.look(domain));
  }

  zoom(factor: number): void {
    const {state} = this.#store;
    if (!state.picture) return;
    const domain = shownDomain(state);
    const selected = itemOf(state, state.selected)?.at;
    const middle = (domain[0] + domain[1]) / 2;
    const at = selected ? middleOf(selected) : middle;
    const fit = fitDomain(state.picture, state.now);
    const around = at >= domain[0] && at <= domain[1] ? at : middle;
    const next = zoomed(domain, factor, around, fit[1] - fit[0]);
    this.look(factor > 1 && next[1] - next[0] >= fit[1] - fit[0] ? null : next);
  }

  pan(share: number): void {
    this.look(panned(shownDomain(this.#store.state), share));
  }

  toggleUtc(utc: boolean): void {
    this.#store.set({utc});
  }

  toggleMenu(menu: Menu | null): void {
    this.#store.set({menu: this.#store.state.menu === menu ? null : menu});
  }

  toggleType(type: string): void {
    const {types} = this.#store.state;
    this.#store.set({types: types.includes(type) ? types.filter((other) => other !== type) : [...types, type]});
  }

  allTypes(): void {
    this.#store.set({types: []});
  }

  choosePerson(person: string | null): void {
    this.#store.set({person, menu: null});
  }

  clearFilters(): void {
    this.#store.set({types: [], person: null});
  }

  toggleProblems(): void {
    this.#store.set({problemsOpen: !this.#store.state.problemsOpen});
  }

  // Adding

  writeDraft(draft: string): void {
    this.#store.set({draft, addError: '', changed: '', ...(draft.trim() === '' && {reading: null})});
    this.#readDraft(async () => {
      if (draft.trim() === '') return;
      const {ok, words} = await this.#host.ask({type: 'read-time', input: draft, entryType: this.#store.state.draftType, only: null});
      if (this.#store.state.draft === draft) this.#store.set({reading: {ok, words}});
    });
  }

  chooseDraftType(draftType: string | null): void {
    this.#store.set({draftType});
  }

  async add(): Promise<void> {
    const {draft, draftType, adding} = this.#store.state;
    if (draft.trim() === '' || adding) return;
    this.#store.set({adding: true, addError: ''});
    const reply = await this.#host.ask({type: 'add', input: draft, entryType: draftType});
    if (!reply.ok) {
      this.#store.set({adding: false, addError: reply.words});
      return;
    }
    // What was typed while the extension wrote is kept.
    const unchanged = this.#store.state.draft === draft;
    this.#store.set({adding: false, ...(unchanged && {draft: '', reading: null, draftType: null}), announcement: reply.words, changed: reply.words});
  }

  // Changing

  startEdit(item: PictureItem): void {
    if (!this.canChange(item) || item.entry === null || !item.editable) return;
    const editing = {key: item.key, entry: item.entry, at: item.at?.text ?? '', text: item.text, reading: null, error: '', busy: false};
    this.showSelected(item.key);
    this.#store.set({editing, deleting: null});
  }

  writeEdit(change: {readonly at?: string; readonly text?: string}): void {
    const {editing} = this.#store.state;
    if (!editing) return;
    this.#store.set({editing: {...editing, ...change, error: ''}});
    const {at} = change;
    if (at === undefined) return;
    this.#readEdit(async () => {
      const {ok, words} = await this.#host.ask({type: 'read-time', input: at, entryType: null, only: 'time'});
      const current = this.#store.state.editing;
      if (current?.key === editing.key && current.at === at) this.#store.set({editing: {...current, reading: {ok, words}}});
    });
  }

  async saveEdit(): Promise<void> {
    const {editing} = this.#store.state;
    const item = itemOf(this.#store.state, editing?.key ?? null);
    if (!editing || !item || editing.busy) return;
    const at = editing.at.trim() === (item.at?.text ?? '') ? undefined : editing.at.trim();
    const text = editing.text === item.text ? undefined : editing.text;
    if (at === undefined && text === undefined) {
      this.#store.set({editing: null});
      return;
    }
    this.#store.set({editing: {...editing, busy: true, error: ''}});
    const reply = await this.#host.ask({
      type: 'edit',
      entry: editing.entry,
      ...(at !== undefined && {at}),
      ...(text !== undefined && {text}),
    });
    const current = this.#store.state.editing;
    if (current?.key !== editing.key) return;
    this.#store.set(reply.ok ? {editing: null, announcement: reply.words, changed: reply.words} : {editing: {...current, busy: false, error: reply.words}});
  }

  cancelEdit(): void {
    this.#store.set({editing: null});
  }

  askDelete(item: PictureItem): void {
    if (!this.canChange(item)) return;
    this.showSelected(item.key);
    this.#store.set({deleting: item.key, editing: null});
  }

  cancelDelete(): void {
    this.#store.set({deleting: null});
  }

  async delete(item: PictureItem): Promise<void> {
    if (item.entry === null) return;
    this.#store.set({deleting: null});
    const {ok, words} = await this.#host.ask({type: 'delete', entry: item.entry});
    this.#store.set(ok ? {announcement: words, changed: words} : {announcement: words, addError: words});
  }

  /** Takes back the last change. */
  undo(): void {
    this.#store.set({changed: ''});
    this.command('undo');
  }

  /** Only entries of the timeline that have an id, in a file that may be written. */
  canChange(item: PictureItem): boolean {
    return this.#store.state.picture?.writable === true && item.list === 'timeline' && item.entry !== null;
  }
}
