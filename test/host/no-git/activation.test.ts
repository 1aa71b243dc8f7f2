import assert from 'node:assert/strict';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

describe('The extension in a folder without git', () => {
  const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

  it('activates, writes nothing by itself, and “Initialize” writes one file', async () => {
    await vscode.extensions.getExtension('sitrep.sitrep')?.activate();
    await vscode.commands.executeCommand('sitrep.refresh');
    assert.deepEqual(readdirSync(folder()), []);
    // It goes on to offer git, and waits for an answer.
    void vscode.commands.executeCommand('sitrep.initialize');
    await new Promise<void>((resolve) => {
      const listening = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.fsPath !== path.join(folder(), 'sitrep.yaml')) return;
        listening.dispose();
        resolve();
      });
    });
    assert.deepEqual(readdirSync(folder()), ['sitrep.yaml']);
    assert.ok(!existsSync(path.join(folder(), '.git')));
  });
});
