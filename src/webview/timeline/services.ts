/** How the affected services are, the worst first; each leads to where its condition is set. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture, PictureService} from '../../core/picture/picture.ts';
import type {Actions} from './actions.ts';

/** More would outweigh the incident itself. */
const SHOWN = 4;

export function services({services: all, writable}: Picture, actions: Actions): TemplateResult | typeof nothing {
  if (all.length === 0 && !writable) return nothing;
  const inOrder = all.toSorted((a, b) => rank(a) - rank(b));
  const shown = inOrder.length > SHOWN + 1 ? inOrder.slice(0, SHOWN) : inOrder;
  const rest = inOrder.slice(shown.length);
  const act = (): void => actions.command('condition');
  return html`<div class="services" role="group" aria-label=${l10n.t('Services')}>
    ${shown.map((service) => oneOf(service, writable, act))}
    ${rest.length === 0 ? nothing : html`<span class="more" title=${rest.map(wordsOf).join('\n')}>${l10n.t('and {0} more', rest.length)}</span>`}
    ${all.length === 0 ? html`<button type="button" class="service none" title=${hint()} @click=${act}>${l10n.t('no service named')}</button>` : nothing}
  </div>`;
}

function oneOf(service: PictureService, writable: boolean, act: () => void): TemplateResult {
  const style = `service ${service.condition ?? 'unknown'} ${service.verified ? 'verified' : ''}`;
  const content = html`<span class="name">${service.name}</span> <span class="condition">${stateWords(service)}</span>`;
  if (!writable) return html`<span class=${style} title=${wordsOf(service)}>${content}</span>`;
  return html`<button type="button" class=${style} title=${`${wordsOf(service)}\n${hint()}`} @click=${act}>${content}</button>`;
}

function rank({condition, verified}: PictureService): number {
  if (condition === 'normal') return verified ? 4 : 3;
  return condition === 'down' ? 0 : condition === 'degraded' ? 1 : 2;
}

function wordsOf(service: PictureService): string {
  return `${service.name}: ${stateWords(service)}`;
}

function stateWords({condition, verified}: PictureService): string {
  switch (condition) {
    case 'down':
      return l10n.t('down');
    case 'degraded':
      return l10n.t('degraded');
    case 'normal':
      return verified ? l10n.t('normal ✓ verified') : l10n.t('normal, not verified');
    case null:
      return l10n.t('condition unknown');
  }
}

function hint(): string {
  return l10n.t('Set the condition of a service');
}
