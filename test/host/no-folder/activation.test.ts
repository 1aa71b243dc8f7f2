import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension in an empty window', () => {
  it('activates, and has its commands', async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    await vscode.extensions.getExtension('sitrep.sitrep')?.activate();
    const registered = await vscode.commands.getCommands(true);
    assert.ok(registered.includes('sitrep.declareIncident'));
    await vscode.commands.executeCommand('sitrep.refresh');
  });
});
