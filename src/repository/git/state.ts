/** Whether a commit may be made at all. Recognised by files and exit statuses, never by what git says. */
import * as l10n from '@vscode/l10n';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError, type GitProblem } from '../ports.ts';
import type { GitFolders } from './findGitDir.ts';
import { literal } from './paths.ts';
import { failed, must, type Run } from './run.ts';

const IN_PROGRESS: readonly { readonly file: string; readonly problem: GitProblem }[] = [
  { file: 'MERGE_HEAD', problem: 'merge-in-progress' },
  { file: 'rebase-merge', problem: 'rebase-in-progress' },
  { file: 'rebase-apply', problem: 'rebase-in-progress' },
  { file: 'CHERRY_PICK_HEAD', problem: 'rebase-in-progress' },
  { file: 'REVERT_HEAD', problem: 'rebase-in-progress' },
  { file: 'sequencer', problem: 'rebase-in-progress' },
];

/** @throws GitError when something else has to be finished first */
export async function refuseInProgress({ gitDir, commonDir }: GitFolders, run: Run): Promise<void> {
  const refsInFiles = !(await exists(join(commonDir, 'reftable')));
  for (const { file, problem } of IN_PROGRESS) {
    if ((await exists(join(gitDir, file))) || (!refsInFiles && file.endsWith('_HEAD') && (await isRef(run, file)))) throw inProgress(problem);
  }
}

/** Conflicts without a merge in progress: of a stash, or of a squash. @throws GitError */
export async function refuseConflicts(folder: string, run: Run): Promise<void> {
  const unmerged = await must(run, ['ls-files', '--unmerged', '-z', '--', literal(folder)], { looking: true });
  if (unmerged === '') return;
  throw new GitError('merge-in-progress', l10n.t('The files have conflicts: resolve them and stage the result, then commit again.'));
}

/** Refuses the name and address that git would make up from those of the machine, too. @throws GitError */
export async function refuseWithoutIdentity(run: Run): Promise<void> {
  // With that setting git passes over EMAIL, which is nothing made up.
  const options = process.env['EMAIL'] ? [] : ['-c', 'user.useConfigOnly=true'];
  const ask = (who: string) => run([...options, 'var', who]);
  const answers = await Promise.all([ask('GIT_AUTHOR_IDENT'), ask('GIT_COMMITTER_IDENT')]);
  const refused = answers.find(({ code }) => code !== 0);
  if (!refused) return;
  throw new GitError(
    'no-identity',
    l10n.t('git does not know who you are: set your name and address with "git config --global user.name" and "git config --global user.email".'),
    refused.stderr,
  );
}

/** The commit that is checked out; null on a branch without commits. @throws GitError */
export async function head(run: Run): Promise<string | null> {
  const ran = await run(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']);
  if (ran.code === 0) return ran.stdout.trim();
  if (ran.code === 1) return null;
  throw failed(ran);
}

function inProgress(problem: GitProblem): GitError {
  return problem === 'merge-in-progress'
    ? new GitError(problem, l10n.t('A merge is in progress: finish or abort it, then commit again.'))
    : new GitError(problem, l10n.t('A rebase, cherry-pick or revert is in progress: finish or abort it, then commit again.'));
}

async function isRef(run: Run, name: string): Promise<boolean> {
  return (await run(['rev-parse', '--quiet', '--verify', name])).code === 0;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}
