import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type * as entries from './entries.ts';

/** Recording: timeline entries are added, corrected, retimed and deleted. */
export function registerRecord(services: Services): vscode.Disposable {
  const command = (id: string, run: (module: typeof entries, target: Target, key: string | undefined) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument: unknown) =>
      services.reporter.guard(async () => {
        const target = await services.targets.resolve(argument);
        if (target) await run(await import('./entries.ts'), target, entryKey(argument));
      }),
    );
  return vscode.Disposable.from(
    command('sitrep.addEntry', (module, target) => module.addEntryByInput(services, target)),
    command('sitrep.editEntry', (module, target, key) => module.editEntryByInput(services, target, key)),
    command('sitrep.retimeEntry', (module, target, key) => module.retimeEntryByInput(services, target, key)),
    command('sitrep.deleteEntry', (module, target, key) => module.deleteEntryByChoice(services, target, key)),
  );
}

/** The entry that was clicked in the tree. */
function entryKey(argument: unknown): string | undefined {
  const leaf = (argument as { readonly leaf?: { readonly is?: string; readonly key?: string } } | undefined)?.leaf;
  return leaf?.is === 'entry' ? leaf.key : undefined;
}
