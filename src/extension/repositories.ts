/**
 * The repositories of incidents in the window's folders: found, watched, and told about. Each is listed in the
 * background: views and commands are there before.
 */
import { basename, dirname, join, sep } from 'node:path';
import * as vscode from 'vscode';
import { isInside } from '../repository/files.ts';
import type { Git } from '../repository/ports.ts';
import type { Repository, Surroundings } from '../repository/repository.ts';
import { isDone } from '../core/process/rules.ts';
import { FolderWatch } from '../repository/watch.ts';
import { findRoot, INCIDENT_FILE, type Root } from '../repository/root.ts';
import { editorDocuments } from './documents.ts';
import type { Log } from './report.ts';

/** Events of files are gathered for this long, in milliseconds: a checkout brings hundreds. */
const GATHER_MS = 100;

export interface RepositoryChange {
  readonly repository: Repository;
  /** True when `sitrep.yaml` may have changed. */
  readonly process: boolean;
}

/** What the window shows, for its welcome texts. */
export type WindowState = 'loading' | 'no-folder' | 'no-repository' | 'not-initialized' | 'no-incidents' | 'incidents';

export class Repositories implements vscode.Disposable {
  readonly #log: Log;
  readonly #open = new Map<string, Opened>();
  readonly #changed = new vscode.EventEmitter<RepositoryChange>();
  readonly #listed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #ready: Promise<void>;
  #settled = false;
  #folders = vscode.Disposable.from();

  /** Something in a repository changed: a file, or an unsaved document. */
  readonly onDidChange = this.#changed.event;
  /** The set of repositories changed, or the first listing ended. */
  readonly onDidChangeSet = this.#listed.event;

  constructor(log: Log) {
    this.#log = log;
    this.#ready = this.#begin().catch((error: unknown) => this.#log.error(error));
    this.#subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#folders.dispose();
        this.#folders = this.#watchFolders();
        this.#rediscover();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#listed.fire()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#reconcile();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#documentChanged(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#documentChanged(document)),
    );
  }

  /** Resolves when all repositories are found and listed once. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  get settled(): boolean {
    return this.#settled;
  }

  get all(): readonly Repository[] {
    return [...this.#open.values()].map(({ repository }) => repository);
  }

  get state(): WindowState {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) return 'no-folder';
    if (!this.#settled) return 'loading';
    const all = [...this.#open.values()];
    if (all.length === 0) return 'no-repository';
    if (all.some(({ repository }) => repository.index.list().length > 0)) return 'incidents';
    return all.some(({ initialized }) => initialized) ? 'no-incidents' : 'not-initialized';
  }

  /** The repository in which a file lies; the innermost one. */
  of(file: string): Repository | undefined {
    return this.all.filter((one) => isInside(one.root.path, file)).toSorted((a, b) => b.root.path.length - a.root.path.length)[0];
  }

  /** Makes a folder a root of its own and lists it. */
  async add(folder: string): Promise<Repository> {
    const existing = this.#open.get(folder)?.repository;
    if (existing) return existing;
    const { openAt } = await reading();
    const repository = await openAt(folder, await this.#surroundings(folder));
    await this.#watch(repository);
    this.#listed.fire();
    return repository;
  }

  /** Looks at everything again. */
  async refresh(): Promise<void> {
    this.#rediscover();
    await this.#ready;
    await Promise.all([...this.#open.values()].map(async (one) => this.#update(one, null)));
  }

  dispose(): void {
    for (const { disposables, repository } of this.#open.values()) {
      this.#save(repository);
      vscode.Disposable.from(...disposables).dispose();
    }
    vscode.Disposable.from(this.#folders, ...this.#subscriptions, this.#changed, this.#listed).dispose();
  }

  async #begin(): Promise<void> {
    // The editor waits until activation returns; starting watchers takes longer than all the rest of it.
    await new Promise((resolve) => setImmediate(resolve));
    this.#folders.dispose();
    this.#folders = this.#watchFolders();
    await this.#discover();
  }

  async #discover(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const roots = new Map<string, Root>();
    for (const { uri } of folders) {
      const root = await findRoot(uri.fsPath);
      if (root) roots.set(root.path, root);
    }
    for (const [path, one] of this.#open) {
      // A folder that has come under git keeps its undo list elsewhere.
      if (roots.get(path)?.state === one.repository.root.state) continue;
      this.#open.delete(path);
      vscode.Disposable.from(...one.disposables).dispose();
    }
    for (const root of roots.values()) {
      if (this.#open.has(root.path)) continue;
      const { Repository } = await reading();
      await this.#watch(await Repository.open(root, await this.#surroundings(root.path))).catch((error: unknown) => this.#log.error(error));
    }
    this.#settled = true;
    this.#listed.fire();
  }

  #rediscover(): void {
    this.#ready = this.#ready.then(() => this.#discover()).catch((error: unknown) => this.#log.error(error));
  }

  /** Folders become repositories while they are open: by `git init`, or by a `sitrep.yaml` that appears. */
  #watchFolders(): vscode.Disposable {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begun = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#rediscover(), GATHER_MS);
    };
    const watchers = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').flatMap(({ uri }) => {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '{.git/HEAD,sitrep.yaml}'), false, true, false);
      const folder = new FolderWatch((path) => {
        if (path === join(uri.fsPath, '.git')) begun();
      });
      folder.set([uri.fsPath]);
      return [watcher, watcher.onDidCreate(begun), watcher.onDidDelete(begun), folder];
    });
    return vscode.Disposable.from(...watchers, new vscode.Disposable(() => clearTimeout(timer)));
  }

  async #watch(repository: Repository): Promise<void> {
    const { path } = repository.root;
    // A pattern for files alone would miss folders that are deleted or moved.
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(path), '**'));
    const folders = new FolderWatch((changed) => this.#gather(opened, changed));
    const opened: Opened = { repository, disposables: [watcher, folders], folders, pending: new Set(), timer: undefined, initialized: await hasProcess(repository) };
    const gather = (uri: vscode.Uri): void => this.#gather(opened, uri.fsPath);
    opened.disposables.push(new vscode.Disposable(repository.onDidWrite(() => this.#written(opened))));
    opened.disposables.push(watcher.onDidCreate(gather), watcher.onDidChange(gather), watcher.onDidDelete(gather));
    this.#open.set(path, opened);
    await repository.index.refresh(() => this.#changed.fire({ repository, process: false }));
    this.#follow(opened);
    this.#save(repository);
    this.#changed.fire({ repository, process: true });
  }

  #gather(opened: Opened, path: string): void {
    const { root } = opened.repository;
    const isHead = path === join(root.path, '.git', 'HEAD');
    if (path.includes(`${sep}.git${sep}`) && !isHead) return;
    if (path.endsWith('.tmp') || path.includes(`${sep}node_modules${sep}`)) return;
    opened.pending.add(isHead ? opened.repository.index.folder : path);
    opened.timer ??= setTimeout(() => {
      opened.timer = undefined;
      const paths = [...opened.pending];
      opened.pending.clear();
      void this.#update(opened, paths).catch((error: unknown) => this.#log.error(error));
    }, GATHER_MS);
  }

  /** @param paths what a watcher told; null for everything */
  async #update(opened: Opened, paths: readonly string[] | null): Promise<void> {
    const { repository } = opened;
    const process = paths === null || paths.some((path) => path === repository.processFile || isInside(path, repository.processFile));
    if (process) {
      await repository.reloadProcess();
      const initialized = await hasProcess(repository);
      if (initialized !== opened.initialized) {
        opened.initialized = initialized;
        this.#listed.fire();
      }
    }
    const before = repository.index.list().length;
    const changed = paths === null || process ? await repository.index.refresh() : await repository.index.update(paths);
    this.#follow(opened);
    // What is as it was told already, such as our own writing, is not told again.
    const others = (paths ?? []).some((path) => isInside(repository.index.folder, path) && basename(path) !== INCIDENT_FILE);
    if (changed || process || others) this.#changed.fire({ repository, process });
    if ((before === 0) !== (repository.index.list().length === 0)) this.#listed.fire();
    if (changed) this.#save(repository);
  }

  /** Watches the folders of open incidents, and those in which new ones appear. */
  #follow(opened: Opened): void {
    const { repository } = opened;
    const listed = repository.index.list();
    const open = listed.filter((one) => !one.ok || !isDone(repository.process, one.summary.status)).map((one) => one.folder);
    const above = new Set(listed.map((one) => dirname(one.folder)));
    const fresh = opened.folders.set([repository.root.path, repository.index.folder, ...above, ...open]);
    if (fresh) this.#gather(opened, repository.index.folder);
  }

  #written(opened: Opened): void {
    const { repository } = opened;
    this.#follow(opened);
    this.#changed.fire({ repository, process: false });
    this.#listed.fire();
    this.#save(repository);
  }

  /** Keeps the summaries for the next start. In restricted mode nothing is written at all. */
  #save(repository: Repository): void {
    if (vscode.workspace.isTrusted) void repository.index.save();
  }

  #reconcile(): void {
    void this.refresh().catch((error: unknown) => this.#log.error(error));
  }

  #documentChanged(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'file') return;
    const repository = this.of(document.uri.fsPath);
    if (!repository) return;
    if (document.uri.fsPath === repository.processFile) {
      void repository.reloadProcess().then(() => this.#changed.fire({ repository, process: true }));
    } else if (isInside(repository.index.folder, document.uri.fsPath)) this.#changed.fire({ repository, process: false });
  }

  async #surroundings(root: string): Promise<Surroundings> {
    const { SYSTEM_CLOCK, SYSTEM_RANDOM } = await reading();
    const git = gitFor(root);
    return { documents: editorDocuments, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, get git() { return vscode.workspace.isTrusted ? git : null; } };
  }
}

/** All that reads and writes incidents: most of the code, and not needed to be there for the editor. */
async function reading(): Promise<typeof import('../repository/repository.ts')> {
  return import('../repository/repository.ts');
}

interface Opened {
  readonly repository: Repository;
  readonly disposables: vscode.Disposable[];
  readonly folders: FolderWatch;
  readonly pending: Set<string>;
  timer: ReturnType<typeof setTimeout> | undefined;
  initialized: boolean;
}

async function hasProcess(repository: Repository): Promise<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.file(repository.processFile)).then(() => true, () => false);
}

interface GitExtension {
  getAPI(version: 1): { readonly git: { readonly path: string } };
}

/** Uses the git that the editor itself found or was told to use; never one that the workspace names. */
function gitFor(root: string): Git {
  let git: Promise<Git> | undefined;
  const get = (): Promise<Git> =>
    (git ??= Promise.all([import('../repository/git.ts'), editorsGitPath()]).then(([{ createGit }, gitPath]) => createGit({ root, ...(gitPath === undefined ? {} : { gitPath }) })));
  return {
    identity: async () => (await get()).identity(),
    changedBelow: async (folder) => (await get()).changedBelow(folder),
    committed: async (file) => (await get()).committed(file),
    commitBelow: async (folder, message) => (await get()).commitBelow(folder, message),
  };
}

async function editorsGitPath(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    const exports = extension?.isActive ? extension.exports : await extension?.activate();
    return exports?.getAPI(1).git.path;
  } catch {
    // The git extension is switched off: git of the PATH then.
    return undefined;
  }
}

/** The folder of the incident in which a file lies, if it lies in one. */
export function incidentFolderOf(repository: Repository, file: string): string | undefined {
  const folders = new Set(repository.index.list().map((one) => one.folder));
  for (let folder = dirname(file); isInside(repository.root.path, folder) && folder !== dirname(folder); folder = dirname(folder)) {
    if (folders.has(folder)) return folder;
  }
  return undefined;
}
