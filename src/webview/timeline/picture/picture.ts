/** The picture as an element: one tab stop, moved through by keys. */
import * as l10n from '@vscode/l10n';
import {html, nothing} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {Picture} from '../../../core/picture/picture.ts';
import type {Actions} from '../actions.ts';
import {itemOf, shownDomain, shownItems, shownZone} from '../state.ts';
import type {State} from '../state.ts';
import {middleOf} from '../times.ts';
import {drawScene, markId} from './draw.ts';
import type {DrawHandlers} from './draw.ts';
import {measure} from './measure.ts';
import {fitDomain, LEAST_SPAN} from './scale.ts';
import {layScene} from './scene.ts';
import type {Scene, SceneInput} from './scene.ts';
import type {MarkShape} from './shapes.ts';
import {step} from './steps.ts';
import type {Direction} from './steps.ts';

/** A picture in less room than this is scrolled. */
export const LEAST_WIDTH = 280;
const ARROWS: Readonly<Record<string, Direction>> = {ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down'};

/** The laid out picture for a state. */
function sceneOf(state: State, picture: Picture): {scene: Scene; input: SceneInput} {
  const input: SceneInput = {
    picture,
    items: shownItems(state),
    domain: shownDomain(state),
    fit: fitDomain(picture, state.now),
    width: Math.max(LEAST_WIDTH, state.width),
    now: state.now,
    zone: shownZone(state),
    selected: state.selected,
    measure,
  };
  return {scene: layScene(input), input};
}

export function pictureView(state: State, picture: Picture, actions: Actions): TemplateResult {
  if (state.width === 0) return html`<div class="picture"></div>`;
  const {scene, input} = sceneOf(state, picture);
  const active = scene.lanes.flatMap(({marks}) => marks).find(({selected}) => selected)?.members[0];
  return html`<div class="picture">
    <svg
      role="application"
      aria-roledescription=${l10n.t('picture of the incident')}
      aria-label=${l10n.t('{0} entries. Left and right move in time, up and down between lanes, plus and minus zoom, Home shows everything.', input.items.length)}
      aria-activedescendant=${active ? markId(active, input) : nothing}
      tabindex="0"
      width=${scene.width}
      height=${scene.height}
      viewBox="0 0 ${scene.width} ${scene.height}"
      @keydown=${(event: KeyboardEvent) => onKey(event, state, actions)}
    >
      ${drawScene(scene, input, handlers(state, picture, actions))}
    </svg>
    ${input.items.length === 0 && picture.items.length > 0 ? nothingLeft(actions) : nothing}
  </div>`;
}

function nothingLeft(actions: Actions): TemplateResult {
  return html`<p class="hint">
    ${l10n.t('The filters hide every entry.')} <button type="button" class="link" @click=${() => actions.clearFilters()}>${l10n.t('Show all')}</button>
  </p>`;
}

function handlers(state: State, picture: Picture, actions: Actions): DrawHandlers {
  return {
    choose: (mark) => chooseMark(mark, state, actions),
    chooseHypothesis: (id) => {
      const about = shownItems(state).find(({ref}) => id !== null && ref === id);
      if (about) actions.select(about.key);
      else if (picture.hypotheses.length > 0) actions.select(null);
    },
  };
}

/** One item is selected; several are looked at from closer, or, at the same instant, one after the other. */
function chooseMark({members}: MarkShape, state: State, actions: Actions): void {
  const [first] = members;
  if (!first) return;
  if (members.length === 1) {
    actions.select(first.key);
    return;
  }
  const instants = members.flatMap(({at}) => (at ? [middleOf(at)] : []));
  const from = Math.min(...instants);
  const to = Math.max(...instants);
  const domain = shownDomain(state);
  if (to - from >= 1000 && domain[1] - domain[0] > LEAST_SPAN * 1.01) {
    const span = Math.max((to - from) * 1.6, LEAST_SPAN);
    const middle = (from + to) / 2;
    actions.glide([middle - span / 2, middle + span / 2]);
    return;
  }
  const index = members.findIndex(({key}) => key === state.selected);
  actions.select(members[(index + 1) % members.length]?.key ?? first.key);
}

function onKey(event: KeyboardEvent, state: State, actions: Actions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = ARROWS[event.key];
  const item = itemOf(state, state.selected);
  if (direction && event.shiftKey) {
    if (direction === 'up' || direction === 'down') return;
    actions.pan(direction === 'left' ? -0.15 : 0.15);
  } else if (direction) actions.select(step(shownItems(state), state.selected, direction)?.key ?? null);
  else if (event.key === '+' || event.key === '=') actions.zoom(1 / 1.6);
  else if (event.key === '-' || event.key === '_') actions.zoom(1.6);
  else if (event.key === '0' || event.key === 'Home') actions.look(null);
  else if (event.key === 'Enter' && item) actions.reveal(item);
  else if (event.key === 'Escape' && state.selected !== null) actions.select(null);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
