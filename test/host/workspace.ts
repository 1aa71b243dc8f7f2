// The folder of the window that the tests run in.
import {readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import {openTestRepository, type TestRepository} from '../repository.ts';

/** The fresh repository that test/host/run.ts has made for this window. */
export function workspaceRepository(): TestRepository {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('This window has no folder.');
  return openTestRepository(folder.uri.fsPath);
}

/** Closes all editors and empties the folder, its history apart, so that a test begins from nothing. */
export async function emptyWorkspace(): Promise<TestRepository> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const repository = workspaceRepository();
  for (const entry of readdirSync(repository.folder)) {
    if (entry !== '.git') rmSync(path.join(repository.folder, entry), {recursive: true, force: true});
  }
  return repository;
}
