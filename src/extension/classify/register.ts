import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Classification and prioritisation, and who has which role. */
export function registerClassify(services: Services): vscode.Disposable {
  const { reporter, targets } = services;
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sitrep.classify', (argument: unknown) =>
      reporter.guard(async () => {
        const target = await targets.resolve(argument);
        if (target) await (await import('./classify.ts')).classifyByInput(services, target);
      }),
    ),
    vscode.commands.registerCommand('sitrep.assignRole', (argument: unknown) =>
      reporter.guard(async () => {
        const target = await targets.resolve(argument);
        if (target) await (await import('./classify.ts')).assignByInput(services, target, roleOf(argument));
      }),
    ),
  );
}

/** The role that was clicked in the tree. */
function roleOf(argument: unknown): string | undefined {
  const leaf = (argument as { readonly leaf?: { readonly is?: string; readonly role?: string } } | undefined)?.leaf;
  return leaf?.is === 'person' ? leaf.role : undefined;
}
