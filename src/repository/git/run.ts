/** Runs git by simple-git, and tells success by the exit status alone. */
import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import type { SimpleGitOptions } from 'simple-git';
import { GitError } from '../ports.ts';
import { gitEnvironment } from './environment.ts';
import { gitExecutable } from './executable.ts';

export interface Ran {
  /** The exit status; negative or null when a signal ended git. */
  readonly code: number | null;
  readonly stdout: string;
  /** What git and hooks said, in the user's language: for a log, never to be understood. */
  readonly stderr: string;
}

type Outcome = Parameters<NonNullable<SimpleGitOptions['errors']>>[1];

export interface RunOptions {
  /** Another index than the repository's: absolute path. */
  readonly index?: string;
  readonly input?: string;
  /** Do not write the index only to remember what was seen: for commands that merely look. */
  readonly looking?: boolean;
}

/** Runs git with arguments and gives its outcome, whatever the exit status. @throws GitError `no-git` */
export type Run = (args: readonly string[], options?: RunOptions) => Promise<Ran>;

/** How long a program that a hook left behind may hold git's output open: then the output counts as complete. */
const PATIENCE_AFTER_EXIT = 1000;

/** @param folder where git runs: an existing folder */
export function gitIn(folder: string, gitPath: string | undefined): Run {
  return async (args, { index, input, looking } = {}) => {
    const binary = await gitExecutable(gitPath);
    if (binary === null) throw noGit('');
    const own = { ...(index === undefined ? {} : { GIT_INDEX_FILE: index }), ...(looking ? { GIT_OPTIONAL_LOCKS: '0' } : {}) };
    const { variables, options } = gitEnvironment(process.env, own);
    const { simpleGit } = await import('simple-git');
    let result: Outcome | undefined;
    const git = simpleGit({
      ...options,
      baseDir: folder,
      binary,
      completion: { onClose: true, onExit: PATIENCE_AFTER_EXIT },
      ...(input === undefined ? {} : { input: () => input }),
      // By itself simple-git takes a hook that fails without a word for a success.
      errors: (_error, outcome) => {
        result = outcome;
        return undefined;
      },
    });
    await git.env(variables).raw([...args]);
    if (!result) throw new Error('simple-git has told no outcome');
    const ran = { code: result.exitCode, stdout: textOf(result.stdOut), stderr: textOf(result.stdErr) };
    if (typeof ran.code === 'number' && ran.code < 0 && (await isFolder(folder))) throw noGit(ran.stderr);
    return ran;
  };
}

/** Runs git and expects it to succeed. @throws GitError */
export async function must(run: Run, args: readonly string[], options?: RunOptions): Promise<string> {
  const ran = await run(args, options);
  if (ran.code !== 0) throw failed(ran);
  return ran.stdout;
}

/** For what nobody could foresee: says what git said first. */
export function failed({ stdout, stderr }: Ran): GitError {
  const output = [stderr, stdout].filter((text) => text.trim() !== '').join('\n');
  const said = output.split('\n').find((line) => line.trim() !== '')?.trim() ?? '';
  return new GitError('failed', said ? l10n.t('git could not do it: {0}', said) : l10n.t('git could not do it and did not say why.'), output);
}

function noGit(output: string): GitError {
  return new GitError('no-git', l10n.t('git could not be started: install it, or correct the setting "git.path".'), output);
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}
