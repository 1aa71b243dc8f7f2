import * as vscode from 'vscode';
import { registerIncidentCommand } from '../command.ts';
import type { Services } from '../services.ts';

/** Classification and prioritisation, and who has which role. */
export function registerClassify(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerIncidentCommand(services, { id: 'sitrep.classify', which: 'open', run: async (target) => (await import('./classify.ts')).classifyByInput(services, target) }),
    registerIncidentCommand(services, { id: 'sitrep.assignRole', which: 'open', run: async (target, given) => (await import('./classify.ts')).assignByInput(services, target, roleOf(given)) }),
  );
}

/** The role that was clicked in the tree. */
function roleOf(given: unknown): string | undefined {
  const leaf = (given as { readonly leaf?: { readonly is?: string; readonly role?: string } } | undefined)?.leaf;
  return leaf?.is === 'person' ? leaf.role : undefined;
}
