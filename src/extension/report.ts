/** Telling people what happened: a sentence for what they can mend, the log for what only we can. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Refusal } from '../core/operations/edit.ts';
import { FileError } from '../repository/files.ts';
import { LockTimeout } from '../repository/lock.ts';
import { GitError } from '../repository/ports.ts';

export interface Log {
  error(error: unknown): void;
}

export class Reporter implements Log, vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Sitrep', { log: true });

  error(error: unknown): void {
    this.#channel.error(error instanceof Error ? error : String(error));
  }

  /** A short confirmation that goes by itself. */
  done(message: string): void {
    vscode.window.setStatusBarMessage(`$(check) ${message}`, 5000);
  }

  /** Why something did not happen. A file that cannot be read can be opened at the place. */
  async refused(refusal: Refusal, file?: string): Promise<void> {
    if (refusal.kind === 'unreadable' && file !== undefined) {
      const open = l10n.t('Open File');
      if ((await vscode.window.showErrorMessage(refusal.message, open)) === open) await openAt(file, refusal.problem.start.line);
      return;
    }
    await vscode.window.showWarningMessage(refusal.message);
  }

  /** Runs the body of a command; what a person can mend is said in a sentence, a bug offers the log. */
  async guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      if (error instanceof GitError && error.problem === 'nothing-to-commit') {
        await vscode.window.showInformationMessage(error.message);
      } else if (error instanceof GitError) {
        this.error(error.output || error.message);
        const show = l10n.t('Show Log');
        if ((await (error.output === '' ? vscode.window.showErrorMessage(error.message) : vscode.window.showErrorMessage(error.message, show))) === show) this.#channel.show();
      } else if (error instanceof FileError || error instanceof LockTimeout) {
        await vscode.window.showErrorMessage(error.message);
      } else {
        this.error(error);
        const show = l10n.t('Show Log');
        if ((await vscode.window.showErrorMessage(l10n.t('Sitrep met an error of its own. Nothing was written halfway.'), show)) === show) this.#channel.show();
      }
    }
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

/** Opens a file with the cursor on a line (from 1). */
export async function openAt(file: string, line = 1, column?: vscode.ViewColumn): Promise<vscode.TextEditor> {
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  return vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(position, position), ...(column === undefined ? {} : { viewColumn: column }) });
}
