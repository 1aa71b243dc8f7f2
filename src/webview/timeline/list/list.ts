/** The list of everything: the picture's equal for those who read or listen. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import {repeat} from 'lit/directives/repeat.js';
import type {Picture, PictureItem, PictureTime} from '../../../core/picture/picture.ts';
import {dayInZone} from '../../../core/time/zone.ts';
import type {Actions} from '../actions.ts';
import {shownItems, shownZone} from '../state.ts';
import type {State} from '../state.ts';
import {middleOf} from '../times.ts';
import {addForm} from './add.ts';
import {onListKey} from './keys.ts';
import {isWork, row} from './row.ts';

type Line = {readonly heading: string; readonly key: string} | {readonly item: PictureItem; readonly key: string};

export function listView(state: State, picture: Picture, actions: Actions): TemplateResult {
  const items = shownItems(state);
  const tabStop = items.find(({key}) => key === state.selected) ?? items[0];
  return html`<section class="side" aria-label=${l10n.t('Entries')}>
    ${picture.writable ? addForm(state, picture, actions) : nothing}
    <div class="list" role="grid" aria-label=${l10n.t('Entries in order of time')} @keydown=${(event: KeyboardEvent) => onListKey(event, state, actions)}>
      ${repeat(
        linesOf(items, shownZone(state)),
        ({key}) => key,
        (line) => ('item' in line ? row(line.item, line.item === tabStop, state, picture, actions) : heading(line.heading)),
      )}
      ${items.length === 0 ? html`<div role="row" class="nothing"><span role="gridcell">${emptyWords(picture)}</span></div>` : nothing}
    </div>
  </section>`;
}

function heading(words: string): TemplateResult {
  return html`<div role="row" class="day"><span role="rowheader">${words}</span></div>`;
}

function emptyWords(picture: Picture): string {
  return picture.items.length === 0 ? l10n.t('Nothing is recorded yet.') : l10n.t('The filters hide every entry.');
}

/** Null for times that are a day or a month themselves, and need no heading. */
function dayOf({at}: PictureItem, zone: string): string | null {
  return at && !namesItsDay(at) ? dayInZone(middleOf(at), zone) : null;
}

function namesItsDay({text}: PictureTime): boolean {
  return !text.includes('T');
}

/** Rows, with the days between them when there is more than one. */
function linesOf(items: readonly PictureItem[], zone: string): Line[] {
  const several = new Set(items.flatMap((item) => dayOf(item, zone) ?? [])).size > 1 || items.some(({at}) => at !== null && namesItsDay(at));
  const lines: Line[] = [];
  let last: string | null = null;
  for (const item of items) {
    const day = item.at ? dayOf(item, zone) : isWork(item) ? l10n.t('Tasks and actions') : l10n.t('Without a readable time');
    const needed = day !== null && day !== last && (several || item.at === null);
    if (needed) lines.push({heading: day, key: `heading ${lines.length} ${day}`});
    last = day;
    lines.push({item, key: `item ${item.key}`});
  }
  return lines;
}
