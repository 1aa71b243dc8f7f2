/** Declaring from an alert: JSON of Alertmanager in the clipboard, the selection or a file. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { alertTitle, parseAlerts, type Alert } from '../../core/exchange/alertmanager.ts';
import { formatInZone } from '../../core/time/zone.ts';
import type { Repository } from '../../repository/repository.ts';
import { readText } from '../../repository/files.ts';
import { openDocument } from '../documents.ts';
import { mayWrite } from '../edits.ts';
import { askChoice, type Choice } from '../input/ask.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { chooseRepository } from './where.ts';

export async function declareFromAlert(services: Services, argument: unknown): Promise<void> {
  if (!mayWrite()) return;
  const repository = await chooseRepository(services);
  if (!repository) return;
  const text = await alertText(argument instanceof vscode.Uri ? argument : undefined);
  if (text === undefined) return;
  const parsed = parseAlerts(text, repository.process.alerts.serviceLabels);
  if (!parsed.ok) {
    await vscode.window.showErrorMessage(l10n.t('No alert could be read: {0}', parsed.reason));
    return;
  }
  if (parsed.alerts.length === 0) {
    await vscode.window.showInformationMessage(l10n.t('There is no alert in it.'));
    return;
  }
  const alerts = await chooseAlerts(services, repository, parsed.alerts);
  if (!alerts || alerts.length === 0) return;
  const by = await services.person(repository);
  if (by === undefined) return;
  const firing = alerts.filter((alert) => alert.state === 'firing');
  const { same, recurrences } = repository.matchAlerts(alerts);
  if (same) {
    await record(services, { repository, incident: same, title: same.summary.title }, by, alerts);
    return;
  }
  if (firing.length === 0) {
    await vscode.window.showInformationMessage(l10n.t('This alert has resolved, and no incident knows it: there is nothing to declare.'));
    return;
  }
  const older = recurrences[0];
  const recurrence = older
    ? await askChoice<string | null>({
        title: l10n.t('Declare from Alert'),
        placeholder: l10n.t('The same alert was behind an earlier incident. Relate the new one to it?'),
        choices: [...recurrences.map((one) => ({ label: l10n.t('Recurrence of “{0}”', one.summary.title), description: one.id, value: one.id })), { label: l10n.t('Not related'), value: null }],
      })
    : null;
  if (recurrence === undefined) return;
  const declared = await repository.declareFromAlerts(by, firing, recurrence);
  if (!declared.ok) {
    await services.reporter.refused(declared.refusal);
    return;
  }
  services.reporter.done(l10n.t('Declared {0}', declared.value.id));
  const target: Target = { repository, incident: declared.value, title: declared.value.incident.title };
  await vscode.commands.executeCommand('sitrep.openTimeline', { target });
  await vscode.commands.executeCommand('_sitrep.reveal', declared.value.file);
}

async function record({ reporter }: Services, target: Target, by: string, alerts: readonly Alert[]): Promise<void> {
  const outcome = await target.repository.recordAlerts(by, target.incident, alerts);
  await vscode.commands.executeCommand('sitrep.openTimeline', { target });
  if (!outcome.ok) {
    await reporter.refused({ ...outcome.refusal, message: l10n.t('Not added to “{0}”: {1}', target.title, outcome.refusal.message) }, target.incident.file);
    return;
  }
  await vscode.window.showInformationMessage(l10n.t('“{0}” is about this alert already. It was added there: {1}.', target.title, outcome.value.label));
}

/**
 * What is selected in the editor; the file on which the command was called; else, where several places hold an alert, the one
 * that is chosen.
 */
async function alertText(file: vscode.Uri | undefined): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const isOnScreen = editor !== undefined && (file === undefined || editor.document.uri.toString() === file.toString());
  const selection = isOnScreen && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
  const selected = parseAlerts(selection);
  if (selected.ok && selected.alerts.length > 0) return selection;
  if (file) return openDocument(file.fsPath)?.getText() ?? (await readText(file.fsPath));
  const document = editor && ['json', 'jsonc'].includes(editor.document.languageId) ? editor.document.getText() : '';
  const sources: Choice<string | null>[] = [
    { label: l10n.t('Clipboard'), icon: 'clippy', text: await vscode.env.clipboard.readText() },
    { label: l10n.t('This file'), icon: 'file-code', text: document },
  ].flatMap((source) => {
    const parsed = parseAlerts(source.text);
    if (!parsed.ok || parsed.alerts.length === 0) return [];
    const alerts = alertTitle(parsed.alerts);
    return [{ label: `$(${source.icon}) ${source.label}`, description: parsed.alerts.length === 1 ? alerts : l10n.t('{0} alerts: {1}', parsed.alerts.length, alerts), value: source.text }];
  });
  const choose = { label: `$(folder-opened) ${l10n.t('Choose a file…')}`, description: l10n.t('JSON of Alertmanager: a webhook’s body, or alerts of its API'), value: null };
  const answer = await askChoice({ title: l10n.t('Declare from Alert'), placeholder: sources.length > 0 ? l10n.t('Where is the alert?') : whyNot(selection, selected), choices: [...sources, choose] });
  if (answer !== null) return answer;
  const [uri] = (await vscode.window.showOpenDialog({ canSelectMany: false, filters: { JSON: ['json'] }, openLabel: l10n.t('Read Alert') })) ?? [];
  return uri ? readText(uri.fsPath) : undefined;
}

function whyNot(selection: string, selected: ReturnType<typeof parseAlerts>): string {
  if (selection.trim() === '' || selected.ok) return l10n.t('No alert in the selection or the clipboard. Where is it?');
  return l10n.t('No alert could be read in the selection: {0} Where is it?', selected.reason);
}

/** One alert is taken as it is; of several, those that belong to one incident are chosen. */
async function chooseAlerts({ zones }: Services, repository: Repository, alerts: readonly Alert[]): Promise<readonly Alert[] | undefined> {
  if (alerts.length === 1) return alerts;
  const zone = zones.of(repository.process);
  const items = alerts.map((alert) => ({
    label: alertTitle([alert]),
    description: [alert.state, alert.severityLabel ?? '', ...alert.services].filter((part) => part !== '').join(' · '),
    detail: l10n.t('since {0}', formatInZone(alert.startsAt.start, zone, 'date-time')),
    picked: alert.state === 'firing',
    alert,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t('Declare from Alert'), placeHolder: l10n.t('Which alerts are one incident?'), canPickMany: true, ignoreFocusOut: true });
  return chosen?.map(({ alert }) => alert);
}
