/** The lanes of the picture, each laid out in its own way. Pure. */
import * as l10n from '@vscode/l10n';
import type {Lane, PictureItem} from '../../../core/picture/picture.ts';
import {formatInZone} from '../../../core/time/zone.ts';
import {shortTime} from '../times.ts';
import {dueTone, toneOf} from '../tones.ts';
import {layHypotheses} from './hypotheses.ts';
import {importanceOf} from './importance.ts';
import {placeInline, placeLabels, shortened} from './labels.ts';
import {layMarks} from './marks.ts';
import type {DueShape, LabelShape, LaneContext, LaneShape, MarkShape} from './shapes.ts';

/** From top to bottom. */
export const LANES: readonly Lane[] = ['milestones', 'status', 'evidence', 'hypotheses', 'runbook', 'updates', 'tasks'];

const LETTER = 4;
const WIDEST = 170;

/** The lane's name at the left edge. */
export function laneName(lane: Lane): string {
  switch (lane) {
    case 'milestones':
      return l10n.t('Milestones');
    case 'status':
      return l10n.t('Status');
    case 'evidence':
      return l10n.t('Evidence');
    case 'hypotheses':
      return l10n.t('Hypotheses');
    case 'runbook':
      return l10n.t('Runbook');
    case 'updates':
      return l10n.t('Updates');
    case 'tasks':
      return l10n.t('Tasks');
  }
}

/** All lanes that have something to show, from `top` downwards; milestones always. */
export function layLanes(items: readonly PictureItem[], top: number, context: LaneContext): LaneShape[] {
  const lanes: LaneShape[] = [];
  let next = top;
  for (const lane of LANES) {
    const own = items.filter((item) => item.lane === lane && item.at !== null);
    const shape = layLane(lane, own, next, context);
    if (!shape) continue;
    lanes.push(shape);
    next += shape.height;
  }
  return lanes;
}

function layLane(lane: Lane, items: readonly PictureItem[], top: number, context: LaneContext): LaneShape | null {
  const empty = {lane, top, marks: [], labels: [], hypotheses: [], due: []};
  switch (lane) {
    case 'milestones': {
      const y = top + 30;
      const marks = layMarks(lane, items, y, {single: 8, cluster: 16}, context);
      return {...empty, height: 58, y, marks, labels: milestoneLabels(marks, y, context)};
    }
    case 'status': {
      if (items.length === 0) return null;
      const y = top + 20;
      return {...empty, height: 40, y, marks: withPills(layMarks(lane, items, y, {single: 7, cluster: 16}, context), context)};
    }
    case 'evidence':
      if (items.length === 0) return null;
      return {...empty, height: 42, y: top + 21, marks: layMarks(lane, items, top + 21, {single: 7, cluster: 16}, context)};
    case 'hypotheses':
      return layHypotheses(items, top, context);
    case 'runbook': {
      if (items.length === 0) return null;
      const y = top + 21;
      const marks = layMarks(lane, items, y, {single: 8, cluster: 16}, context);
      return {...empty, height: 42, y, marks, labels: trailingLabels(marks, y, context)};
    }
    case 'updates': {
      if (items.length === 0 && context.picture.due.length === 0) return null;
      const marks = layMarks(lane, items, top + 21, {single: 9, cluster: 16}, context);
      const due = layDue(marks, top + 21, context);
      return {...empty, height: 50, y: top + 21, marks, due, labels: dueLabels(due, top + 41, context)};
    }
    case 'tasks': {
      if (items.length === 0) return null;
      const y = top + 18;
      const marks = layMarks(lane, items, y, {single: 8, cluster: 16}, context);
      return {...empty, height: 48, y, marks, labels: taskLabels(marks, y + 21, context)};
    }
  }
}

function milestoneLabels(marks: readonly MarkShape[], y: number, context: LaneContext): LabelShape[] {
  const words = new Map(marks.map((mark) => [mark.key, milestoneWords(mark.members, context)]));
  const wishes = marks.map((mark) => ({
    key: mark.key,
    x: mark.x,
    width: context.measure(words.get(mark.key) ?? ''),
    priority: Math.max(...mark.members.map(importanceOf)) + (mark.selected ? 100 : 0),
  }));
  const places = placeLabels(wishes, 2, context.bounds);
  return [...places].map(([key, {row, left}]) => ({
    key,
    left,
    y: y + LETTER + (row === 0 ? -17 : 18),
    words: words.get(key) ?? '',
    tone: 'label',
  }));
}

function milestoneWords(members: readonly PictureItem[], context: LaneContext): string {
  const names = [...new Set(members.map((item) => milestoneName(item, members.length === 1, context)))];
  const telling = members.toSorted((a, b) => importanceOf(b) - importanceOf(a)).map((item) => milestoneName(item, members.length === 1, context));
  // The most telling ones, in the order in which they happened.
  const shown = [...new Set(telling)].slice(0, names.length <= 3 ? 3 : 2);
  const words = names.filter((name) => shown.includes(name)).join(' · ');
  return names.length === shown.length ? words : `${words} +${names.length - shown.length}`;
}

function milestoneName({label, at}: PictureItem, alone: boolean, context: LaneContext): string {
  const uncertain = at !== null && at.end > at.start;
  const name = shortened(label, WIDEST, context.measure);
  return alone && uncertain && at ? `${name} ${shortTime(at, context.zone)}` : name;
}

/** Changes stand as pills with their words where these fit, else as small marks. */
function withPills(marks: readonly MarkShape[], context: LaneContext): MarkShape[] {
  const words = new Map(marks.map(({key, face, members}) => [key, `${shortened(face.label, WIDEST, context.measure)}${members.length > 1 ? ` +${members.length - 1}` : ''}`]));
  const wishes = marks.map((mark) => ({
    key: mark.key,
    x: mark.x,
    width: context.measure(words.get(mark.key) ?? '') + 16,
    priority: importanceOf(mark.face) + (mark.selected ? 100 : 0),
  }));
  const places = placeInline(wishes, 9, context.bounds);
  const widths = new Map(wishes.map(({key, width}) => [key, width]));
  return marks.map((mark) => {
    const left = places.get(mark.key);
    if (left === undefined) return mark;
    return {...mark, pill: {left, width: widths.get(mark.key) ?? 0, words: words.get(mark.key) ?? ''}};
  });
}

/** Words to the right of a mark, cut to what is free until the next one. */
function trailingLabels(marks: readonly MarkShape[], y: number, context: LaneContext): LabelShape[] {
  return marks.flatMap((mark, index): LabelShape[] => {
    const [item] = mark.members;
    if (!item || mark.members.length > 1) return [];
    const left = Math.max(mark.x + 8, mark.span?.right ?? 0) + 7;
    const next = marks[index + 1];
    const free = Math.min(220, (next ? next.x - 14 : context.bounds.right) - left);
    const words = shortened(item.text || item.label, free, context.measure);
    return words === '' ? [] : [{key: mark.key, left, y: y + LETTER, words, tone: toneOf(item, context.picture)}];
  });
}

function taskLabels(marks: readonly MarkShape[], y: number, context: LaneContext): LabelShape[] {
  const words = new Map(marks.map(({key, members}) => [key, members.length > 1 ? '' : shortened(members[0]?.text ?? '', 160, context.measure)]));
  const wishes = marks
    .filter(({key}) => words.get(key) !== '')
    .map(({key, x, selected}) => ({key, x, width: context.measure(words.get(key) ?? ''), priority: selected ? 1 : 0}));
  return [...placeLabels(wishes, 1, context.bounds)].map(([key, {left}]) => ({key, left, y, words: words.get(key) ?? '', tone: 'label'}));
}

/** What is due stands in the line of updates, or below where something was sent at that time. */
function layDue(marks: readonly MarkShape[], y: number, {picture, place, bounds, now}: LaneContext): DueShape[] {
  return picture.due
    .map(({due, label}) => ({label, due, x: place(due), y, tone: dueTone({due}, now)}))
    .filter(({x}) => x >= bounds.left && x <= bounds.right)
    .map((due) => (marks.some(({x}) => Math.abs(x - due.x) < 20) ? {...due, y: y + 18} : due));
}

function dueLabels(due: readonly DueShape[], y: number, context: LaneContext): LabelShape[] {
  const words = due.map((shape) => l10n.t('due {0}', formatInZone(shape.due, context.zone, 'time')));
  const wishes = due.map(({x, y: own}, index) => {
    const width = context.measure(words[index] ?? '');
    // Beside the bubble where that is already below the line.
    return {key: String(index), x: own > y - 20 ? x + 12 + width / 2 : x, width, priority: -index};
  });
  return [...placeLabels(wishes, 1, context.bounds)].map(([key, {left}]) => {
    const index = Number(key);
    return {key: `due ${key}`, left, y, words: words[index] ?? '', tone: due[index]?.tone ?? 'warning'};
  });
}
