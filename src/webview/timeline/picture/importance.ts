/** Which entry speaks for several that lie on top of each other. Pure. */
import type {PictureItem} from '../../../core/picture/picture.ts';

/** From the least to the most telling. */
const TYPES = [
  'note', 'deploy', 'handover', 'role', 'priority', 'evidence', 'decision', 'escalation', 'scope', 'status', 'condition', 'severity',
  'declared', 'closed', 'acknowledged', 'reopened', 'detected', 'mitigated', 'resolved', 'started',
];

/** Higher for what says more about the incident; a type that is not known says least. */
export function importanceOf({type}: Pick<PictureItem, 'type'>): number {
  return TYPES.indexOf(type);
}

/** Of equally important entries the last one: it is how things stood afterwards. Undefined for none. */
export function mostImportant(items: readonly PictureItem[]): PictureItem | undefined {
  return items.toSorted((a, b) => importanceOf(b) - importanceOf(a) || items.indexOf(b) - items.indexOf(a))[0];
}
