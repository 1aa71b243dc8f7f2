/** Why a command did not do what it was asked, with the exit status that scripts go by. */
import * as l10n from '@vscode/l10n';
import type { Refusal } from '../core/operations/edit.ts';
import { FileError } from '../repository/files.ts';
import { LockTimeout } from '../repository/lock.ts';
import { GitError } from '../repository/ports.ts';
import type { Line } from './text.ts';

/** What is typed cannot be understood. */
export const WRONG_USAGE = 2;
/** It is understood, and the state of the repository refuses it. */
export const REFUSED = 1;

export interface FailureDetails {
  /** More for a person, below the message. */
  readonly lines?: readonly Line[];
  /** More for a program, beside code and message. */
  readonly json?: Readonly<Record<string, unknown>>;
}

export class Failure extends Error {
  /** Names the kind of failure for programs; never changes with the language. */
  readonly code: string;
  readonly exitStatus: number;
  readonly details: FailureDetails;
  constructor(code: string, message: string, details: FailureDetails = {}, exitStatus: number = REFUSED) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.exitStatus = exitStatus;
    this.details = details;
  }
}

export function usage(message: string, lines: readonly Line[] = []): Failure {
  return new Failure('usage', message, { lines }, WRONG_USAGE);
}

export function refused(refusal: Refusal, details: FailureDetails = {}): Failure {
  return new Failure(refusal.kind, refusal.message, details);
}

/** Any error as a failure. What nobody foresaw is a bug, and says so. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof FileError) return new Failure(`file-${error.problem}`, error.message);
  if (error instanceof GitError) return new Failure(`git-${error.problem}`, error.message, { lines: outputOf(error) });
  if (error instanceof LockTimeout) return new Failure('locked', error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('bug', l10n.t('This is a bug in Sitrep: {0}. Please report it with what the same command prints with --debug.', reason));
}

/** What git or a hook said, which is often the only reason given. */
function outputOf({ output }: GitError): readonly Line[] {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-20).map((line) => ['  ', line]);
}
