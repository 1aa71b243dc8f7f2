/** The lane of hypotheses: what was suspected, for how long, and what came of it. Pure. */
import type {PictureHypothesis, PictureItem} from '../../../core/picture/picture.ts';
import {packRows, shortened} from './labels.ts';
import {layMarks} from './marks.ts';
import type {HypothesisShape, LabelShape, LaneContext, LaneShape, MarkShape} from './shapes.ts';

const PITCH = 28;
const WIDEST = 190;

/** Null when there is none. */
export function layHypotheses(items: readonly PictureItem[], top: number, context: LaneContext): LaneShape | null {
  const drawn = context.picture.hypotheses.filter(({from}) => from !== null);
  if (drawn.length === 0 && items.length === 0) return null;
  const rows = rowsOf(drawn, context);
  const count = Math.max(1, ...[...rows.values()].map((row) => row + 1));
  const height = count * PITCH + 16;
  const yOf = (row: number): number => top + 24 + row * PITCH;
  const shapes = drawn.flatMap((hypothesis) => layHypothesis(hypothesis, yOf(rows.get(hypothesis.key) ?? 0), items, context));
  return {
    lane: 'hypotheses',
    top,
    height,
    y: top + height / 2,
    marks: marksOnBars(items, drawn, rows, yOf, context),
    labels: labelsOf(shapes, rows, context),
    hypotheses: shapes,
    due: [],
  };
}

/** Rows are settled at the scale that shows everything: nothing jumps while zooming. */
function rowsOf(hypotheses: readonly PictureHypothesis[], {fitPlace, now, measure}: LaneContext): Map<string, number> {
  return packRows(
    hypotheses.map((hypothesis) => {
      const left = fitPlace(hypothesis.from ?? now);
      const right = fitPlace(hypothesis.to ?? now);
      return {key: hypothesis.key, left, right: Math.max(right, left + measure(wordsOf(hypothesis, measure)))};
    }),
  );
}

function layHypothesis(hypothesis: PictureHypothesis, y: number, items: readonly PictureItem[], context: LaneContext): HypothesisShape[] {
  const {place, bounds, now} = context;
  const from = Math.max(bounds.left, place(hypothesis.from ?? now));
  const to = Math.min(bounds.right, Math.max(place(hypothesis.to ?? Math.max(now, hypothesis.from ?? now)), place(hypothesis.from ?? now) + 6));
  if (to < bounds.left || from > bounds.right) return [];
  const selected = items.some(({key, ref}) => key === context.selected && ref !== null && ref === hypothesis.id);
  return [{hypothesis, from, to, y, selected}];
}

/** Entries stand on the bar of the hypothesis that they are about. */
function marksOnBars(
  items: readonly PictureItem[],
  hypotheses: readonly PictureHypothesis[],
  rows: ReadonlyMap<string, number>,
  yOf: (row: number) => number,
  context: LaneContext,
): MarkShape[] {
  const byRow = new Map<number, PictureItem[]>();
  for (const item of items) {
    const about = hypotheses.find(({id}) => id !== null && id === item.ref);
    const row = about ? (rows.get(about.key) ?? 0) : 0;
    byRow.set(row, [...(byRow.get(row) ?? []), item]);
  }
  return [...byRow].flatMap(([row, own]) => layMarks('hypotheses', own, yOf(row), {single: 5, cluster: 14}, context));
}

function labelsOf(shapes: readonly HypothesisShape[], rows: ReadonlyMap<string, number>, {bounds, measure}: LaneContext): LabelShape[] {
  const labels: LabelShape[] = [];
  const ends = new Map<number, number>();
  for (const {hypothesis, from, y} of shapes.toSorted((a, b) => a.from - b.from)) {
    const row = rows.get(hypothesis.key) ?? 0;
    const words = wordsOf(hypothesis, measure);
    const width = measure(words);
    const left = Math.min(from, bounds.right - width);
    if (left < Math.max(bounds.left, (ends.get(row) ?? -Infinity) + 6)) continue;
    ends.set(row, left + width);
    labels.push({
      key: hypothesis.key,
      left,
      y: y - 9,
      words,
      tone: hypothesis.state === 'rejected' ? 'muted' : 'hypothesis',
      ...(hypothesis.state === 'rejected' && {struck: measure(words.slice(0, -2))}),
    });
  }
  return labels;
}

function wordsOf({text, state}: PictureHypothesis, measure: (words: string) => number): string {
  const sign = {open: '', confirmed: ' ✓', rejected: ' ✗'}[state];
  return `${shortened(text, WIDEST, measure)}${sign}`;
}
