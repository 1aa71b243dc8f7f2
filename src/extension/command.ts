/** Commands about one incident: which one is found or asked for, and nothing is asked where nothing may be written. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { mayWrite } from './edits.ts';
import type { Services } from './services.ts';
import type { Target } from './target.ts';

export interface IncidentCommand {
  readonly id: string;
  /** Which incidents can be chosen where none is on screen: open ones only, unless there are none. */
  readonly which: 'open' | 'all';
  /** False for what restricted mode allows too. */
  readonly writes?: boolean;
  /** @param given the tree's element, or whatever else the command was called with */
  readonly run: (target: Target, given: unknown) => Promise<unknown>;
}

export function registerIncidentCommand({ reporter, targets }: Services, { id, which, writes = true, run }: IncidentCommand): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: readonly unknown[]) =>
    reporter.guard(async () => {
      if ((writes && !mayWrite()) || isLost(args)) return;
      const given = targets.given(args[0]);
      const target = await targets.resolve(given, which);
      if (target) await run(target, given);
    }),
  );
}

/**
 * A menu of the tree gives the element and the selection. The tree may have been drawn anew while the menu was open, and
 * then the element is gone: another incident must not be taken for it. Says so.
 */
export function isLost(args: readonly unknown[]): boolean {
  const lost = args.length > 1 && args[0] === undefined;
  if (lost) void vscode.window.showInformationMessage(l10n.t('The list of incidents has just changed. Choose once more.'));
  return lost;
}
