/** The strip of figures: how long each part took, what is due, what stands before the next step. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture, PictureBracket, PictureDue} from '../../core/picture/picture.ts';
import {formatDuration, formatSpan} from '../../core/time/duration.ts';
import {formatInZone, zoneLabel} from '../../core/time/zone.ts';
import type {Actions} from './actions.ts';
import {shownZone} from './state.ts';
import type {State} from './state.ts';
import {middleOf, untilDue} from './times.ts';
import {dueTone} from './tones.ts';

/** What is missing is listed up to this length; the tooltip has it all. */
const MANY_LETTERS = 44;

export function figures(state: State, picture: Picture, actions: Actions): TemplateResult {
  return html`<section class="figures" aria-label=${l10n.t('Figures')}>
    ${picture.brackets.map((bracket) => measured(bracket, state.now))} ${nextUpdate(state, picture)} ${deadline(state, picture)}
    ${nextStep(picture, actions)}
  </section>`;
}

function measured(bracket: PictureBracket, now: number): TemplateResult {
  if (!bracket.running || !bracket.from) return figure(nameOf(bracket.metric), formatSpan(bracket.value), bracket.value === null ? 'none' : '');
  const since = formatDuration(Math.floor(Math.max(0, now - middleOf(bracket.from)) / 60_000) * 60);
  return figure(nameOf(bracket.metric), l10n.t('running'), 'running', since);
}

function nameOf(metric: PictureBracket['metric']): string {
  switch (metric) {
    case 'ttd':
      return l10n.t('Time to detect');
    case 'tta':
      return l10n.t('to acknowledge');
    case 'ttm':
      return l10n.t('to mitigate');
    case 'ttr':
      return l10n.t('to resolve');
  }
}

function nextUpdate(state: State, picture: Picture): TemplateResult | typeof nothing {
  const due = earliest(picture.due, 'update');
  if (!due) return picture.phase === 'done' || picture.phase === 'review' ? nothing : figure(l10n.t('Next update'), '—', 'none');
  return figure(l10n.t('Next update'), untilDue(due.due, state.now), dueTone(due, state.now), '', `${due.label} ${exactly(due.due, state)}`);
}

/** Only where the incident has one, such as a notice that the law asks for. */
function deadline(state: State, picture: Picture): TemplateResult | typeof nothing {
  const due = earliest(picture.due, 'deadline');
  if (!due) return nothing;
  return figure(due.label, untilDue(due.due, state.now), dueTone(due, state.now), '', `${due.label}: ${exactly(due.due, state)}`, 'deadline');
}

function nextStep(picture: Picture, actions: Actions): TemplateResult | typeof nothing {
  if (!picture.next) return nothing;
  const {status, missing} = picture.next;
  const label = missing.length === 0 ? l10n.t('Ready for') : l10n.t('Before “{0}”', status);
  const all = missing.length === 0 ? status : missing.join(', ');
  const [first = ''] = missing;
  const words = all.length > MANY_LETTERS && missing.length > 1 ? l10n.t('{0} and {1} more', first, missing.length - 1) : all;
  const tone = missing.length === 0 ? 'recovery' : 'next';
  const content = html`<span class="name">${label}</span><span class="value words ${tone} ${missing.length > 1 ? 'several' : ''}" title=${all}>${words}</span>`;
  if (!picture.writable) return html`<div class="figure step">${content}</div>`;
  return html`<button type="button" class="figure step" @click=${() => actions.command('status')}>${content}</button>`;
}

function figure(name: string, value: string, tone: string, aside = '', title = '', style = ''): TemplateResult {
  return html`<div class="figure ${style}" title=${title || nothing}>
    <span class="name" title=${name}>${name}</span>
    <span class="value ${tone} ${lengthOf(value)}">${aside === '' ? value : html`<span class="word">${value}</span> <small>${aside}</small>`}</span>
  </div>`;
}

/** Long values are written smaller where there is little room. */
function lengthOf(value: string): string {
  return value.length > 12 ? 'longest' : value.length > 9 ? 'long' : '';
}

function earliest(due: readonly PictureDue[], kind: PictureDue['kind']): PictureDue | undefined {
  return due.filter((one) => one.kind === kind).toSorted((a, b) => a.due - b.due)[0];
}

function exactly(instant: number, state: State): string {
  const zone = shownZone(state);
  return `${formatInZone(instant, zone, 'date-time')} ${zoneLabel(instant, zone)}`;
}
