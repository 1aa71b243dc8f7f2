/** In which repository does a new incident go? */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Repository } from '../../repository/repository.ts';
import { askChoice } from '../input/ask.ts';
import type { Repositories } from '../repositories.ts';

/** The only one, that of the file on screen, or the one chosen. Undefined when there is none; that has been said. */
export async function chooseRepository({ repositories }: { readonly repositories: Repositories }): Promise<Repository | undefined> {
  await repositories.ready;
  const { all } = repositories;
  if (all.length === 0) {
    await offerRepository();
    return undefined;
  }
  if (all.length === 1) return all[0];
  const file = vscode.window.activeTextEditor?.document.uri;
  const active = file?.scheme === 'file' ? repositories.of(file.fsPath) : undefined;
  return askChoice({
    title: l10n.t('Declare Incident'),
    placeholder: l10n.t('In which repository?'),
    choices: all.map((repository) => ({ label: repository.root.path.split(/[\\/]/).at(-1) ?? '', description: repository.root.path, value: repository })),
    ...(active ? { active } : {}),
  });
}

/** Says why there is nowhere to keep an incident, and offers the way out. */
export async function offerRepository(): Promise<void> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    const open = l10n.t('Open Folder');
    const answer = await vscode.window.showWarningMessage(l10n.t('Incidents live in a folder under git. Open one first.'), open);
    if (answer === open) await vscode.commands.executeCommand('workbench.action.files.openFolder');
    return;
  }
  const initialize = l10n.t('Initialize');
  const answer = await vscode.window.showWarningMessage(l10n.t('This folder is not under git and has no sitrep.yaml yet.'), initialize);
  if (answer === initialize) await vscode.commands.executeCommand('sitrep.initialize');
}
