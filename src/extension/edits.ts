/** How every command changes an incident: as a person, through the repository, with a word on what came of it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { OperationContext } from '../core/operations/context.ts';
import type { Edit, Operation } from '../core/operations/edit.ts';
import type { Repository } from '../repository/repository.ts';
import { askLine } from './input/ask.ts';
import type { Reporter } from './report.ts';
import type { Services } from './services.ts';
import type { Target } from './target.ts';

const ASKED_NAME = 'personName';

/** Who is at the keyboard, by the process and git; asked for once where neither says. Undefined when not told. */
export function personAsker(memento: vscode.Memento): Services['person'] {
  return async (repository) => {
    const known = (await repository.person()) ?? memento.get<string>(ASKED_NAME);
    if (known !== undefined) return known;
    const name = await askLine({
      title: l10n.t('Who are you?'),
      prompt: l10n.t('Git does not say who you are. Your name or handle stands beside what you record.'),
      explain: (input) => (input.trim() === '' ? { ok: false, words: l10n.t('A name is needed.') } : { ok: true, words: '' }),
    });
    if (name !== undefined) await memento.update(ASKED_NAME, name.trim());
    return name?.trim();
  };
}

/**
 * Applies an operation for the person at the keyboard.
 *
 * @returns the edit; undefined when it was refused, or nobody said who they are. Refusals have been shown.
 */
export async function applyEdit(services: Pick<Services, 'person' | 'reporter'>, target: Target, operation: (context: OperationContext) => Operation): Promise<Edit | undefined> {
  if (!mayWrite()) return undefined;
  const by = await services.person(target.repository);
  if (by === undefined) return undefined;
  const outcome = await target.repository.edit(target.incident, operation(target.repository.context(by)));
  if (!outcome.ok) {
    await services.reporter.refused(outcome.refusal, target.incident.file);
    return undefined;
  }
  services.reporter.done(`${target.title}: ${outcome.value.label}`);
  return outcome.value;
}

/** Restricted mode reads only. Says so when asked to write. */
export function mayWrite(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = l10n.t('Manage Trust');
  void vscode.window.showWarningMessage(l10n.t('This window is in restricted mode: incidents can be read, not changed.'), manage).then((answer) => {
    if (answer === manage) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}

/** The incident as it is now; undefined when it cannot be read, which has then been shown. */
export async function readTarget(reporter: Reporter, { repository, incident }: Target): Promise<(Awaited<ReturnType<Repository['read']>> & { readable: true }) | undefined> {
  const reading = await repository.read(incident);
  if (reading.readable) return reading;
  const [problem] = reading.problems;
  if (problem) await reporter.refused({ kind: 'unreadable', message: l10n.t('The file cannot be read (line {0}): {1}', problem.start.line, problem.message), problem }, incident.file);
  return undefined;
}
