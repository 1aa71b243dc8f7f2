/** “Commit Incident” and “Undo Last Change”: the two ways in which a change is settled. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isLost, registerIncidentCommand } from '../command.ts';
import { mayWrite } from '../edits.ts';
import { openDocument } from '../documents.ts';
import type { Services } from '../services.ts';
import { isTargeted, type Target } from '../target.ts';
import { askChoice } from '../input/ask.ts';
import type { Repository } from '../../repository/repository.ts';

export function registerCommit(services: Services): vscode.Disposable {
  const { reporter } = services;
  return vscode.Disposable.from(
    registerIncidentCommand(services, { id: 'sitrep.commitIncident', which: 'all', run: (target) => commit(services, target) }),
    vscode.commands.registerCommand('sitrep.undo', (...args: readonly unknown[]) => reporter.guard(async () => (isLost(args) ? undefined : undo(services, args[0])))),
  );
}

async function commit({ reporter }: Services, target: Target): Promise<void> {
  // A commit holds what is on disk. Saving is for the person to decide: formatters run then.
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty && target.repository.relative(document.uri.fsPath).startsWith(`${target.repository.relative(target.incident.folder)}/`));
  if (unsaved.length > 0) {
    const save = l10n.t('Save and Commit');
    if ((await vscode.window.showWarningMessage(l10n.t('The incident has unsaved changes. A commit holds what is saved.'), { modal: true }, save)) !== save) return;
    for (const document of unsaved) await openDocument(document.uri.fsPath)?.save();
  }
  if (await target.repository.isPostmortemStale(target.incident)) {
    const [refresh, asIs] = [l10n.t('Refresh and Commit'), l10n.t('Commit as It Is')];
    const answer = await vscode.window.showWarningMessage(l10n.t('The postmortem shows facts that have changed since.'), { modal: true }, refresh, asIs);
    if (answer === undefined) return;
    if (answer === refresh) {
      const outcome = await target.repository.postmortem(target.incident, 'refresh');
      if (!outcome.ok) return reporter.refused(outcome.refusal, target.repository.postmortemFile(target.incident));
    }
  }
  const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: l10n.t('Committing incident') }, () => target.repository.commit(target.incident));
  reporter.done(l10n.t('Committed {0}: {1}', done.hash.slice(0, 8), done.paths.length === 1 ? l10n.t('1 file') : l10n.t('{0} files', done.paths.length)));
}

async function undo({ repositories, reporter, targets }: Services, argument: unknown): Promise<void> {
  if (!mayWrite()) return;
  await repositories.ready;
  const given = targets.given(argument);
  const incident = isTargeted(given) ? given.target : undefined;
  const repository = incident?.repository ?? (await latestChanged(repositories.all));
  if (!repository) {
    await vscode.window.showInformationMessage(l10n.t('There is nothing to undo.'));
    return;
  }
  const outcome = await repository.undo(incident?.incident.id);
  if (!outcome.ok) {
    await reporter.refused(outcome.refusal);
    return;
  }
  reporter.done(l10n.t('Undone: {0}', outcome.value.label));
}

/** The repository in which Sitrep changed something last; asked for where several did. */
async function latestChanged(all: readonly Repository[]): Promise<Repository | undefined> {
  const changes = (await Promise.all(all.map(async (repository) => ({ repository, record: await repository.lastChange() })))).flatMap(({ repository, record }) => (record ? [{ repository, record }] : []));
  if (changes.length <= 1) return changes[0]?.repository;
  return askChoice({
    title: l10n.t('Undo Last Change'),
    placeholder: l10n.t('Which change?'),
    choices: changes.toSorted((a, b) => b.record.at - a.record.at).map(({ repository, record }) => ({ label: record.label, description: record.incident, detail: repository.root.path, value: repository })),
  });
}
