/** Which incident a command is about: the one clicked, the one on screen, the only one that is open, or the one chosen. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { compareInQueue, groupOf } from '../core/incident/state.ts';
import { isDone } from '../core/process/rules.ts';
import type { Readable } from '../repository/incidentIndex.ts';
import type { Repository } from '../repository/repository.ts';
import type { Located } from '../repository/root.ts';
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
  /** The incident of the webview in focus, if one is. */
  #shown: Target | undefined;

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  /** A view tells which incident it shows while it has the focus. */
  show(target: Target | undefined): void {
    this.#shown = target;
  }

  /**
   * @param argument what the command was called with: a tree element, a file, or nothing
   * @param which which incidents can be chosen when there is a choice
   */
  async resolve(argument: unknown, which: 'open' | 'all' = 'open'): Promise<Target | undefined> {
    await this.#repositories.ready;
    if (isTargeted(argument)) return argument.target;
    const uri = argument instanceof vscode.Uri ? argument : undefined;
    const onScreen = uri ? this.ofFile(uri.fsPath) : this.#onScreen();
    if (onScreen) return onScreen;
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
    const choices = which === 'open' && open.length > 0 ? open : this.#choices(() => true);
    const [only] = choices;
    if (!only) {
      void vscode.window.showInformationMessage(l10n.t('There is no incident yet.'));
      return undefined;
    }
    if (which === 'open' && open.length === 1) return only.value;
    return askChoice({ title: l10n.t('Incident'), placeholder: l10n.t('Which incident?'), choices });
  }

  #onScreen(): Target | undefined {
    if (this.#shown) return this.#shown;
    const file = vscode.window.activeTextEditor?.document.uri;
    return file?.scheme === 'file' ? this.ofFile(file.fsPath) : undefined;
  }

  #choices(fits: (repository: Repository, one: Readable) => boolean): Choice<Target>[] {
    return this.#repositories.all.flatMap((repository) =>
      repository.index
        .list()
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
