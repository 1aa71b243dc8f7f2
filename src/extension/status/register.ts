import * as vscode from 'vscode';
import { closedStatus } from '../../core/process/rules.ts';
import { registerIncidentCommand } from '../command.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as status from './status.ts';

/** Resolution and recovery: status, condition of services, reopening, closing. */
export function registerStatus(services: Services): vscode.Disposable {
  const command = (id: string, which: 'open' | 'all', run: (module: typeof status, target: Target, given: unknown) => Promise<void>): vscode.Disposable =>
    registerIncidentCommand(services, { id, which, run: async (target, given) => run(await import('./status.ts'), target, given) });
  return vscode.Disposable.from(
    command('sitrep.changeStatus', 'open', (module, target) => module.changeStatusByInput(services, target)),
    command('sitrep.closeIncident', 'open', (module, target) => module.changeStatusByInput(services, target, closedStatus(target.repository.process) ?? undefined)),
    command('sitrep.reopenIncident', 'all', (module, target) => module.reopenByInput(services, target)),
    command('sitrep.setServiceCondition', 'open', (module, target, given) => module.setConditionByInput(services, target, serviceOf(given))),
    command('sitrep.verifyService', 'open', (module, target, given) => module.setConditionByInput(services, target, serviceOf(given), 'normal')),
  );
}

/** The service that was clicked in the tree. */
function serviceOf(given: unknown): string | undefined {
  const leaf = (given as { readonly leaf?: { readonly is?: string; readonly standing?: { readonly name: string } } } | undefined)?.leaf;
  return leaf?.is === 'service' ? leaf.standing?.name : undefined;
}
