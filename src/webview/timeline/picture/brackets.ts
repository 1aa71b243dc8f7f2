/** The brackets that show how long detection, acknowledgement, mitigation and resolution took. Pure. */
import * as l10n from '@vscode/l10n';
import type {PictureBracket, PictureTime} from '../../../core/picture/picture.ts';
import {formatDuration, formatSpan} from '../../../core/time/duration.ts';
import {middleOf} from '../times.ts';
import type {Bounds} from './labels.ts';
import type {Place} from './scale.ts';

export interface BracketShape {
  readonly metric: PictureBracket['metric'];
  /** Row under the bands; detection and acknowledgement follow each other and share the first. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly running: boolean;
  /** Where an end is uncertain: the stretch in which it lies. */
  readonly fades: readonly Bounds[];
  readonly label: string;
  /** Left edge of the label; null when there is no room for it. */
  readonly labelLeft: number | null;
  readonly labelWidth: number;
  /** The label stands on the line and interrupts it. */
  readonly inside: boolean;
}

const PAD = 6;
/** What a label on the line needs beside its width. */
const INNER = 20;

/** What has both ends, or still runs. */
export function layBrackets(
  brackets: readonly PictureBracket[],
  place: Place,
  fitPlace: Place,
  now: number,
  bounds: Bounds,
  measure: (words: string) => number,
): BracketShape[] {
  const shown = brackets.filter(({from, to, running}) => from !== null && (to !== null || running));
  const rows = rowsOf(shown, fitPlace, now, measure);
  const shapes: BracketShape[] = [];
  for (const bracket of shown) {
    if (!bracket.from) continue;
    const from = place(middleOf(bracket.from));
    const to = bracket.to ? place(middleOf(bracket.to)) : place(now);
    const label = words(bracket, now);
    const width = measure(label);
    const row = rows.get(bracket.metric) ?? 0;
    const inside = innerLabel(from, to, width, bounds);
    const start = Math.min(from, place(bracket.from.start));
    const labelLeft = inside ?? outerLabel(start, to, width, bounds, bracket.metric === 'ttd' ? 'before' : 'after');
    const fades = [fade(bracket.from, place), bracket.to ? fade(bracket.to, place) : null].filter((stretch) => stretch !== null);
    shapes.push({metric: bracket.metric, row, from, to, running: !bracket.to, fades, label, labelLeft, labelWidth: width, inside: inside !== null});
  }
  return withoutCollisions(shapes);
}

/** The abbreviation with what it stands for. */
export function metricName(metric: PictureBracket['metric']): string {
  switch (metric) {
    case 'ttd':
      return l10n.t('Time to detect');
    case 'tta':
      return l10n.t('Time to acknowledge');
    case 'ttm':
      return l10n.t('Time to mitigate');
    case 'ttr':
      return l10n.t('Time to resolve');
  }
}

function words(bracket: PictureBracket, now: number): string {
  const name = bracket.metric.toUpperCase();
  if (bracket.to) return `${name} ${formatSpan(bracket.value)}`;
  const since = bracket.from ? Math.max(0, now - middleOf(bracket.from)) : 0;
  return l10n.t('{0} running, {1}', name, formatDuration(Math.floor(since / 60_000) * 60));
}

/** Acknowledgement begins where detection ends: both stand in one row if the words fit when everything is shown. */
function rowsOf(shown: readonly PictureBracket[], fitPlace: Place, now: number, measure: (words: string) => number): Map<string, number> {
  const detection = shown.find(({metric}) => metric === 'ttd');
  const roomy =
    detection?.from && detection.to && fitPlace(middleOf(detection.to)) - fitPlace(middleOf(detection.from)) >= measure(words(detection, now)) + INNER;
  const rows = new Map<string, number>();
  let next = 0;
  for (const {metric} of shown) rows.set(metric, metric === 'tta' && roomy ? 0 : next++);
  return rows;
}

function innerLabel(from: number, to: number, width: number, bounds: Bounds): number | null {
  const left = Math.max(from, bounds.left);
  const right = Math.min(to, bounds.right);
  return right - left >= width + INNER ? (left + right - width) / 2 : null;
}

function outerLabel(from: number, to: number, width: number, bounds: Bounds, side: 'before' | 'after'): number | null {
  if (to < bounds.left || from > bounds.right) return null;
  const before = from - PAD - width;
  const after = to + PAD;
  const fits = (left: number): boolean => left >= bounds.left && left + width <= bounds.right;
  return (side === 'before' ? [before, after] : [after, before]).find(fits) ?? null;
}

function fade(time: PictureTime, place: Place): Bounds | null {
  const stretch = {left: place(time.start), right: place(time.end)};
  return stretch.right - stretch.left > 3 ? stretch : null;
}

/** A label gives way to a bracket or a label that is already in its row. */
function withoutCollisions(shapes: readonly BracketShape[]): BracketShape[] {
  const done: BracketShape[] = [];
  for (const shape of shapes) {
    const left = shape.labelLeft;
    const others = shapes.filter((other) => other !== shape && other.row === shape.row);
    const hits = (box: Bounds): boolean =>
      left !== null && !shape.inside && left < box.right + PAD && left + shape.labelWidth > box.left - PAD;
    const blocked =
      others.some((other) => hits({left: other.from + 1, right: Math.max(other.from, other.to - 1)})) ||
      done.some((other) => other.row === shape.row && other.labelLeft !== null && hits({left: other.labelLeft, right: other.labelLeft + other.labelWidth}));
    done.push(blocked ? {...shape, labelLeft: null} : shape);
  }
  return done;
}
