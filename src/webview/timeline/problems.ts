/** What is wrong in the file: one quiet line that opens. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture} from '../../core/picture/picture.ts';
import type {Actions} from './actions.ts';
import type {State} from './state.ts';

const ORDER = ['error', 'warning', 'info'] as const;
const SIGNS = {error: '✕', warning: '!', info: 'i'} as const;

export function problems(state: State, {problems: found}: Picture, actions: Actions): TemplateResult | typeof nothing {
  if (found.length === 0) return nothing;
  const worst = ORDER.find((severity) => found.some((problem) => problem.severity === severity)) ?? 'info';
  const words = found.length === 1 ? l10n.t('1 remark about the file') : l10n.t('{0} remarks about the file', found.length);
  return html`<section class="problems level-${worst}" aria-label=${l10n.t('Problems')}>
    <button type="button" class="summary" aria-expanded=${state.problemsOpen} @click=${() => actions.toggleProblems()}>
      <span class="sign" aria-hidden="true">${SIGNS[worst]}</span>${words}${state.problemsOpen ? nothing : html`<span class="first">${found[0]?.message}</span>`}<span class="caret" aria-hidden="true">${state.problemsOpen ? '▴' : '▾'}</span>
    </button>
    ${state.problemsOpen
      ? html`<ul>
          ${found.map(({line, message, severity}) => html`<li class="level-${severity}"><button type="button" class="link" @click=${() => actions.revealLine(line)}>${l10n.t('line {0}', line)}</button><span>${message}</span></li>`)}
        </ul>`
      : nothing}
  </section>`;
}
