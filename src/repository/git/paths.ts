/** Absolute paths as people and programs have them, and paths as git has them. */
import * as l10n from '@vscode/l10n';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { GitError } from '../ports.ts';
import { realFolder } from './findGitDir.ts';

/**
 * A path relative to the top of the work tree, with `/`; empty for the top itself. Links above the root are resolved, as
 * git does it; those below are left to git, which refuses to look behind them.
 *
 * @throws GitError when it lies outside
 */
export async function pathInRepository(topLevel: string, root: string, path: string): Promise<string> {
  const below = inside(resolve(root), resolve(root, path));
  const inRepository = inside(topLevel, below === null ? await realFolder(path) : join(await realFolder(root), below));
  if (inRepository === null) throw new GitError('failed', l10n.t('{0} lies outside the git repository.', path));
  return inRepository.split(sep).join('/');
}

/** Exactly this path and what is below it, whatever characters it holds. */
export function literal(path: string): string {
  return `:(literal)${path || '.'}`;
}

/** Everything but this path and what is below it. */
export function allBut(path: string): readonly string[] {
  return ['.', `:(exclude,literal)${path || '.'}`];
}

/** The parts of an output with `-z`. */
export function parts(output: string): readonly string[] {
  return output.split('\0').filter((part) => part !== '');
}

function inside(folder: string, path: string): string | null {
  const found = relative(folder, path);
  return found === '..' || found.startsWith(`..${sep}`) || isAbsolute(found) ? null : found;
}
