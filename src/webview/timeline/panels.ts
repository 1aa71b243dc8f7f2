/** What stands here before there is anything to show, and when the file cannot be read. */
import * as l10n from '@vscode/l10n';
import {html} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Actions} from './actions.ts';
import type {State} from './state.ts';

/** The shape of what is coming, so that nothing jumps. */
export function skeleton(): TemplateResult {
  return html`<div class="skeleton" aria-busy="true" aria-label=${l10n.t('Loading')} role="status">
    <div class="header"><span class="bone title"></span></div>
    <div class="figures">${[1, 2, 3, 4, 5, 6].map(() => html`<div class="figure"><span class="bone name"></span><span class="bone value"></span></div>`)}</div>
  </div>`;
}

export function unreadable({title, message, line}: NonNullable<State['unreadable']>, actions: Actions): TemplateResult {
  return html`<div class="unreadable" role="alert">
    <h1>${l10n.t('This incident cannot be shown')}</h1>
    <p class="which">${title}</p>
    <p class="reason">${message}</p>
    <button type="button" class="tool primary" @click=${() => actions.revealLine(line)}>${line > 0 ? l10n.t('Open the file at line {0}', line) : l10n.t('Open the file')}</button>
  </div>`;
}
