import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Identification: “Declare Incident” and “Declare from Alert”. */
export function registerDeclare(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sitrep.declareIncident', () => services.reporter.guard(async () => (await import('./declare.ts')).declareIncident(services))),
    vscode.commands.registerCommand('sitrep.declareFromAlert', (argument: unknown) => services.reporter.guard(async () => (await import('./fromAlert.ts')).declareFromAlert(services, argument))),
  );
}
