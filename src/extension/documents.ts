/** Documents open in the editor, for the write path: one with unsaved changes is edited there, and not saved by us. */
import * as vscode from 'vscode';
import type { OpenDocuments } from '../repository/ports.ts';

export const editorDocuments: OpenDocuments = {
  unsaved(file) {
    const document = openDocument(file);
    return document?.isDirty ? { text: document.getText() } : null;
  },

  async edit(file, expected, splices) {
    const document = openDocument(file);
    if (!document || document.getText() !== expected) return false;
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of splices) {
      edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    }
    return vscode.workspace.applyEdit(edit);
  },
};

export function openDocument(file: string): vscode.TextDocument | undefined {
  const path = vscode.Uri.file(file).fsPath;
  return vscode.workspace.textDocuments.find((document) => document.uri.scheme === 'file' && document.uri.fsPath === path);
}
