/** One incident's timeline in a panel: posts the picture whenever a file changes, and carries out what is asked there. */
import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readEntryInput } from '../../core/incident/entryInput.ts';
import type { Operation } from '../../core/operations/edit.ts';
import { addEntry, correctEntry, deleteEntry } from '../../core/operations/entries.ts';
import type { OperationContext } from '../../core/operations/context.ts';
import { buildPicture } from '../../core/picture/build.ts';
import type { Picture } from '../../core/picture/picture.ts';
import { readTime } from '../../core/time/natural.ts';
import { diagnoseIncident } from '../../language/diagnostics.ts';
import { FileError } from '../../repository/files.ts';
import type { FromTimeline, ToTimeline } from '../../webview/protocol.ts';
import { mayWrite } from '../edits.ts';
import { timeWords, type Explanation } from '../input/ask.ts';
import { explainEntry } from '../record/entries.ts';
import { openAt } from '../report.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { openTarget } from '../tree/register.ts';

/** Commands that can be asked for in the panel. */
const COMMANDS = { status: 'sitrep.changeStatus', classify: 'sitrep.classify', assign: 'sitrep.assignRole', condition: 'sitrep.setServiceCondition', undo: 'sitrep.undo' } as const;

export class TimelinePanel implements vscode.Disposable {
  #target: Target;
  readonly #panel: vscode.WebviewPanel;
  readonly #services: Services;
  readonly #subscriptions: vscode.Disposable[] = [];
  #ready = false;
  #focusInput = false;
  /** Number of the latest update: an older one that is still reading gives up. */
  #latest = 0;
  /** The same for the line of the cursor. */
  #latestLine = 0;

  constructor(panel: vscode.WebviewPanel, target: Target, services: Services) {
    this.#panel = panel;
    this.#target = target;
    this.#services = services;
    const { extensionUri } = services.context;
    const media = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    panel.iconPath = { light: vscode.Uri.joinPath(extensionUri, 'media', 'sitrep-light.svg'), dark: vscode.Uri.joinPath(extensionUri, 'media', 'sitrep-dark.svg') };
    panel.title = target.title;
    panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage((message: FromTimeline) => void services.reporter.guard(() => this.#receive(message))),
      panel.onDidChangeViewState(() => this.#tellFocus()),
      // A folder that came under git is another repository than before.
      services.repositories.onDidChangeSet(() => {
        if (services.repositories.all.includes(this.#target.repository)) return;
        this.#target = services.targets.ofFile(target.incident.file) ?? this.#target;
        void services.reporter.guard(() => this.update());
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void services.reporter.guard(() => this.update())),
      services.repositories.onDidChange(({ repository }) => {
        if (repository === this.#target.repository) void services.reporter.guard(() => this.update());
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('sitrep')) void services.reporter.guard(() => this.update());
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        if (kind !== undefined && textEditor.document.uri.fsPath === target.incident.file) void services.reporter.guard(() => this.#selectLine(textEditor.selection.active.line + 1));
      }),
    );
    panel.webview.html = page(panel.webview, media, vscode.Uri.file(target.incident.file));
    this.#tellFocus();
  }

  /** Moves the keyboard to the input that adds an entry. */
  focusInput(): void {
    this.#panel.reveal();
    if (this.#ready) this.#post({ type: 'focus-input' });
    else this.#focusInput = true;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(() => {
      this.dispose();
      listener();
    });
  }

  /** Reads the file and posts what it shows. */
  async update(): Promise<void> {
    if (!this.#ready) return;
    const number = ++this.#latest;
    const { repository, incident } = this.#target;
    const text = await repository.text(incident.file).catch((error: unknown) => {
      if (error instanceof FileError) return error;
      throw error;
    });
    const reading = text instanceof FileError ? text : await repository.read(incident);
    if (number !== this.#latest) return;
    if (reading instanceof FileError) {
      this.#post({ type: 'unreadable', title: this.#target.title, message: reading.problem === 'missing' ? l10n.t('The file is not there any more.') : reading.message, line: 0 });
      return;
    }
    if (!reading.readable) {
      const [problem] = reading.problems;
      this.#post({ type: 'unreadable', title: this.#target.title, message: problem?.message ?? '', line: problem?.start.line ?? 1 });
      return;
    }
    const problems = typeof text === 'string' ? diagnoseIncident(text, { process: repository.process, folderName: incident.id }) : reading.problems;
    const picture = buildPicture({ id: incident.id, incident: reading.incident, process: repository.process, source: reading.source, problems, writable: vscode.workspace.isTrusted && reading.readOnly === null });
    this.#panel.title = picture.title;
    this.#post({ type: 'show', picture, zone: this.#services.zones.of(repository.process), strings: strings() });
    if (this.#focusInput) {
      this.#focusInput = false;
      this.#post({ type: 'focus-input' });
    }
  }

  dispose(): void {
    this.#services.targets.hide(this);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #receive(message: FromTimeline): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        await this.#services.zones.learn(message.zone);
        return this.update();
      case 'read-time':
        return this.#reply(message.request, await this.#explain(message.input, message.entryType, message.only === 'time'));
      case 'add':
        return this.#reply(message.request, await this.#add(message.input, message.entryType));
      case 'edit':
        return this.#reply(message.request, await this.#edit(message.entry, message.at, message.text));
      case 'delete':
        return this.#reply(message.request, await this.#apply(() => deleteEntry(message.entry), l10n.t('Entry deleted')));
      case 'reveal':
        await openAt(this.#target.incident.file, message.line, vscode.ViewColumn.Beside);
        return;
      case 'open':
        return openTarget(this.#target, message.target);
      case 'command':
        if (Object.hasOwn(COMMANDS, message.command)) await vscode.commands.executeCommand(COMMANDS[message.command], { target: this.#target });
        return;
      case 'selected':
        return;
    }
  }

  async #explain(input: string, entryType: string | null, timeOnly: boolean): Promise<Explanation> {
    const { repository } = this.#target;
    const zone = this.#services.zones.of(repository.process);
    if (!timeOnly) return explainEntry(input, entryType, this.#target, zone);
    const time = await readTime(input, { now: repository.now(), zone });
    return time.ok ? { ok: true, words: timeWords(time.time, zone, time.future) } : { ok: false, words: time.reason };
  }

  async #add(input: string, entryType: string | null): Promise<Explanation> {
    const { repository } = this.#target;
    const zone = this.#services.zones.of(repository.process);
    const read = await readEntryInput(input, { now: repository.now(), zone });
    const type = read.type ?? entryType ?? 'note';
    return this.#apply(
      (context) => addEntry(context, { type, ...(read.time ? { at: read.time.text } : {}), ...(read.text === '' ? {} : { text: read.text }) }),
      l10n.t('Entry added'),
    );
  }

  async #edit(entry: string, at: string | undefined, text: string | undefined): Promise<Explanation> {
    const { repository } = this.#target;
    const time = at === undefined ? null : await readTime(at, { now: repository.now(), zone: this.#services.zones.of(repository.process) });
    if (time && !time.ok) return { ok: false, words: time.reason };
    return this.#apply(() => correctEntry(entry, { ...(time ? { at: time.time.text } : {}), ...(text === undefined ? {} : { text }) }), l10n.t('Entry changed'));
  }

  /** The answer goes back to where it was asked: no notification beside it. */
  async #apply(operation: (context: OperationContext) => Operation, words: string): Promise<Explanation> {
    if (!mayWrite()) return { ok: false, words: l10n.t('Restricted mode: incidents can be read, not changed.') };
    const { repository, incident } = this.#target;
    const by = await this.#services.person(repository);
    if (by === undefined) return { ok: false, words: l10n.t('Nothing was written: nobody said who you are.') };
    try {
      const outcome = await repository.edit(incident, operation(repository.context(by)));
      if (!outcome.ok) return { ok: false, words: outcome.refusal.message };
      await this.update();
      return { ok: true, words };
    } catch (error) {
      if (error instanceof FileError) return { ok: false, words: error.message };
      throw error;
    }
  }

  #reply(request: number, { ok, words }: Explanation): void {
    this.#post({ type: 'reply', request, ok, words });
  }

  /** The cursor moved in the file: the entry on its line is selected here too. */
  async #selectLine(line: number): Promise<void> {
    const { repository, incident } = this.#target;
    const number = ++this.#latestLine;
    const reading = await repository.read(incident).catch(() => null);
    if (number !== this.#latestLine || !reading?.readable) return;
    const picture = buildPicture({ id: incident.id, incident: reading.incident, process: repository.process, source: reading.source, problems: [], writable: false });
    const item = picture.items.filter((one) => one.line <= line).toSorted((a, b) => b.line - a.line)[0];
    this.#post({ type: 'select', key: item?.key ?? null });
  }

  #tellFocus(): void {
    if (this.#panel.active) this.#services.targets.show(this, this.#target);
    else this.#services.targets.hide(this);
  }

  #post(message: ToTimeline<Picture>): void {
    void this.#panel.webview.postMessage(message);
  }
}

function strings(): Record<string, string> {
  const bundle = vscode.l10n.bundle ?? {};
  return Object.fromEntries(Object.entries(bundle).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

function page(webview: vscode.Webview, media: vscode.Uri, incident: vscode.Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; font-src 'none'; img-src 'none';">
<title>${l10n.t('Timeline')}</title>
<link rel="stylesheet" href="${address('timeline.css')}">
</head>
<body data-incident="${escaped(incident.toString())}">
<div id="app"></div>
<script nonce="${nonce}" src="${address('timeline.js')}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
