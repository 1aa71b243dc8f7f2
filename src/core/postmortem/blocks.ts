/** What stands between the markers of each block: a function of the facts alone, so that a refresh changes only what changed. */
import { renderActions } from './actions.ts';
import { renderCauses } from './causes.ts';
import type { PostmortemFacts } from './facts.ts';
import { renderImpact } from './impact.ts';
import type { BlockName } from './markers.ts';
import { renderMetrics } from './metrics.ts';
import { renderSummary } from './summary.ts';
import { renderTimeline } from './timeline.ts';

export type { PostmortemFacts } from './facts.ts';

const RENDERERS: Readonly<Record<BlockName, (facts: PostmortemFacts) => string>> = {
  summary: renderSummary,
  timeline: renderTimeline,
  metrics: renderMetrics,
  impact: renderImpact,
  causes: renderCauses,
  actions: renderActions,
};

/**
 * The Markdown of a block, without its markers, lines ended by `\n` but for the last. Times are in the process's zone,
 * words in its language; texts of the incident are escaped.
 */
export function renderBlock(name: BlockName, facts: PostmortemFacts): string {
  return RENDERERS[name](facts);
}
