/** Where the keyboard goes when what it stood on is replaced. */
import type {State} from './state.ts';

/** To be called before rendering; what it returns, after. */
export function keepingFocus(root: HTMLElement, state: State, before: State): () => void {
  const focused = document.activeElement;
  const row = focused instanceof Element ? focused.closest('.row') : null;
  const index = row ? rowsOf(root).indexOf(row) : -1;
  return () => {
    if (state.editing && state.editing.key !== before.editing?.key) focus(root.querySelector('.edit-text'));
    else if (state.deleting !== null && state.deleting !== before.deleting) focus(root.querySelector('.question .first'));
    else if (row && !focused?.isConnected) focus(row.isConnected ? row : (rowsOf(root)[index] ?? rowsOf(root).at(-1) ?? null));
  };
}

function rowsOf(root: HTMLElement): Element[] {
  return [...root.querySelectorAll('.list .row')];
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({preventScroll: true});
}
