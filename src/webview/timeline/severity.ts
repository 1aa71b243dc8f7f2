/** The symbol of a severity: shape and colour say the same. */
import {svg} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {SeverityRank} from '../../core/picture/picture.ts';

const SHAPES: Readonly<Record<SeverityRank, TemplateResult>> = {
  0: svg`<circle cx="8" cy="8" r="6" fill="none" stroke-width="1.6" stroke-dasharray="2.4 2.1" />`,
  1: svg`<path d="M8 .5 15.5 8 8 15.5.5 8Z" />`,
  2: svg`<path d="M8 1 15.5 14.5H.5Z" />`,
  3: svg`<rect x="2" y="2" width="12" height="12" />`,
  4: svg`<circle cx="8" cy="8" r="6" />`,
  5: svg`<circle cx="8" cy="8" r="3.5" />`,
};

export function severityShape(rank: SeverityRank): TemplateResult {
  return SHAPES[rank];
}
