/** The view “Incidents”: its tree, its badge, and opening what stands in it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countsForBadge } from '../../core/incident/state.ts';
import { isInside } from '../../repository/files.ts';
import { join } from 'node:path';
import { safeTarget } from '../../core/picture/target.ts';
import { openAt } from '../report.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { IncidentTree } from './provider.ts';
import type { Node } from './nodes.ts';

/** Ages in the tree are minutes old at most. */
const TICK_MS = 60_000;

export function registerTree({ repositories, zones, reporter, targets, context }: Services): vscode.Disposable {
  const tree = new IncidentTree(repositories, zones, context.extensionUri);
  const view = vscode.window.createTreeView<Node>('sitrep.incidents', { treeDataProvider: tree, showCollapseAll: true });
  targets.followSelection(() => view.selection[0]);
  const update = (): void => {
    tree.refresh();
    const open = repositories.all.flatMap((repository) => repository.listed().filter((one) => one.ok && countsForBadge(repository.process, one.summary))).length;
    view.badge = open === 0 ? undefined : { value: open, tooltip: open === 1 ? l10n.t('1 open incident') : l10n.t('{0} open incidents', open) };
    view.message = !vscode.workspace.isTrusted && repositories.state === 'incidents' ? l10n.t('Restricted mode: incidents can be read, not changed.') : undefined;
  };
  const ticking = setInterval(() => {
    if (view.visible) tree.refresh();
  }, TICK_MS);
  return vscode.Disposable.from(
    tree,
    view,
    view.onDidChangeSelection(({ selection: [node] }) => void vscode.commands.executeCommand('setContext', 'sitrep.selected', node?.kind === 'leaf' ? node.leaf.is : node?.kind)),
    repositories.onDidChange(update),
    repositories.onDidChangeSet(update),
    new vscode.Disposable(() => clearInterval(ticking)),
    vscode.commands.registerCommand('sitrep.refresh', () => reporter.guard(() => repositories.refresh())),
    vscode.commands.registerCommand('_sitrep.openAt', (file: string, line: number) => reporter.guard(() => openAt(file, line))),
    vscode.commands.registerCommand('_sitrep.openTarget', (target: Target, address: string) => reporter.guard(() => openTarget(target, address))),
    vscode.commands.registerCommand('_sitrep.reveal', (file: string) =>
      reporter.guard(async () => {
        const node = await tree.find(file);
        if (node && view.visible) await view.reveal(node, { select: true, focus: false, expand: false });
      }),
    ),
  );
}

/** Opens a web address in the browser, or a file beside the incident; nothing else. */
export async function openTarget(target: Target, address: string): Promise<void> {
  const safe = safeTarget(address);
  if (safe === null) {
    await vscode.window.showWarningMessage(l10n.t('This link is not opened: only web and mail addresses, and files beside the incident, are.'));
    return;
  }
  if (/^[a-z]+:/i.test(safe)) {
    await vscode.env.openExternal(vscode.Uri.parse(safe, true));
    return;
  }
  const file = join(target.incident.folder, safe);
  if (isInside(target.repository.root.path, file)) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
}
