/** What is missing before a status, each with the command that supplies it. */
import * as l10n from '@vscode/l10n';
import type { Refusal } from '../core/operations/edit.ts';
import type { Need } from '../core/process/gates.ts';
import { Failure } from './failure.ts';
import { shellWord } from './names.ts';
import { styled, table, type Line } from './text.ts';

/** A refusal at a gate, saying how to pass it. */
export function neededFor(refusal: Refusal & { readonly kind: 'gate' }, incident: string, to: string): Failure {
  const lines = [
    ...needLines(refusal.missing, incident, to),
    [l10n.t('  Or pass it with a reason, which is recorded: '), styled('bold', `--override "${l10n.t('why')}"`)],
  ];
  return new Failure('gate', refusal.message, { lines, json: { missing: refusal.missing.map((need) => needJson(need, incident, to)) } });
}

/** "verify checkout    sitrep verify k7q2 checkout --how …", one a line. */
export function needLines(needs: readonly Need[], incident: string, to: string): readonly Line[] {
  return table(needs.map((need) => [need.words, styled('bold', commandFor(need, incident, to))]), '  ');
}

export function needJson(need: Need, incident: string, to: string): Readonly<Record<string, unknown>> {
  const command = commandFor(need, incident, to);
  switch (need.condition) {
    case 'services-verified':
      return { condition: need.condition, service: need.service.name, words: need.words, command };
    case 'actions-complete':
      return { condition: need.condition, action: need.action.id ?? `#${need.action.index + 1}`, lacks: need.lacks, words: need.words, command };
    default:
      return { condition: need.condition, words: need.words, command };
  }
}

/** @param to the status that is to be entered; empty when the caller does not know */
export function commandFor(need: Need, incident: string, to: string): string {
  const id = shellWord(incident);
  const status = to === '' ? 'STATUS' : shellWord(to);
  switch (need.condition) {
    case 'severity-determined':
      return `sitrep classify ${id} --severity SEVERITY`;
    case 'services-verified':
      return `sitrep verify ${id} ${shellWord(need.service.name)} --how "…"`;
    case 'mitigated':
      return `sitrep note ${id} --type mitigated --at "20 min ago"`;
    case 'review-published':
      return `sitrep review ${id} published`;
    case 'actions-complete': {
      const action = need.action.id ?? `#${need.action.index + 1}`;
      const values = { owner: '--owner PERSON', due: '--due DAY', kind: '--kind KIND' };
      return `sitrep action ${id} ${shellWord(action)} ${need.lacks.map((lack) => values[lack]).join(' ')}`;
    }
    case 'reason':
      return `sitrep status ${id} ${status} --reason "…"`;
    case 'other-incident':
      return `sitrep status ${id} ${status} --of OTHER`;
  }
}
