/** Post-incident review: action items and the state of the review. */
import * as l10n from '@vscode/l10n';
import { identitiesOf } from '../incident/identity.ts';
import { ACTION_KINDS, ACTION_STATES, REVIEW_STATES, type Action, type ActionKind, type ActionState, type ReviewState } from '../incident/schema.ts';
import { checkTimes, compact, freshId, nowText, type OperationContext } from './context.ts';
import { refuse, type Operation, type Refusal } from './edit.ts';

export interface NewAction {
  readonly title: string;
  readonly kind?: ActionKind;
  readonly owner?: string;
  /** A day, or a time in the grammar of the format. */
  readonly due?: string;
  readonly ref?: string;
  readonly cause?: string;
}

export function addAction(context: OperationContext, action: NewAction): Operation {
  return (draft) => {
    const title = action.title.trim();
    if (title === '') return refuse('invalid', l10n.t('An action needs a title.'));
    const wrong = checkAction(action);
    if (wrong) return wrong;
    const id = freshId(draft, context.random);
    (draft.actions ??= []).push(
      compact({ id, title, kind: action.kind, owner: action.owner?.trim(), due: action.due, state: 'open' as const, ref: action.ref, cause: action.cause }),
    );
    return { done: true, label: l10n.t('add action “{0}”', title), item: id };
  };
}

export interface ActionChange {
  readonly title?: string;
  readonly kind?: ActionKind;
  /** Empty for nobody. */
  readonly owner?: string;
  /** Empty for no date. */
  readonly due?: string;
  readonly state?: ActionState;
  readonly reason?: string;
  readonly link?: string;
}

/** @param action identity of the action. Leaving `open` behind stamps who and when; opening it again takes the stamp out. */
export function changeAction(context: OperationContext, action: string, change: ActionChange): Operation {
  return (draft) => {
    const actions = draft.actions ?? [];
    const found = actions[identitiesOf('actions', actions).indexOf(action)];
    if (!found) return refuse('conflict', l10n.t('There is no action “{0}” in this incident.', action.slice(0, 60)));
    const wrong = checkAction(change);
    if (wrong) return wrong;
    if (change.title !== undefined && change.title.trim() === '') return refuse('invalid', l10n.t('An action needs a title.'));
    const before: Action = { ...found };
    Object.assign(found, compact({ title: change.title?.trim(), kind: change.kind, owner: change.owner?.trim(), due: change.due, state: change.state }));
    for (const key of ['owner', 'due'] as const) if (change[key]?.trim() === '') delete found[key];
    if (change.state === 'done' || change.state === 'declined') {
      if (change.state === 'declined' && !change.reason?.trim()) return refuse('invalid', l10n.t('Say why the action is declined.'));
      if (before.state !== change.state) found.closed = compact({ at: nowText(context), by: context.by, reason: change.reason?.trim(), link: change.link });
    } else if (change.state !== undefined) delete found.closed;
    return { done: true, label: change.state ? l10n.t('action “{0}” {1}', found.title, change.state) : l10n.t('change action “{0}”', found.title), item: found.id };
  };
}

/** Sets the state of the review, and who is to look at it by when, where given. */
export function setReview(state: ReviewState, more: { readonly owner?: string; readonly due?: string; readonly url?: string } = {}): Operation {
  return (draft) => {
    if (!REVIEW_STATES.includes(state)) return refuse('invalid', l10n.t('A review is {0}.', REVIEW_STATES.join(', ')));
    const wrong = checkTimes(more.due);
    if (wrong) return wrong;
    const review = (draft.review ??= {});
    if (review.state === state && Object.values(more).every((value) => value === undefined)) {
      return refuse('invalid', l10n.t('The review is {0} already.', state));
    }
    Object.assign(review, compact({ state, owner: more.owner, due: more.due, url: more.url }));
    return { done: true, label: l10n.t('review {0}', state) };
  };
}

function checkAction(action: Partial<NewAction> & { readonly state?: string }): Refusal | null {
  if (action.kind !== undefined && !ACTION_KINDS.includes(action.kind)) return refuse('invalid', l10n.t('“{0}” is not a kind of action. Known: {1}.', action.kind, ACTION_KINDS.join(', ')));
  if (action.state !== undefined && !(ACTION_STATES as readonly string[]).includes(action.state)) return refuse('invalid', l10n.t('“{0}” is not a state of an action. Known: {1}.', action.state, ACTION_STATES.join(', ')));
  return checkTimes(action.due?.trim() || undefined);
}
