/** Commands about one incident: which one is found or asked for, and nothing is asked where nothing may be written. */
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
  return vscode.commands.registerCommand(id, (argument: unknown) =>
    reporter.guard(async () => {
      if (writes && !mayWrite()) return;
      const given = targets.given(argument);
      const target = await targets.resolve(given, which);
      if (target) await run(target, given);
    }),
  );
}
