/** The port Git, by the git that is installed: started only when something is asked. */
import * as l10n from '@vscode/l10n';
import { join, resolve } from 'node:path';
import { GitError, type Commit, type Git } from './ports.ts';
import { commitFolder } from './git/commit.ts';
import { findGit, type GitFolders } from './git/findGitDir.ts';
import { literal, parts, pathInRepository } from './git/paths.ts';
import { failed, gitIn, must, type Run } from './git/run.ts';
import { head } from './git/state.ts';

export interface GitOptions {
  /** A folder of the work tree; paths below it may be given relative to it. */
  readonly root: string;
  /** The user's choice of git; without one, the git of PATH. Never from a workspace's settings. */
  readonly gitPath?: string;
}

export function createGit(options: GitOptions): Git {
  return new InstalledGit(options);
}

interface Opened {
  readonly folders: GitFolders;
  /** git in the top level. */
  readonly run: Run;
}

class InstalledGit implements Git {
  readonly #options: GitOptions;
  /** Commits of one window wait for each other. */
  #committing: Promise<unknown> = Promise.resolve();

  constructor(options: GitOptions) {
    this.#options = options;
  }

  async identity(): Promise<{ readonly name: string | null; readonly email: string | null }> {
    const { run } = await this.#open();
    const ran = await run(['config', '-z', '--get-regexp', '^(user|author)\\.(name|email)$']);
    if (ran.code !== 0 && ran.code !== 1) throw failed(ran);
    const settings = new Map(parts(ran.stdout).map(keyAndValue));
    const first = (...values: readonly (string | undefined)[]): string | null => values.find((value) => value?.trim()) ?? null;
    const { env } = process;
    return {
      name: first(env['GIT_AUTHOR_NAME'], settings.get('author.name'), settings.get('user.name')),
      email: first(env['GIT_AUTHOR_EMAIL'], settings.get('author.email'), settings.get('user.email'), env['EMAIL']),
    };
  }

  async changedBelow(folder: string): Promise<readonly string[]> {
    const { folders, run } = await this.#open();
    const path = await this.#pathOf(folders, folder);
    const status = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--ignored=no', '--no-renames'];
    const entries = parts(await must(run, [...status, '--', literal(path)], { looking: true }));
    // An entry is two letters, for the index and the work tree, a space, and a path. Added and deleted again is no change.
    const changed = entries.filter((entry) => !entry.startsWith('AD')).map((entry) => entry.slice(3));
    const below = path === '' ? '' : `${path}/`;
    const absolute = resolve(this.#options.root, folder);
    return changed.map((file) => (file.startsWith(below) ? join(absolute, file.slice(below.length)) : join(folders.topLevel, file)));
  }

  async committed(file: string): Promise<string | null> {
    const { folders, run } = await this.#open();
    const object = `HEAD:${await this.#pathOf(folders, file)}`;
    const ran = await run(['cat-file', 'blob', object]);
    if (ran.code === 0) return ran.stdout;
    const found = await run(['rev-parse', '--quiet', '--verify', object]);
    if (found.code === 1 || (await head(run)) === null) return null;
    throw failed(ran);
  }

  async commitBelow(folder: string, message: string): Promise<Commit> {
    const commit = async (): Promise<Commit> => {
      const { folders, run } = await this.#open();
      return commitFolder(folders, run, await this.#pathOf(folders, folder), message);
    };
    const done = this.#committing.then(commit);
    this.#committing = done.catch(() => undefined);
    return done;
  }

  async #open(): Promise<Opened> {
    const { root, gitPath } = this.#options;
    const folders = await findGit(root);
    if (!folders) throw new GitError('not-a-repository', l10n.t('This folder is not in a git repository: run "git init" first.'));
    return { folders, run: gitIn(folders.topLevel, gitPath) };
  }

  async #pathOf({ topLevel }: GitFolders, path: string): Promise<string> {
    return pathInRepository(topLevel, this.#options.root, path);
  }
}

function keyAndValue(setting: string): readonly [string, string] {
  const end = setting.indexOf('\n');
  return end < 0 ? [setting, ''] : [setting.slice(0, end), setting.slice(end + 1)];
}
