import * as vscode from 'vscode';
import type { TimelineState } from '../../webview/protocol.ts';
import { registerIncidentCommand } from '../command.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import type { TimelinePanel } from './panel.ts';

const TIMELINE_VIEW = 'sitrep.timeline';

/** The timeline of an incident: one panel each, which survives a reload of the window. */
export function registerTimeline(services: Services): vscode.Disposable {
  const { repositories, targets } = services;
  const panels = new Map<string, TimelinePanel>();

  const keep = (timeline: TimelinePanel, { incident: { file } }: Target): void => {
    panels.set(file, timeline);
    timeline.onDidDispose(() => panels.delete(file));
  };

  const show = async (target: Target): Promise<void> => {
    const { TimelinePanel } = await import('./panel.ts');
    const existing = panels.get(target.incident.file);
    if (existing) existing.reveal();
    else keep(new TimelinePanel(vscode.window.createWebviewPanel(TIMELINE_VIEW, target.title, vscode.ViewColumn.Active), target, services), target);
  };

  return vscode.Disposable.from(
    registerIncidentCommand(services, { id: 'sitrep.openTimeline', which: 'all', writes: false, run: async (target) => show(target) }),
    vscode.window.registerWebviewPanelSerializer(TIMELINE_VIEW, {
      async deserializeWebviewPanel(panel, state: Partial<TimelineState> | undefined) {
        const [{ TimelinePanel }] = await Promise.all([import('./panel.ts'), repositories.ready]);
        const file = typeof state?.incident === 'string' ? vscode.Uri.parse(state.incident) : undefined;
        const target = file?.scheme === 'file' ? targets.ofFile(file.fsPath) : undefined;
        // The incident has gone since.
        if (target) keep(new TimelinePanel(panel, target, services), target);
        else panel.dispose();
      },
    }),
    new vscode.Disposable(() => {
      for (const panel of panels.values()) panel.dispose();
    }),
  );
}
