/** Which incident a command is about: the one clicked, the one on screen, the only one there is, or the one chosen. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { compareInQueue, groupOf } from '../core/incident/state.ts';
import { isDone } from '../core/process/rules.ts';
import type { Readable } from '../repository/incidentIndex.ts';
import type { Repository } from '../repository/repository.ts';
import type { Located } from '../repository/root.ts';
import { offerRepository } from './declare/where.ts';
import { askChoice, type Choice } from './input/ask.ts';
import { incidentFolderOf, type Repositories } from './repositories.ts';
import { groupWords } from './words.ts';

export interface Target {
  readonly repository: Repository;
  readonly incident: Located;
  readonly title: string;
}

/** What trees and webviews give to a command, so that it need not ask. */
export interface Targeted {
  readonly target: Target;
}

export function isTargeted(value: unknown): value is Targeted {
  return typeof value === 'object' && value !== null && 'target' in value;
}

export class IncidentTargets {
  readonly #repositories: Repositories;
  /** The view in focus that shows an incident, and which. */
  #shown: { readonly view: object; readonly target: Target } | undefined;
  #selected: () => unknown = () => undefined;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  /** A view tells that it has the focus, and which incident it shows. */
  show(view: object, target: Target): void {
    this.#shown = { view, target };
  }

  /** A view has lost the focus, or is gone. Another one may have it already. */
  hide(view: object): void {
    if (this.#shown?.view === view) this.#shown = undefined;
  }

  /** The tree tells how to find what is selected in it. */
  followSelection(selected: () => unknown): void {
    this.#selected = selected;
  }

  /** A key that was pressed in the tree means what is selected there. */
  given(argument: unknown): unknown {
    return isFromTree(argument) ? this.#selected() : argument;
  }

  /**
   * @param given what the command was called with: a tree element, a file, or nothing
   * @param which which incidents can be chosen when there is a choice
   */
  async resolve(given: unknown, which: 'open' | 'all' = 'open'): Promise<Target | undefined> {
    await this.#repositories.ready;
    if (isTargeted(given)) return given.target;
    // A webview's tab has an address too, but no file.
    const onScreen = given instanceof vscode.Uri && given.scheme === 'file' ? this.ofFile(given.fsPath) : this.#onScreen();
    if (onScreen) return onScreen;
    if (this.#repositories.all.length === 0) {
      await offerRepository();
      return undefined;
    }
    return this.choose(which);
  }

  /** The incident in whose folder a file lies. */
  ofFile(file: string): Target | undefined {
    const repository = this.#repositories.of(file);
    const folder = repository && incidentFolderOf(repository, file);
    const listed = repository?.index.list().find((one) => one.folder === folder);
    return repository && listed ? { repository, incident: listed, title: listed.ok ? listed.summary.title : listed.id } : undefined;
  }

  async choose(which: 'open' | 'all'): Promise<Target | undefined> {
    const open = this.#choices((repository, one) => !isDone(repository.process, one.summary.status));
    const done = this.#choices((repository, one) => isDone(repository.process, one.summary.status));
    const choices = which === 'open' && open.length > 0 ? open : [...open, ...done];
    const [only] = choices;
    if (!only) {
      void vscode.window.showInformationMessage(l10n.t('There is no incident yet.'));
      return undefined;
    }
    if (choices.length === 1) return only.value;
    return askChoice({ title: l10n.t('Incident'), placeholder: l10n.t('Which incident?'), choices });
  }

  #onScreen(): Target | undefined {
    if (this.#shown) return this.#shown.target;
    const file = vscode.window.activeTextEditor?.document.uri;
    return file?.scheme === 'file' ? this.ofFile(file.fsPath) : undefined;
  }

  #choices(fits: (repository: Repository, one: Readable) => boolean): Choice<Target>[] {
    return this.#repositories.all.flatMap((repository) =>
      repository
        .listed()
        .flatMap((one) => (one.ok && fits(repository, one) ? [one] : []))
        .toSorted((a, b) => compareInQueue(repository.process, a.summary, b.summary))
        .map((one) => ({
          label: one.summary.title,
          description: `${one.summary.severity} · ${one.summary.status}`,
          detail: `${groupWords(groupOf(repository.process, one.summary))} · ${one.id}`,
          value: { repository, incident: one, title: one.summary.title },
        })),
    );
  }
}

/** The arguments of the key bindings for the tree. */
function isFromTree(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'from' in argument && argument.from === 'tree';
}
