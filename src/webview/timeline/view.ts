/** The whole view for a state. */
import {html} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import {guard} from 'lit/directives/guard.js';
import type {Actions} from './actions.ts';
import {figures} from './figures.ts';
import {header} from './header.ts';
import {listView} from './list/list.ts';
import {skeleton, unreadable} from './panels.ts';
import {pictureView} from './picture/picture.ts';
import {problems} from './problems.ts';
import type {State} from './state.ts';

export function view(state: State, actions: Actions): TemplateResult {
  const {picture} = state;
  if (state.unreadable) return html`<main class="app">${unreadable(state.unreadable, actions)}</main>`;
  if (!picture) return html`<main class="app">${skeleton()}</main>`;
  return html`<main class="app">
    ${header(state, picture, actions)} ${problems(state, picture, actions)} ${figures(state, picture, actions)}
    <div class="halves">
      <div class="stage">${guard(pictureDependencies(state), () => pictureView(state, picture, actions))}</div>
      ${guard(listDependencies(state), () => listView(state, picture, actions))}
    </div>
    <div class="announcement" role="status" aria-live="polite">${state.announcement}</div>
  </main>`;
}

/** The picture follows the clock in steps of five seconds: between them nothing would move by a pixel. */
function pictureDependencies({picture, zone, utc, types, person, domain, selected, width, now}: State): unknown[] {
  return [picture, zone, utc, types, person, domain, selected, width, Math.floor(now / 5000)];
}

/** What is overdue changes with the hour at most. */
function listDependencies(state: State): unknown[] {
  const {picture, zone, utc, types, person, selected, draft, draftType, reading, addError, adding, changed, editing, deleting, now} = state;
  return [Math.floor(now / 3_600_000), picture, zone, utc, types, person, selected, draft, draftType, reading, addError, adding, changed, editing, deleting];
}
