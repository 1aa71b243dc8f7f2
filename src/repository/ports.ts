/** What the repository needs of its surroundings. The Node adapters stand beside this file; the editor brings its own. */
import type { RandomBelow } from '../core/incident/id.ts';
import type { Splice } from '../core/yaml/rewrite.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export type Random = RandomBelow;

/** Documents that are open in an editor, unsaved changes included. The command line has none. */
export interface OpenDocuments {
  /** The text of an open document with unsaved changes; null when the disk is the truth. */
  unsaved(file: string): { readonly text: string } | null;
  /**
   * Changes an open document without saving it: savers may reformat.
   *
   * @param expected the text that the splices were made for
   * @returns false when the document has changed meanwhile
   */
  edit(file: string, expected: string, splices: readonly Splice[]): Promise<boolean>;
}

/** Why git did not do what was asked, told apart by code and never by the words of git. */
export type GitProblem =
  | 'no-git'
  | 'not-a-repository'
  | 'merge-in-progress'
  | 'rebase-in-progress'
  | 'nothing-to-commit'
  | 'no-identity'
  | 'hook-failed'
  /** What is to be committed is broken. */
  | 'unreadable'
  | 'failed';

export class GitError extends Error {
  readonly problem: GitProblem;
  /** What git or a hook printed, for a log; may be empty. */
  readonly output: string;
  constructor(problem: GitProblem, message: string, output = '') {
    super(message);
    this.name = 'GitError';
    this.problem = problem;
    this.output = output;
  }
}

export interface Commit {
  readonly hash: string;
  /** Paths that the commit changed, relative to the top of the work tree, with `/`. */
  readonly paths: readonly string[];
}

/** Git, as far as Sitrep uses it. Absent in restricted mode: no process starts there. All methods throw GitError. */
export interface Git {
  /** `user.name` and `user.email` as git would use them in this repository; null where unset. */
  identity(): Promise<{ readonly name: string | null; readonly email: string | null }>;
  /** Files below a folder that differ from the last commit, untracked ones included, ignored ones not. Absolute paths. */
  changedBelow(folder: string): Promise<readonly string[]>;
  /** A file as the last commit has it; null when it has none. */
  committed(file: string): Promise<string | null>;
  /**
   * Commits the files below a folder, as they are on disk, and nothing else. Entries of other paths in the index, the
   * stash and the branch stay as they were, also when a hook refuses. Hooks run.
   */
  commitBelow(folder: string, message: string): Promise<Commit>;
}
