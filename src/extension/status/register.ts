import * as vscode from 'vscode';
import { closedStatus } from '../../core/process/rules.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as status from './status.ts';

/** Resolution and recovery: status, condition of services, reopening, closing. */
export function registerStatus(services: Services): vscode.Disposable {
  const command = (id: string, which: 'open' | 'all', run: (module: typeof status, target: Target, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument: unknown) =>
      services.reporter.guard(async () => {
        const target = await services.targets.resolve(argument, which);
        if (target) await run(await import('./status.ts'), target, argument);
      }),
    );
  return vscode.Disposable.from(
    command('sitrep.changeStatus', 'open', (module, target) => module.changeStatusByInput(services, target)),
    command('sitrep.closeIncident', 'open', (module, target) => module.changeStatusByInput(services, target, closedStatus(target.repository.process) ?? undefined)),
    command('sitrep.reopenIncident', 'all', (module, target) => module.reopenByInput(services, target)),
    command('sitrep.setServiceCondition', 'open', (module, target, argument) => module.setConditionByInput(services, target, serviceOf(argument))),
    command('sitrep.verifyService', 'open', (module, target, argument) => module.setConditionByInput(services, target, serviceOf(argument), 'normal')),
  );
}

/** The service that was clicked in the tree. */
function serviceOf(argument: unknown): string | undefined {
  const leaf = (argument as { readonly leaf?: { readonly is?: string; readonly standing?: { readonly name: string } } } | undefined)?.leaf;
  return leaf?.is === 'service' ? leaf.standing?.name : undefined;
}
