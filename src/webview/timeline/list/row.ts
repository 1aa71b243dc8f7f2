/** One row of the list; the selected one shows everything that is known. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture, PictureItem} from '../../../core/picture/picture.ts';
import type {Actions} from '../actions.ts';
import {shownZone} from '../state.ts';
import type {State} from '../state.ts';
import {isCoarse, longTime, shortTime, sinceOrigin} from '../times.ts';
import {toneOf} from '../tones.ts';
import {editForm} from './edit.ts';

export function row(item: PictureItem, tabStop: boolean, state: State, picture: Picture, actions: Actions): TemplateResult {
  const selected = item.key === state.selected;
  const editing = state.editing?.key === item.key ? state.editing : null;
  return html`<div
    role="row"
    class="row tone-${toneOf(item, picture)} ${selected ? 'selected' : ''} ${editing ? 'editing' : ''} ${item.at && !isCoarse(item.at) ? '' : 'coarse'} ${item.settled ? 'settled' : ''}"
    data-key=${item.key}
    tabindex=${tabStop ? 0 : -1}
    aria-selected=${selected}
    @click=${(event: MouseEvent) => onClick(event, item, actions)}
    @dblclick=${(event: MouseEvent) => isPlain(event) && actions.reveal(item)}
  >
    ${isWork(item) ? html`<span role="gridcell" class="time work-state">${item.state}</span>` : when(item, state, picture)}
    <span role="gridcell" class="entry">
      <span class="label">${item.label}</span>${item.text === '' ? nothing : html` <span class="text">${item.text}</span>`}${item.source !== null && !selected ? html`<span class="has-source" title=${item.source}> ↗</span>` : nothing}${isWork(item) ? workWords(item, state) : nothing}
    </span>
    ${editing ? html`<div role="gridcell" class="detail">${editForm(item, editing, actions)}</div>` : selected ? detail(item, state, actions) : nothing}
  </div>`;
}

/** Tasks and actions have no time by nature: they stand below the others, with their state. */
export function isWork({list, at}: PictureItem): boolean {
  return at === null && (list === 'tasks' || list === 'actions');
}

function when(item: PictureItem, state: State, picture: Picture): TemplateResult {
  const title = item.at ? longTime(item.at, shownZone(state)) : l10n.t('The time of this entry cannot be read.');
  return html`<span role="gridcell" class="time" title=${title}>${timeWords(item, state)}</span>
    <span role="gridcell" class="since">${sinceOrigin(item, picture.origin)}</span>`;
}

/** Whose it is, and until when. */
function workWords({by, due, settled, list}: PictureItem, state: State): TemplateResult | typeof nothing {
  const late = due !== null && !settled && due.end < state.now;
  const owner = by === '' ? l10n.t('no owner') : by;
  const date = due === null ? (list === 'actions' && !settled ? l10n.t('no date') : '') : l10n.t('due {0}', shortTime(due, shownZone(state)));
  return html`<span class="work"><span class=${by === '' && !settled ? 'lacking' : ''}>${owner}</span>${date === ''
    ? nothing
    : html` · <span class=${late ? 'late' : due === null ? 'lacking' : ''}>${late ? l10n.t('{0}, overdue', date) : date}</span>`}</span>`;
}

function timeWords({at}: PictureItem, state: State): TemplateResult | string {
  return at ? shortTime(at, shownZone(state)) : html`<span class="no-time">${l10n.t('no time')}</span>`;
}

function detail(item: PictureItem, state: State, actions: Actions): TemplateResult {
  const {source, by, remark, at} = item;
  const facts = [at ? longTime(at, shownZone(state)) : '', by === '' ? '' : l10n.t('by {0}', by)].filter((fact) => fact !== '');
  return html`<div role="gridcell" class="detail">
    <p class="facts">${facts.join(' · ')}</p>
    ${remark === '' ? nothing : html`<p class="remark">${remark}</p>`}
    ${source === null ? nothing : html`<button type="button" class="link source" title=${source} @click=${() => actions.open(source)}>${source} ↗</button>`}
    ${state.deleting === item.key ? question(item, actions) : buttons(item, actions)}
  </div>`;
}

function buttons(item: PictureItem, actions: Actions): TemplateResult {
  const changeable = actions.canChange(item);
  return html`<div class="buttons">
    ${changeable && item.editable ? html`<button type="button" class="tool" @click=${() => actions.startEdit(item)}>${l10n.t('Edit')}</button>` : nothing}
    <button type="button" class="tool" @click=${() => actions.reveal(item)}>${l10n.t('Reveal in YAML')}</button>
    ${changeable ? html`<button type="button" class="tool" @click=${() => actions.askDelete(item)}>${l10n.t('Delete')}</button>` : nothing}
  </div>`;
}

function question(item: PictureItem, actions: Actions): TemplateResult {
  return html`<div class="buttons question" role="group" aria-label=${l10n.t('Delete this entry?')}>
    <span>${l10n.t('Delete this entry?')}</span>
    <button type="button" class="tool danger" @click=${() => actions.delete(item)}>${l10n.t('Yes')}</button>
    <button type="button" class="tool first" @click=${() => actions.cancelDelete()}>${l10n.t('No')}</button>
  </div>`;
}

function onClick(event: MouseEvent, item: PictureItem, actions: Actions): void {
  if (!isPlain(event)) return;
  const element = event.currentTarget;
  actions.select(item.key);
  if (element instanceof HTMLElement) element.focus({preventScroll: true});
}

/** Not on one of the row's own controls, and not while text is being marked. */
function isPlain({target}: MouseEvent): boolean {
  const onControl = target instanceof Element && target.closest('button, input, textarea, select') !== null;
  return !onControl && (getSelection()?.isCollapsed ?? true);
}
