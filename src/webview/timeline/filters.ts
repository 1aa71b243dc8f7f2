/** The two menus that choose whose and what kind of entries are shown. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture} from '../../core/picture/picture.ts';
import type {Actions} from './actions.ts';
import {peopleIn, typesIn} from './state.ts';
import type {Menu, State} from './state.ts';

interface Choice {
  readonly words: string;
  readonly chosen: boolean;
  readonly choose: () => void;
}

export function typeMenu(state: State, picture: Picture, actions: Actions): TemplateResult {
  const choices = typesIn(picture).map((type) => ({words: type, chosen: state.types.includes(type), choose: () => actions.toggleType(type)}));
  const all = {words: l10n.t('All types'), chosen: state.types.length === 0, choose: () => actions.allTypes()};
  const [only] = state.types;
  const words = state.types.length === 0 ? all.words : state.types.length === 1 && only ? only : l10n.t('{0} types', state.types.length);
  return menu('types', l10n.t('Types shown'), words, 'menuitemcheckbox', [all, ...choices], state, actions);
}

export function personMenu(state: State, picture: Picture, actions: Actions): TemplateResult {
  const choices = peopleIn(picture).map((person) => ({
    words: person,
    chosen: state.person === person,
    choose: () => actions.choosePerson(person),
  }));
  const everyone = {words: l10n.t('Everyone'), chosen: state.person === null, choose: () => actions.choosePerson(null)};
  return menu('person', l10n.t('People shown'), state.person ?? everyone.words, 'menuitemradio', [everyone, ...choices], state, actions);
}

function menu(
  name: Menu,
  label: string,
  words: string,
  role: 'menuitemcheckbox' | 'menuitemradio',
  choices: readonly Choice[],
  state: State,
  actions: Actions,
): TemplateResult {
  const open = state.menu === name;
  return html`<div class="menu" @keydown=${(event: KeyboardEvent) => onKey(event, open, () => actions.toggleMenu(name))} @focusout=${(event: FocusEvent) => onLeave(event, open, actions)}>
    <button
      type="button"
      class="tool ${choices[0]?.chosen ? '' : 'active'}"
      aria-haspopup="menu"
      aria-expanded=${open}
      aria-label=${`${label}: ${words}`}
      @click=${() => actions.toggleMenu(name)}
    >
      <span class="menu-words">${words}</span><span class="caret" aria-hidden="true">▾</span>
    </button>
    ${open
      ? html`<div class="menu-list" role="menu" aria-label=${label}>
          ${choices.map((choice) => html`<button type="button" role=${role} tabindex="-1" aria-checked=${choice.chosen} @click=${choice.choose}>${choice.words}</button>`)}
        </div>`
      : nothing}
  </div>`;
}

function onKey(event: KeyboardEvent, open: boolean, toggle: () => void): void {
  const container = event.currentTarget;
  if (!(container instanceof HTMLElement)) return;
  const button = container.querySelector<HTMLElement>(':scope > button');
  if (event.key === 'Escape' && open) {
    event.stopPropagation();
    toggle();
    button?.focus();
    return;
  }
  const moves: Readonly<Record<string, (index: number, last: number) => number>> = {
    ArrowDown: (index, last) => (index >= last ? 0 : index + 1),
    ArrowUp: (index, last) => (index <= 0 ? last : index - 1),
    Home: () => 0,
    End: (_, last) => last,
  };
  const move = moves[event.key];
  if (!move || (!open && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  if (!open) toggle();
  // The list is rendered in a microtask, which comes before this one.
  queueMicrotask(() => {
    const items = [...container.querySelectorAll<HTMLElement>('[role^=menuitem]')];
    const index = items.findIndex((item) => item === document.activeElement);
    items[move(index, items.length - 1)]?.focus();
  });
}

function onLeave(event: FocusEvent, open: boolean, actions: Actions): void {
  const {currentTarget, relatedTarget} = event;
  const inside = currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
  if (open && relatedTarget && !inside) actions.toggleMenu(null);
}
