import * as vscode from 'vscode';
import { registerIncidentCommand } from '../command.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as entries from './entries.ts';

/** Recording: timeline entries are added, corrected, retimed and deleted. */
export function registerRecord(services: Services): vscode.Disposable {
  const command = (id: string, which: 'open' | 'all', run: (module: typeof entries, target: Target, key: string | undefined) => Promise<void>): vscode.Disposable =>
    registerIncidentCommand(services, { id, which, run: async (target, given) => run(await import('./entries.ts'), target, entryKey(given)) });
  return vscode.Disposable.from(
    command('sitrep.addEntry', 'open', (module, target) => module.addEntryByInput(services, target)),
    command('sitrep.editEntry', 'all', (module, target, key) => module.editEntryByInput(services, target, key)),
    command('sitrep.retimeEntry', 'all', (module, target, key) => module.retimeEntryByInput(services, target, key)),
    command('sitrep.deleteEntry', 'all', (module, target, key) => module.deleteEntryByChoice(services, target, key)),
  );
}

/** The entry that was clicked in the tree. */
function entryKey(given: unknown): string | undefined {
  const leaf = (given as { readonly leaf?: { readonly is?: string; readonly key?: string } } | undefined)?.leaf;
  return leaf?.is === 'entry' ? leaf.key : undefined;
}
