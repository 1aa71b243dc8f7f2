/** The input that adds an entry: free text, an optional time in front, read aloud before Enter. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import {live} from 'lit/directives/live.js';
import type {Picture} from '../../../core/picture/picture.ts';
import type {Actions} from '../actions.ts';
import type {State} from '../state.ts';

export function addForm(state: State, picture: Picture, actions: Actions): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void actions.add();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || state.draft === '') return;
    event.preventDefault();
    actions.writeDraft('');
  };
  return html`<form class="add" @submit=${onSubmit}>
    <div class="field ${state.addError === '' ? '' : 'invalid'}">
      <input
        id="add"
        type="text"
        aria-label=${l10n.t('Add an entry')}
        aria-describedby="add-reading"
        aria-invalid=${state.addError === '' ? 'false' : 'true'}
        placeholder=${l10n.t('Add: 10 min ago rolled back …')}
        autocomplete="off"
        .value=${live(state.draft)}
        @input=${(event: Event) => actions.writeDraft(event.target instanceof HTMLInputElement ? event.target.value : '')}
        @keydown=${onKey}
      />
      ${typeChooser(state, picture, actions)}
    </div>
    <div id="add-reading" class="reading">${state.addError === '' ? reading(state, actions) : html`<span class="error" role="alert">${state.addError}</span>`}</div>
  </form>`;
}

function typeChooser(state: State, picture: Picture, actions: Actions): TemplateResult {
  const onChange = ({target}: Event): void => {
    if (target instanceof HTMLSelectElement) actions.chooseDraftType(target.value === '' ? null : target.value);
  };
  return html`<span class="chooser">
    <select aria-label=${l10n.t('Type of the entry')} .value=${live(state.draftType ?? '')} @change=${onChange}>
      <option value="">${l10n.t('note')}</option>
      ${picture.entryTypes.filter((type) => type !== 'note').map((type) => html`<option value=${type}>${type}</option>`)}
    </select>
    <span class="caret" aria-hidden="true">▾</span>
  </span>`;
}

function reading({reading: answer, draft, changed}: State, actions: Actions): TemplateResult | typeof nothing {
  if (changed !== '') {
    return html`<span class="notice"><span>${changed}</span><button type="button" class="link" @click=${() => actions.undo()}>${l10n.t('Undo')}</button></span>`;
  }
  if (draft.trim() === '') return html`<span>${l10n.t('Enter adds it now, or at the time in front')}</span>`;
  if (!answer) return nothing;
  return answer.ok ? html`<span>${answer.words}</span>` : html`<span class="error" role="alert">${answer.words}</span>`;
}
