/** The extension: what the features share, and the features, one folder each. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerClassify } from './classify/register.ts';
import { registerCommit } from './commit/register.ts';
import { registerDeclare } from './declare/register.ts';
import { registerDiagnostics } from './diagnostics/register.ts';
import { personAsker } from './edits.ts';
import { Zones } from './input/zone.ts';
import { registerPostmortem } from './postmortem/register.ts';
import { registerRecord } from './record/register.ts';
import { Reporter } from './report.ts';
import { Repositories } from './repositories.ts';
import type { Services } from './services.ts';
import { registerStatus } from './status/register.ts';
import { IncidentTargets } from './target.ts';
import { registerTimeline } from './timeline/register.ts';
import { registerTree } from './tree/register.ts';
import { registerWelcome } from './welcome/register.ts';

const FEATURES = [registerWelcome, registerTree, registerDeclare, registerRecord, registerClassify, registerStatus, registerTimeline, registerPostmortem, registerCommit, registerDiagnostics];

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const reporter = new Reporter();
  const repositories = new Repositories(reporter);
  const services: Services = {
    context,
    reporter,
    repositories,
    zones: new Zones(context.globalState),
    targets: new IncidentTargets(repositories),
    person: personAsker(context.globalState),
  };
  context.subscriptions.push(reporter, repositories, ...FEATURES.map((register) => register(services)));
}
