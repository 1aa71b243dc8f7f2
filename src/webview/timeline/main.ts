/** The timeline of one incident: receives the picture, draws it, tells what the person does. */
import * as l10n from '@vscode/l10n';
import {render} from 'lit/html.js';
import type {Picture} from '../../core/picture/picture.ts';
import {isZone} from '../../core/time/zone.ts';
import type {ToTimeline} from '../protocol.ts';
import {Actions} from './actions.ts';
import {after} from './delay.ts';
import {keepingFocus} from './focus.ts';
import {Host} from './host.ts';
import {newEntries} from './news.ts';
import {Gestures} from './picture/gestures.ts';
import {measure} from './picture/measure.ts';
import {LEAST_WIDTH} from './picture/picture.ts';
import {fitDomain} from './picture/scale.ts';
import {plotBounds} from './picture/scene.ts';
import {initialState, lasting, shownDomain, Store} from './state.ts';
import type {State} from './state.ts';
import {view} from './view.ts';

const host = new Host();
const store = new Store(initialState(host.savedState(), document.body.dataset.incident ?? '', Date.now()), update);
const actions = new Actions(store, host);
const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'));
const save = after(150);
let gestures: {readonly element: Element; readonly follow: Gestures} | null = null;

const widths = new ResizeObserver(([entry]) => {
  if (entry) store.set({width: Math.floor(entry.contentRect.width)});
});
let observed: Element | null = null;

window.addEventListener('message', ({data}: MessageEvent<ToTimeline<Picture>>) => receive(data));
window.addEventListener('pagehide', () => host.saveState(lasting(store.state)));
document.addEventListener('visibilitychange', tick);
document.addEventListener('pointerdown', closeMenu);
setInterval(tick, 1000);
update(store.state, store.state);
host.post({type: 'ready', zone: Intl.DateTimeFormat().resolvedOptions().timeZone});

function receive(message: ToTimeline<Picture>): void {
  switch (message.type) {
    case 'show':
      show(message);
      break;
    case 'unreadable':
      store.set({unreadable: message});
      break;
    case 'select':
      actions.showSelected(message.key);
      break;
    case 'focus-input':
      setTimeout(() => document.getElementById('add')?.focus());
      break;
    case 'reply':
      host.settle(message);
      break;
  }
}

function show({picture, zone, strings}: Extract<ToTimeline<Picture>, {readonly type: 'show'}>): void {
  l10n.config({contents: {...strings}});
  const {state} = store;
  const keys = new Set(picture.items.map(({key}) => key));
  const kept = (key: string | null): string | null => (key !== null && keys.has(key) ? key : null);
  const types = new Set(picture.items.map(({type}) => type));
  const stillThere = state.types.filter((type) => types.has(type));
  store.set({
    picture,
    zone: isZone(zone) ? zone : 'UTC',
    unreadable: null,
    now: Date.now(),
    incident: state.incident || picture.id,
    selected: kept(state.selected),
    deleting: kept(state.deleting),
    editing: state.editing && kept(state.editing.key) ? state.editing : null,
    types: stillThere.length === state.types.length ? state.types : stillThere,
    person: picture.items.some(({by}) => by === state.person) ? state.person : null,
    announcement: state.picture ? newEntries(state.picture, picture, state) || state.announcement : '',
  });
}

function update(state: State, before: State): void {
  const restoreFocus = keepingFocus(root, state, before);
  render(view(state, actions), root);
  restoreFocus();
  observeWidth();
  followGestures(state);
  if (state.selected !== before.selected) revealRow(state.selected);
  const [now, then] = [lasting(state), lasting(before)];
  if (state.picture && Object.keys(now).some((name) => now[name as keyof typeof now] !== then[name as keyof typeof then])) {
    save(() => host.saveState(lasting(store.state)));
  }
}

function observeWidth(): void {
  const stage = root.querySelector('.stage');
  if (stage === observed) return;
  if (observed) widths.unobserve(observed);
  observed = stage;
  if (stage) widths.observe(stage);
}

function followGestures(state: State): void {
  const element = root.querySelector<SVGSVGElement>('.picture > svg');
  if (!element || !state.picture) return;
  if (gestures?.element !== element) gestures = {element, follow: new Gestures(element, (domain) => actions.look(domain))};
  const bounds = plotBounds(Math.max(LEAST_WIDTH, state.width), measure);
  gestures.follow.follow({bounds, fit: fitDomain(state.picture, state.now), domain: shownDomain(state)});
}

function revealRow(key: string | null): void {
  if (key === null) return;
  const row = [...root.querySelectorAll<HTMLElement>('.row')].find((element) => element.dataset.key === key);
  row?.scrollIntoView({block: 'nearest'});
}

function tick(): void {
  if (!document.hidden) store.set({now: Date.now()});
}

function closeMenu({target}: PointerEvent): void {
  const inside = target instanceof Element && target.closest('.menu') !== null;
  if (store.state.menu !== null && !inside) actions.toggleMenu(null);
}
