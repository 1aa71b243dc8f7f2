/** The shapes of marks; each lane has its own, so that colour is never all there is. */
import {nothing, svg} from 'lit/html.js';
import type {TemplateResult} from 'lit/html.js';
import type {MarkShape} from './shapes.ts';

/** A mark drawn around the origin. */
export function glyph({face, lane, selected}: MarkShape): TemplateResult {
  switch (lane) {
    case 'milestones':
      return svg`<path d=${diamond(selected ? 9 : 7.5)} />`;
    case 'status':
      return svg`<rect x="-6" y="-5" width="12" height="10" rx="5" />`;
    case 'evidence':
      return circle(face.type === 'evidence', selected);
    case 'hypotheses':
      return svg`<circle r=${selected ? 6 : 4} />`;
    case 'runbook':
      return svg`<rect x="-6" y="-6" width="12" height="12" rx="2" />`;
    case 'updates':
      return svg`<path d=${bubble(selected ? 1.2 : 1)} />`;
    case 'tasks':
      return svg`<rect class="hollow" x="-5.5" y="-5.5" width="11" height="11" rx="2" />`;
  }
}

/** A speech bubble around the origin. */
export function bubble(scale: number): string {
  const at = (x: number, y: number): string => `${x * scale} ${y * scale}`;
  return `M${at(-7, -6)}L${at(7, -6)}L${at(7, 4)}L${at(-2, 4)}L${at(-7, 8)}Z`;
}

function diamond(size: number): string {
  return `M0 ${-size}L${size} 0L0 ${size}L${-size} 0Z`;
}

/** Evidence is filled; notes and other entries are rings. */
function circle(filled: boolean, selected: boolean): TemplateResult {
  const radius = selected ? 8 : 6;
  return svg`<circle class=${filled ? nothing : 'hollow'} r=${filled ? radius : radius - 1} />`;
}

/** How many entries lie here, at the lower right of the mark: its words stand above. */
export function counter(count: number): TemplateResult {
  const half = count > 99 ? 10 : count > 9 ? 8 : 6;
  return svg`<g class="count" transform="translate(${half + 3} 6)">
    <rect class="counter" x=${-half} y="-6" width=${2 * half} height="12" rx="6" /><text y="3.5">${count}</text>
  </g>`;
}
