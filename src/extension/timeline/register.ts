import * as vscode from 'vscode';
import type { TimelineState } from '../../webview/protocol.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { TIMELINE_VIEW, TimelinePanel } from './panel.ts';

/** The timeline of an incident: one panel each, which survives a reload of the window. */
export function registerTimeline(services: Services): vscode.Disposable {
  const { reporter, repositories, targets } = services;
  const panels = new Map<string, TimelinePanel>();

  const attach = (panel: vscode.WebviewPanel, target: Target): TimelinePanel => {
    const { file } = target.incident;
    const timeline = new TimelinePanel(panel, target, services);
    panels.set(file, timeline);
    timeline.onDidDispose(() => panels.delete(file));
    return timeline;
  };

  const show = (target: Target): TimelinePanel => {
    const existing = panels.get(target.incident.file);
    if (existing) {
      existing.reveal();
      return existing;
    }
    return attach(vscode.window.createWebviewPanel(TIMELINE_VIEW, target.title, vscode.ViewColumn.Active), target);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('sitrep.openTimeline', (argument: unknown) =>
      reporter.guard(async () => {
        const target = await targets.resolve(argument, 'all');
        if (target) show(target);
      }),
    ),
    vscode.window.registerWebviewPanelSerializer(TIMELINE_VIEW, {
      async deserializeWebviewPanel(panel, state: Partial<TimelineState> | undefined) {
        await repositories.ready;
        const file = typeof state?.incident === 'string' ? vscode.Uri.parse(state.incident) : undefined;
        const target = file?.scheme === 'file' ? targets.ofFile(file.fsPath) : undefined;
        // The incident has gone since.
        if (target) attach(panel, target);
        else panel.dispose();
      },
    }),
    new vscode.Disposable(() => {
      for (const panel of panels.values()) panel.dispose();
    }),
  );
}
