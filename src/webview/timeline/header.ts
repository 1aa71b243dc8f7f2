/** First line: what incident this is, how bad, who leads; and how one looks at it. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture} from '../../core/picture/picture.ts';
import {zoneLabel} from '../../core/time/zone.ts';
import type {Actions} from './actions.ts';
import {personMenu, typeMenu} from './filters.ts';
import {services} from './services.ts';
import {severityShape} from './severity.ts';
import type {State} from './state.ts';

export function header(state: State, picture: Picture, actions: Actions): TemplateResult {
  return html`<header class="header">
    <div class="identity">
      <svg class="severity rank-${picture.severityRank}" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
        ${severityShape(picture.severityRank)}
      </svg>
      <h1 title=${picture.title}>${picture.title}</h1>
      <div class="chips">${chips(picture, actions)}</div>
    </div>
    <div class="beside">
      ${services(picture, actions)}
      <div class="controls">${typeMenu(state, picture, actions)} ${personMenu(state, picture, actions)} ${zoneSwitch(state, actions)} ${zoomButtons(state, actions)}</div>
    </div>
  </header>`;
}

function chips(picture: Picture, actions: Actions): TemplateResult {
  const severity = picture.priority === null ? picture.severity : `${picture.severity} · ${picture.priority}`;
  return html`${chip(severity, `rank-${picture.severityRank}`, l10n.t('Classify: severity and priority'), picture, () => actions.command('classify'))}
  ${chip(picture.status, `phase-${picture.phase ?? 'unknown'}`, l10n.t('Change status'), picture, () => actions.command('status'))}
  ${picture.mode === 'live' ? nothing : html`<span class="chip mode">${picture.mode}</span>`}
  ${picture.confidential ? html`<span class="chip confidential">${l10n.t('confidential')}</span>` : nothing} ${commander(picture, actions)}`;
}

function chip(words: string, style: string, does: string, picture: Picture, act: () => void): TemplateResult {
  if (!picture.writable) return html`<span class="chip ${style}">${words}</span>`;
  return html`<button type="button" class="chip ${style}" title=${does} @click=${act}>${words}</button>`;
}

function commander(picture: Picture, actions: Actions): TemplateResult {
  const words = picture.commander === '' ? l10n.t('no commander') : l10n.t('commander {0}', picture.commander);
  const style = picture.commander === '' ? 'commander missing' : 'commander';
  if (!picture.writable) return html`<span class=${style}>${words}</span>`;
  return html`<button type="button" class=${style} title=${l10n.t('Assign roles')} @click=${() => actions.command('assign')}>${words}</button>`;
}

function zoneSwitch(state: State, actions: Actions): TemplateResult {
  const local = l10n.t('Local');
  return html`<div class="switch" role="group" aria-label=${l10n.t('Time zone')}>
    <button type="button" aria-pressed=${!state.utc} title=${`${state.zone} (${zoneLabel(state.now, state.zone)})`} @click=${() => actions.toggleUtc(false)}>${local}</button>
    <button type="button" aria-pressed=${state.utc} @click=${() => actions.toggleUtc(true)}>UTC</button>
  </div>`;
}

function zoomButtons(state: State, actions: Actions): TemplateResult {
  return html`<div class="zoom" role="group" aria-label=${l10n.t('Zoom')}>
    <button type="button" class="tool" aria-label=${l10n.t('Zoom out')} title=${l10n.t('Zoom out')} @click=${() => actions.zoom(1.6)}>−</button>
    <button type="button" class="tool" aria-label=${l10n.t('Zoom in')} title=${l10n.t('Zoom in')} @click=${() => actions.zoom(1 / 1.6)}>+</button>
    <button type="button" class="tool" title=${l10n.t('Show everything')} ?disabled=${state.domain === null} @click=${() => actions.look(null)}>
      ${l10n.t('Fit')}
    </button>
  </div>`;
}
