/** What is wrong in incidents and in `sitrep.yaml`, in the Problems view: of every broken file, and of all that are open. */
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Problem } from '../../core/yaml/source.ts';
import { incidentFolderOf } from '../repositories.ts';
import type { Services } from '../services.ts';

/** Typing must rest this long, in milliseconds. */
const REST_MS = 200;

/** What the YAML extension finds too, by the schema that it reads from our manifest. */
const FOUND_BY_SCHEMA: readonly string[] = ['yaml', 'shape', 'missing'];

export function registerDiagnostics({ repositories, reporter }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('sitrep');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void reporter.guard(update), REST_MS);
  };

  const update = async (): Promise<void> => {
    const { diagnoseIncident, diagnoseProcess } = await import('../../language/diagnostics.ts');
    const yamlExtension = vscode.extensions.getExtension('redhat.vscode-yaml');
    const entries = new Map<string, readonly [vscode.Uri, vscode.Diagnostic[]]>();
    const add = (uri: vscode.Uri, problems: readonly Problem[]): void => {
      const ours = yamlExtension?.isActive ? problems.filter(({ code }) => !FOUND_BY_SCHEMA.includes(code)) : problems;
      entries.set(uri.toString(), [uri, ours.map(diagnosticOf)]);
    };
    for (const repository of repositories.all) {
      for (const listed of repository.index.list()) {
        if (listed.ok) continue;
        const { message, line, column } = listed.error;
        const range = new vscode.Range(line - 1, column - 1, line - 1, column - 1);
        const uri = vscode.Uri.file(listed.file);
        entries.set(uri.toString(), [uri, [Object.assign(new vscode.Diagnostic(range, message), { source: 'Sitrep' })]]);
      }
      if (repository.processProblems.length > 0) add(vscode.Uri.file(repository.processFile), repository.processProblems);
    }
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== 'file') continue;
      const repository = repositories.of(document.uri.fsPath);
      if (!repository) continue;
      const file = document.uri.fsPath;
      if (file === repository.processFile) add(document.uri, diagnoseProcess(document.getText()));
      else if (basename(file) === 'incident.yaml' && incidentFolderOf(repository, file) === dirname(file)) {
        add(document.uri, diagnoseIncident(document.getText(), { process: repository.process, folderName: basename(dirname(file)) }));
      }
    }
    collection.clear();
    collection.set([...entries.values()].map(([uri, diagnostics]) => [uri, diagnostics]));
  };

  return vscode.Disposable.from(
    collection,
    repositories.onDidChange(soon),
    repositories.onDidChangeSet(soon),
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidCloseTextDocument(soon),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

function diagnosticOf(problem: Problem): vscode.Diagnostic {
  const range = new vscode.Range(problem.start.line - 1, problem.start.column - 1, problem.end.line - 1, problem.end.column - 1);
  const severity = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, info: vscode.DiagnosticSeverity.Information }[problem.severity];
  const diagnostic = new vscode.Diagnostic(range, problem.message, severity);
  diagnostic.source = 'Sitrep';
  diagnostic.code = problem.code;
  return diagnostic;
}
