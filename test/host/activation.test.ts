import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('sitrep.sitrep');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest declares', async () => {
    const extension = vscode.extensions.getExtension('sitrep.sitrep');
    await extension?.activate();
    const manifest = extension?.packageJSON as {contributes?: {commands?: {command: string}[]}} | undefined;
    const declared = (manifest?.contributes?.commands ?? []).map(({command}) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(declared.filter((command) => !registered.has(command)), []);
    assert.ok(declared.length > 0);
  });
});
