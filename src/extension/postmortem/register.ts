import * as vscode from 'vscode';
import { registerIncidentCommand } from '../command.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as postmortem from './postmortem.ts';

/** Post-incident review: postmortem, action items, state of the review. */
export function registerPostmortem(services: Services): vscode.Disposable {
  const command = (id: string, run: (module: typeof postmortem, target: Target, given: unknown) => Promise<void>, writes = true): vscode.Disposable =>
    registerIncidentCommand(services, { id, which: 'all', writes, run: async (target, given) => run(await import('./postmortem.ts'), target, given) });
  return vscode.Disposable.from(
    command('sitrep.createPostmortem', (module, target) => module.makePostmortem(services, target, 'create')),
    command('sitrep.refreshPostmortem', (module, target) => module.makePostmortem(services, target, 'refresh')),
    command('sitrep.addAction', (module, target) => module.addActionByInput(services, target)),
    command('sitrep.setActionState', (module, target, given) => module.setActionStateByInput(services, target, actionOf(given))),
    command('sitrep.setReviewState', (module, target) => module.setReviewByInput(services, target)),
    command('sitrep.openIncidentFile', (module, target) => module.openFile(target), false),
    command('sitrep.copyIncidentId', (module, target) => module.copyId(services, target), false),
  );
}

/** The action that was clicked in the tree. */
function actionOf(given: unknown): string | undefined {
  const leaf = (given as { readonly leaf?: { readonly is?: string; readonly key?: string } } | undefined)?.leaf;
  return leaf?.is === 'action' ? leaf.key : undefined;
}
