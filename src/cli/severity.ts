/** Severities differ in shape and in colour, here as in every view. */
import type { Process } from '../core/process/process.ts';
import { isUndetermined, severityRank } from '../core/process/rules.ts';
import { styled, type Style, type Styled } from './text.ts';

const MARKS: readonly (readonly [shape: string, style: Style])[] = [
  ['◌', 'magenta'],
  ['◆', 'red'],
  ['▲', 'yellow'],
  ['■', 'blue'],
  ['●', 'dim'],
  ['●', 'dim'],
];

export function severityMark(process: Process, severity: string | null | undefined): Styled {
  const [shape, style] = MARKS[severityRank(process, severity)] ?? ['●', 'dim'];
  return styled(style, isUndetermined(severity) ? `${shape} —` : `${shape} ${severity ?? ''}`);
}
