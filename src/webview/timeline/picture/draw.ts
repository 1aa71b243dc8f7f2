/** The scene as SVG. Everything that comes from the file is text. */
import * as l10n from '@vscode/l10n';
import {nothing, svg} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import {repeat} from 'lit/directives/repeat.js';
import type {PictureItem} from '../../../core/picture/picture.ts';
import {formatDuration, formatSpan} from '../../../core/time/duration.ts';
import {formatInZone, zoneLabel} from '../../../core/time/zone.ts';
import {shortTime} from '../times.ts';
import {metricName} from './brackets.ts';
import type {BracketShape} from './brackets.ts';
import {bubble, counter, glyph} from './glyphs.ts';
import type {Bounds} from './labels.ts';
import {laneName} from './lanes.ts';
import {AXIS_Y, BAND_HEIGHT, BAND_Y, bracketY} from './scene.ts';
import type {Scene, SceneInput} from './scene.ts';
import type {DueShape, HypothesisShape, LabelShape, LaneShape, MarkShape} from './shapes.ts';

export interface DrawHandlers {
  readonly choose: (mark: MarkShape) => void;
  readonly chooseHypothesis: (id: string | null) => void;
}

export function drawScene(scene: Scene, input: SceneInput, handlers: DrawHandlers): TemplateResult {
  const bottom = scene.height - 22;
  return svg`
    ${definitions(scene)}
    <g class="axis" aria-hidden="true">
      ${zoneCaption(input, scene)}
      ${scene.ticks.map((one) => tick(one, bottom, scene))}
    </g>
    <g class="bands">${repeat(scene.bands, ({key}) => key, (band) => drawBand(band, input))}</g>
    ${repeat(scene.lanes, ({lane}) => lane, (lane) => laneLine(lane, scene))}
    <g class="brackets">${repeat(scene.brackets, ({metric}) => metric, (bracket) => drawBracket(bracket, scene, input))}</g>
    ${nowLine(scene, bottom)}
    ${repeat(scene.lanes, ({lane}) => lane, (lane) => drawLane(lane, input, handlers))}`;
}

/** Where the marks' ids come from: positions in the file's order, since keys may hold anything. */
export function markId(item: PictureItem, input: Pick<SceneInput, 'picture'>): string {
  return `mark-${input.picture.items.indexOf(item)}`;
}

function definitions({bounds, height}: Scene): TemplateResult {
  return svg`<defs>
    <clipPath id="plot"><rect x=${bounds.left - 4} y="0" width=${bounds.right - bounds.left + 8} height=${height} /></clipPath>
    <mask id="fade-mask" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fade-white)" /></mask>
    <linearGradient id="fade-white"><stop offset="0" stop-color="#fff" stop-opacity="0" /><stop offset="0.5" stop-color="#fff" stop-opacity="0.8" /><stop offset="1" stop-color="#fff" stop-opacity="0" /></linearGradient>
  </defs>`;
}

/** The day of the first time on the axis, unless the ticks say it; days that follow are named at midnight. */
function zoneCaption({domain, zone}: SceneInput, scene: Scene): TemplateResult {
  // Over a change of the clocks both names are true.
  const label = [...new Set(domain.map((end) => zoneLabel(end, zone)))].join(' / ');
  const first = scene.ticks.find((one) => hasRoom(one, scene));
  const date = first?.label.includes(':') ? formatInZone(first.at, zone, 'date') : '';
  return svg`<text class="caption" x="18" y=${AXIS_Y + 4}>${date || label}</text>
    ${date ? svg`<text class="caption" x="18" y=${AXIS_Y + 18}>${label}</text>` : nothing}`;
}

function tick(one: Scene['ticks'][number], bottom: number, scene: Scene): TemplateResult {
  const {x, label, major} = one;
  return svg`<line class="grid ${major ? 'major' : ''}" x1=${x} x2=${x} y1=${AXIS_Y + 14} y2=${bottom} />
    ${hasRoom(one, scene) ? svg`<text class="tick ${major ? 'major' : ''}" x=${x} y=${AXIS_Y + 4}>${label}</text>` : nothing}`;
}

/** Words at the left edge would lie on the zone's, those at the right edge be cut. */
function hasRoom({x, label}: Scene['ticks'][number], {bounds, width}: Scene): boolean {
  const half = label.length * 3.4;
  return x - half > bounds.left - 14 && x + half < width;
}

function drawBand({x, width, tone, label, status, from, to, open}: Scene['bands'][number], {zone, now}: SceneInput): TemplateResult {
  const length = formatDuration(Math.max(0, (open ? now : to) - from) / 1000);
  const since = formatInZone(from, zone, 'time');
  const title = open ? l10n.t('{0} since {1}', status, since) : l10n.t('{0}, {1} from {2}', status, length, since);
  return svg`<g class="band ${tone}">
    <rect x=${x} y=${BAND_Y} width=${width} height=${BAND_HEIGHT} rx=${Math.min(3, width / 2)} />
    <text x=${x + width / 2} y=${BAND_Y + 15}>${label}</text>
    <title>${title}</title>
  </g>`;
}

function drawBracket(bracket: BracketShape, {bounds}: Scene, {picture}: SceneInput): TemplateResult {
  const y = bracketY(bracket.row);
  const left = Math.max(bounds.left, Math.min(bracket.from, bounds.right));
  const right = Math.max(bounds.left, Math.min(bracket.to, bounds.right));
  const value = picture.brackets.find(({metric}) => metric === bracket.metric)?.value ?? null;
  const words = bracket.running ? l10n.t('running') : formatSpan(value);
  const gapLeft = (bracket.labelLeft ?? left) - 4;
  const gapRight = (bracket.labelLeft ?? left) + bracket.labelWidth + 4;
  const lines = bracket.inside ? [[left, gapLeft], [gapRight, right]] : [[left, right]];
  const end = (x: number): TemplateResult | typeof nothing =>
    x < bounds.left || x > bounds.right ? nothing : svg`<line class="end" x1=${x} x2=${x} y1=${y - 5} y2=${y + 5} />`;
  return svg`<g class="bracket ${bracket.metric} ${bracket.running ? 'running' : ''}">
    ${drawFades(bracket.fades, y, 4)}
    ${lines.map(([x1 = 0, x2 = 0]) => (x2 > x1 ? svg`<line x1=${x1} x2=${x2} y1=${y} y2=${y} />` : nothing))}
    ${end(bracket.from)} ${bracket.running ? nothing : end(bracket.to)}
    ${bracket.labelLeft === null ? nothing : svg`<text x=${bracket.labelLeft} y=${y + 4}>${bracket.label}</text>`}
    <rect class="catch" x=${left} y=${y - 9} width=${Math.max(0, right - left)} height="18" />
    <title>${`${metricName(bracket.metric)}: ${words}`}</title>
  </g>`;
}

function laneLine({lane, y}: LaneShape, {bounds}: Scene): TemplateResult {
  return svg`<g class="lane"><line x1=${bounds.left} x2=${bounds.right} y1=${y} y2=${y} /><text x="18" y=${y + 4}>${laneName(lane)}</text></g>`;
}

function nowLine({now}: Scene, bottom: number): TemplateResult | typeof nothing {
  if (now === null) return nothing;
  return svg`<g class="now"><line x1=${now} x2=${now} y1=${AXIS_Y + 12} y2=${bottom} /><text x=${now} y=${bottom + 14}>${l10n.t('now')}</text></g>`;
}

function drawLane(lane: LaneShape, input: SceneInput, handlers: DrawHandlers): TemplateResult {
  return svg`<g class="lane-content ${lane.lane}">
    ${repeat(lane.hypotheses, ({hypothesis}) => hypothesis.key, (shape) => drawHypothesis(shape, handlers))}
    ${repeat(lane.marks, ({key}) => key, (mark) => drawMark(mark, input, handlers))}
    ${lane.due.map((due) => drawDue(due, input))}
    ${repeat(lane.labels, ({key}) => key, (label) => drawLabel(label))}
  </g>`;
}

function drawMark(mark: MarkShape, input: SceneInput, handlers: DrawHandlers): TemplateResult {
  const [first] = mark.members;
  if (!first) return svg``;
  const {x, y, span, pill} = mark;
  const words = describe(mark, input);
  const style = `mark tone-${mark.tone} ${mark.selected ? 'selected' : ''}`;
  return svg`<g class=${style} id=${markId(first, input)} role="img" aria-label=${words} @click=${() => handlers.choose(mark)}>
    <title>${words}</title>
    ${drawFades(mark.fades, y, 7)}
    ${span ? drawSpan(span, mark) : nothing}
    ${pill
      ? svg`<rect class="pill" x=${pill.left} y=${y - 9} width=${pill.width} height="18" rx="9" /><text class="pill-words" x=${pill.left + pill.width / 2} y=${y + 4}>${pill.words}</text>`
      : svg`<g class="glyph" transform="translate(${x} ${y})">${span && mark.lane !== 'tasks' ? nothing : glyph(mark)}${mark.members.length > 1 ? counter(mark.members.length) : nothing}</g>`}
    <rect class="catch" x=${x - 12} y=${y - 12} width="24" height="24" />
  </g>`;
}

/** A task has a box with a tail, everything else that lasted is a bar. */
function drawSpan({left, right}: Bounds, {y, lane}: MarkShape): TemplateResult {
  const half = lane === 'tasks' ? 2 : 7;
  return svg`<rect class="span" x=${left} y=${y - half} width=${right - left} height=${2 * half} rx=${Math.min(3, half)} />`;
}

/** Bars that fade to both sides, cut at the picture's edge. */
function drawFades(fades: readonly Bounds[], y: number, half: number): TemplateResult | typeof nothing {
  if (fades.length === 0) return nothing;
  const bars = fades.map(({left, right}) => svg`<rect class="fade" x=${left} y=${y - half} width=${right - left} height=${2 * half} mask="url(#fade-mask)" />`);
  return svg`<g clip-path="url(#plot)">${bars}</g>`;
}

function drawHypothesis({hypothesis, from, to, y, selected}: HypothesisShape, handlers: DrawHandlers): TemplateResult {
  const state = {open: l10n.t('open'), confirmed: l10n.t('confirmed'), rejected: l10n.t('rejected')}[hypothesis.state];
  return svg`<g class="hypothesis ${hypothesis.state} ${selected ? 'selected' : ''}" @click=${() => handlers.chooseHypothesis(hypothesis.id)}>
    <rect x=${from} y=${y - 3} width=${Math.max(4, to - from)} height="6" rx="3" />
    <rect class="catch" x=${from} y=${y - 18} width=${Math.max(4, to - from)} height="26" />
    <title>${`${hypothesis.text} (${state})`}</title>
  </g>`;
}

function drawDue({x, y, tone, label, due}: DueShape, {zone}: SceneInput): TemplateResult {
  return svg`<g class="due tone-${tone}"><path d=${bubble(1)} transform="translate(${x} ${y})" /><title>${`${label}: ${formatInZone(due, zone, 'date-time')} ${zoneLabel(due, zone)}`}</title></g>`;
}

function drawLabel({left, y, words, tone, struck}: LabelShape): TemplateResult {
  return svg`<text class="words tone-${tone}" x=${left} y=${y}>${words}</text>
    ${struck === undefined ? nothing : svg`<line class="strike" x1=${left} x2=${left + struck} y1=${y - 3.5} y2=${y - 3.5} />`}`;
}

function describe({members}: MarkShape, {zone}: SceneInput): string {
  const lines = members.slice(0, 8).map(({at, label, text}) => [at ? shortTime(at, zone) : '', label, text].filter((part) => part !== '').join(' '));
  const more = members.length - lines.length;
  return more > 0 ? [...lines, l10n.t('and {0} more', more)].join('\n') : lines.join('\n');
}
