/** Keys of the list: one tab stop, moved through by arrows. */
import type {Actions} from '../actions.ts';
import {itemOf} from '../state.ts';
import type {State} from '../state.ts';

const PAGE = 10;

const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  PageDown: (index, last) => Math.min(last, index + PAGE),
  PageUp: (index) => Math.max(0, index - PAGE),
  Home: () => 0,
  End: (_, last) => last,
};

export function onListKey(event: KeyboardEvent, state: State, actions: Actions): void {
  const {target, currentTarget} = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = target.closest<HTMLElement>('.row');
  if (!row) return;
  if (event.key === 'Escape') {
    escape(row, state, actions);
  } else if (target !== row) {
    // Enter, Delete and arrows belong to the row's controls while these have the focus.
    return;
  } else if (MOVES[event.key]) move(event.key, row, currentTarget, actions);
  else if (!act(event.key, row, actions, state)) return;
  event.preventDefault();
}

function move(key: string, row: HTMLElement, list: HTMLElement, actions: Actions): void {
  const rows = [...list.querySelectorAll<HTMLElement>('.row')];
  const index = rows.indexOf(row);
  const next = rows[MOVES[key]?.(index, rows.length - 1) ?? index];
  if (!next) return;
  actions.select(next.dataset.key ?? null);
  next.focus({preventScroll: true});
  next.scrollIntoView({block: 'nearest'});
}

function act(key: string, row: HTMLElement, actions: Actions, state: State): boolean {
  const item = itemOf(state, row.dataset.key ?? null);
  if (!item) return false;
  switch (key) {
    case 'Enter':
      actions.reveal(item);
      return true;
    case ' ':
      actions.select(item.key);
      return true;
    case 'F2':
    case 'e':
    case 'E':
      actions.startEdit(item);
      return true;
    case 'Delete':
      actions.askDelete(item);
      return true;
    default:
      return false;
  }
}

/** First the question, then the selection. */
function escape(row: HTMLElement, state: State, actions: Actions): void {
  if (state.deleting !== null) actions.cancelDelete();
  else if (state.selected !== null) actions.select(null);
  row.focus({preventScroll: true});
}
