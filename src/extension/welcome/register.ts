/** Beginning: “Initialize”, and which welcome text the view shows. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { mayWrite } from '../edits.ts';
import { askChoice } from '../input/ask.ts';
import { openAt } from '../report.ts';
import type { Services } from '../services.ts';
import { findGit } from '../../repository/git/findGitDir.ts';

export function registerWelcome(services: Services): vscode.Disposable {
  const { repositories, reporter } = services;
  const update = (): void => {
    void vscode.commands.executeCommand('setContext', 'sitrep.state', repositories.state);
  };
  update();
  return vscode.Disposable.from(
    repositories.onDidChangeSet(update),
    repositories.onDidChange(update),
    vscode.commands.registerCommand('sitrep.initialize', () => reporter.guard(() => initialize(services))),
  );
}

/** Writes a commented `sitrep.yaml`, and nothing else, and shows it. */
async function initialize({ repositories, reporter }: Services): Promise<void> {
  if (!mayWrite()) return;
  await repositories.ready;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const folder = folders.length > 1 ? await askChoice({ title: l10n.t('Initialize'), placeholder: l10n.t('Which folder?'), choices: folders.map((one) => ({ label: one.name, description: one.uri.fsPath, value: one })) }) : folders[0];
  if (!folder) {
    if (folders.length === 0) await vscode.commands.executeCommand('workbench.action.files.openFolder');
    return;
  }
  const git = await findGit(folder.uri.fsPath);
  // The process belongs to the repository as a whole, wherever in it the window was opened.
  const repository = await repositories.add(repositories.of(folder.uri.fsPath)?.root.path ?? git?.topLevel ?? folder.uri.fsPath);
  const file = await repository.initialize().catch(async (error: unknown) => {
    if (error instanceof Error && 'problem' in error && error.problem === 'exists') return repository.processFile;
    throw error;
  });
  await openAt(file);
  await repositories.refresh();
  if (git) reporter.done(l10n.t('Initialized. The next step: declare an incident.'));
  else {
    const init = l10n.t('Initialize Git Repository');
    const answer = await vscode.window.showInformationMessage(l10n.t('sitrep.yaml is written. This folder is not under git yet: without it there is no history and no review.'), init);
    if (answer === init) await vscode.commands.executeCommand('git.init', folder.uri);
  }
}
