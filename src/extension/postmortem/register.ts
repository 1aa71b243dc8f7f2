import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as postmortem from './postmortem.ts';

/** Post-incident review: postmortem, action items, state of the review. */
export function registerPostmortem(services: Services): vscode.Disposable {
  const command = (id: string, run: (module: typeof postmortem, target: Target, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument: unknown) =>
      services.reporter.guard(async () => {
        const target = await services.targets.resolve(argument);
        if (target) await run(await import('./postmortem.ts'), target, argument);
      }),
    );
  return vscode.Disposable.from(
    command('sitrep.createPostmortem', (module, target) => module.makePostmortem(services, target, 'create')),
    command('sitrep.refreshPostmortem', (module, target) => module.makePostmortem(services, target, 'refresh')),
    command('sitrep.addAction', (module, target) => module.addActionByInput(services, target)),
    command('sitrep.setActionState', (module, target, argument) => module.setActionStateByInput(services, target, actionOf(argument))),
    command('sitrep.setReviewState', (module, target) => module.setReviewByInput(services, target)),
    command('sitrep.openIncidentFile', (module, target) => module.openFile(target)),
    command('sitrep.copyIncidentId', (module, target) => module.copyId(services, target)),
  );
}

/** The action that was clicked in the tree. */
function actionOf(argument: unknown): string | undefined {
  const leaf = (argument as { readonly leaf?: { readonly is?: string; readonly key?: string } } | undefined)?.leaf;
  return leaf?.is === 'action' ? leaf.key : undefined;
}
