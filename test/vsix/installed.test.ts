import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import * as vscode from 'vscode';

describe('The installed VSIX', () => {
  const extension = vscode.extensions.getExtension('sitrep.sitrep');

  it('is what runs, not the source folder', () => {
    assert.ok(extension);
    assert.match(extension.extensionPath, /extensions[/\\]sitrep\.sitrep-/);
  });

  it('activates', async () => {
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('has every command that its manifest declares', async () => {
    const manifest = extension?.packageJSON as {contributes?: {commands?: {command: string}[]}} | undefined;
    const declared = (manifest?.contributes?.commands ?? []).map(({command}) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0);
    assert.deepEqual(declared.filter((command) => !registered.has(command)), []);
  });

  it('holds nothing but what it needs to run', () => {
    const files = readdirSync(extension?.extensionPath ?? '', {recursive: true}).map((file) => String(file).replaceAll('\\', '/'));
    const needed = /^(dist|media|syntaxes|schemas|l10n)(\/|$)|^(package(\.nls.*)?\.json|readme\.md|changelog\.md|licen[sc]e(\.txt)?|\.vsixmanifest)$/i;
    assert.deepEqual(files.filter((file) => !needed.test(file)), []);
    assert.deepEqual(files.filter((file) => file.endsWith('.map')), []);
  });
});
