/** What a screen reader is told when the file has changed. */
import * as l10n from '@vscode/l10n';
import type {Picture} from '../../core/picture/picture.ts';
import {shownZone} from './state.ts';
import type {State} from './state.ts';
import {shortTime} from './times.ts';

/** Words about entries that were not there before; empty when there are none, or when it is another incident. */
export function newEntries(before: Picture, now: Picture, state: Pick<State, 'utc' | 'zone'>): string {
  if (before.id !== now.id) return '';
  const known = new Set(before.items.map(({key}) => key));
  const fresh = now.items.filter(({key}) => !known.has(key));
  if (fresh.length > 2) return l10n.t('{0} new entries', fresh.length);
  return fresh
    .map(({at, label, text}) => l10n.t('New entry: {0}', [at ? shortTime(at, shownZone(state)) : '', label, text].filter((part) => part !== '').join(' ')))
    .join('. ');
}
