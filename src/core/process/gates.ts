/**
 * What is still missing before an incident may enter a status. Nothing here forbids: a gate asks for what is missing, and may
 * be passed with an override. The order of milestones is pointed out only.
 */
import * as l10n from '@vscode/l10n';
import { currentMitigation, milestone, type Stamp } from '../incident/metrics.ts';
import type { Action, Incident, Milestone, ReviewState } from '../incident/schema.ts';
import { serviceStates, type ServiceStanding } from '../incident/state.ts';
import { certainlyBefore } from '../time/recordedTime.ts';
import type { Process } from './process.ts';
import { isUndetermined, reviewPolicy } from './rules.ts';
import type { GateCondition } from './schema.ts';

export const ACTION_LACKS = ['owner', 'due', 'kind'] as const;
export type ActionLack = (typeof ACTION_LACKS)[number];

/** One thing that is missing, with what is needed to ask for it. `words` complete "Before resolved: …". */
export type Need = { readonly words: string } & (
  | { readonly condition: 'severity-determined' }
  /** One for each service that is not verified. */
  | { readonly condition: 'services-verified'; readonly service: ServiceStanding }
  | { readonly condition: 'mitigated' }
  | { readonly condition: 'review-published'; readonly state: ReviewState | null }
  /** One for each action that lacks something; `id` is null for one written by hand without id, `index` its place in the list. */
  | { readonly condition: 'actions-complete'; readonly action: { readonly id: string | null; readonly index: number; readonly title: string }; readonly lacks: readonly ActionLack[] }
  | { readonly condition: 'reason' }
  | { readonly condition: 'other-incident' }
);

/** What comes along with the change of status itself. */
export interface Given {
  readonly reason?: string | undefined;
  /** Id of the incident that this one duplicates. */
  readonly other?: string | undefined;
}

/** What is missing for an incident to enter a status; empty when it may, and for a status without a gate. */
export function missingFor(process: Process, incident: Incident, toStatus: string, given: Given = {}): readonly Need[] {
  const needs = (process.gates[toStatus] ?? []).flatMap((condition) => check(process, incident, condition, given));
  // Both the gate and the review policy may ask for the severity.
  return needs.filter((need, index) => need.condition !== 'severity-determined' || needs.findIndex(({ condition }) => condition === need.condition) === index);
}

function check(process: Process, incident: Incident, condition: GateCondition, given: Given): Need[] {
  switch (condition) {
    case 'severity-determined':
      return isUndetermined(incident.severity) ? [{ condition, words: l10n.t('set the severity') }] : [];
    case 'services-verified':
      return serviceStates(incident)
        .filter(({ verified }) => !verified)
        .map((service) => ({ condition, service, words: l10n.t('verify {0}', service.name) }));
    case 'mitigated':
      return currentMitigation(incident) ? [] : [{ condition, words: l10n.t('record when it was mitigated') }];
    case 'review-published':
      return checkReview(process, incident);
    case 'actions-complete':
      return (incident.actions ?? []).flatMap(checkAction);
    case 'reason':
      return given.reason?.trim() ? [] : [{ condition, words: l10n.t('give a reason') }];
    case 'other-incident': {
      const isNamed = given.other?.trim() || incident.related?.some(({ kind }) => kind === 'duplicate-of');
      return isNamed ? [] : [{ condition, words: l10n.t('name the other incident') }];
    }
  }
}

/** Whether a review is required depends on the severity, so an undetermined one is asked for first. */
function checkReview(process: Process, incident: Incident): Need[] {
  if (isUndetermined(incident.severity)) return check(process, incident, 'severity-determined', {});
  const state = incident.review?.state ?? null;
  const isPassed = reviewPolicy(process, incident.severity).policy !== 'required' || state === 'published';
  return isPassed ? [] : [{ condition: 'review-published', state, words: l10n.t('publish the review') }];
}

/** Every action is owned, dated and of a kind. A declined one needs nothing more; a done one is dated by its end. */
function checkAction(action: Action, index: number): Need[] {
  if (action.state === 'declined') return [];
  const has: Readonly<Record<ActionLack, boolean>> = {
    owner: Boolean(action.owner?.trim()),
    due: Boolean(action.due?.trim()) || (action.state === 'done' && action.closed !== undefined),
    kind: action.kind !== undefined,
  };
  const lacks = ACTION_LACKS.filter((lack) => !has[lack]);
  if (lacks.length === 0) return [];
  const named = { id: action.id ?? null, index, title: action.title };
  return [{ condition: 'actions-complete', action: named, lacks, words: l10n.t('give “{0}” {1}', action.title, enumerate(lacks.map(wordsForLack))) }];
}

function wordsForLack(lack: ActionLack): string {
  switch (lack) {
    case 'owner':
      return l10n.t('an owner');
    case 'due':
      return l10n.t('a due date');
    case 'kind':
      return l10n.t('a kind');
  }
}

function enumerate(words: readonly string[]): string {
  const last = words[words.length - 1] ?? '';
  return words.length < 2 ? last : l10n.t('{0} and {1}', words.slice(0, -1).join(', '), last);
}

/** Two milestones of which the one that should come later certainly came before the other. */
export interface OddOrder {
  readonly earlier: Stamp;
  readonly later: Stamp;
  readonly words: string;
}

/** Which milestone should not lie before which. After a reopening both the first and the last round must fit. */
const EXPECTED_ORDER: readonly (readonly [before: Milestone, beforeWhich: 'first' | 'last', after: Milestone, afterWhich: 'first' | 'last'])[] = [
  ['started', 'first', 'detected', 'first'],
  ['started', 'first', 'declared', 'first'],
  ['started', 'first', 'mitigated', 'first'],
  ['started', 'first', 'resolved', 'first'],
  ['detected', 'first', 'declared', 'first'],
  ['detected', 'first', 'acknowledged', 'first'],
  ['mitigated', 'first', 'resolved', 'last'],
  ['resolved', 'first', 'reopened', 'first'],
  ['resolved', 'first', 'closed', 'last'],
];

/** Pairs of milestones in an odd order: pointed out, not forbidden. `earlier` is the one that came first and should not have. */
export function stampsOutOfOrder(incident: Pick<Incident, 'timeline'>): readonly OddOrder[] {
  return EXPECTED_ORDER.flatMap(([before, beforeWhich, after, afterWhich]) => {
    const expectedFirst = milestone(incident, before, beforeWhich);
    const expectedLater = milestone(incident, after, afterWhich);
    if (!expectedFirst || !expectedLater || !certainlyBefore(expectedLater.time, expectedFirst.time)) return [];
    const words = l10n.t('“{0}” ({1}) lies before “{2}” ({3}).', after, expectedLater.time.text, before, expectedFirst.time.text);
    return [{ earlier: expectedLater, later: expectedFirst, words }];
  });
}
