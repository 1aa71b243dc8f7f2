/** The fields that change an entry in its place. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import {live} from 'lit/directives/live.js';
import type {PictureItem} from '../../../core/picture/picture.ts';
import type {Actions} from '../actions.ts';
import type {Editing} from '../state.ts';

export function editForm(item: PictureItem, editing: Editing, actions: Actions): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') actions.cancelEdit();
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && isField(event.target)) {
      event.preventDefault();
      void actions.saveEdit();
    }
  };
  return html`<div class="edit" role="group" aria-label=${l10n.t('Edit {0}', item.label)} @keydown=${onKey}>
    <label>
      <span>${l10n.t('Time')}</span>
      <input class="edit-at" .value=${live(editing.at)} spellcheck="false" autocomplete="off" @input=${(event: Event) => actions.writeEdit({at: valueOf(event)})} />
    </label>
    <label>
      <span>${l10n.t('Text')}</span>
      <textarea class="edit-text" rows="2" .value=${live(editing.text)} @input=${(event: Event) => actions.writeEdit({text: valueOf(event)})}></textarea>
    </label>
    <div class="reading" aria-live="polite">${editing.reading ? html`<span class=${editing.reading.ok ? '' : 'error'}>${editing.reading.words}</span>` : nothing}</div>
    ${editing.error === '' ? nothing : html`<div class="error" role="alert">${editing.error}</div>`}
    <div class="buttons">
      <button type="button" class="tool primary" ?disabled=${editing.busy} @click=${() => void actions.saveEdit()}>${l10n.t('Save')}</button>
      <button type="button" class="tool" @click=${() => actions.cancelEdit()}>${l10n.t('Cancel')}</button>
    </div>
  </div>`;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function valueOf({target}: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
}
