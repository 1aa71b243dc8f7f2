/** The block of actions that are to keep it from happening again. */
import type { Action } from '../incident/schema.ts';
import { inline, multiline } from './escape.ts';
import { wordsFor, type PostmortemFacts } from './facts.ts';
import { table } from './table.ts';
import { word, type Words } from './words.ts';

/** A table in the file's order; what nobody has decided yet shows as "—". */
export function renderActions(facts: PostmortemFacts): string {
  const words = wordsFor(facts);
  const actions = facts.incident.actions ?? [];
  if (actions.length === 0) return words.nothing.actions;
  const labels = words.actions;
  return table(
    [labels.kind, labels.title, labels.owner, labels.due, labels.state, labels.ref],
    actions.map((action) => [
      action.kind === undefined ? words.unknown : word(words.actionKinds, action.kind),
      multiline(action.title),
      inline(action.owner ?? '') || words.unknown,
      inline(action.due ?? '') || words.unknown,
      stateOf(action, words),
      references(action).join(', ') || words.unknown,
    ]),
  );
}

/** An action without a state is open; a closed one says why. */
function stateOf({ state = 'open', closed }: Action, words: Words): string {
  const reason = multiline(closed?.reason ?? '');
  return reason === '' ? word(words.actionStates, state) : `${word(words.actionStates, state)} (${reason})`;
}

function references({ ref, closed }: Action): string[] {
  return [ref, closed?.link].map((reference) => inline(reference ?? '')).filter((reference) => reference !== '');
}
