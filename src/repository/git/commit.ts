/**
 * Commits the files below one folder, and nothing else.
 *
 * A copy of the index serves as a temporary one: in it, everything but the folder goes back to the last commit, the folder
 * becomes what is on disk, and the commit is made from it, by `git commit`, so that hooks and signing work. The
 * repository's own index is not written until the commit exists; then only the entries of the committed paths are. So
 * whatever fails on the way leaves index, stash and branch as they were.
 */
import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { copyFile, lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitError, type Commit } from '../ports.ts';
import type { GitFolders } from './findGitDir.ts';
import { allBut, literal, parts } from './paths.ts';
import { failed, must, type Ran, type Run } from './run.ts';
import { head, refuseConflicts, refuseInProgress, refuseWithoutIdentity } from './state.ts';

/** How often to begin anew when someone else commits at the same moment. */
const ATTEMPTS = 3;
/** Programs that show the state of a repository hold its index for moments. */
const LOCK_PATIENCE = 5000;
const LOCK_PAUSE = 100;

/**
 * @param run git in the top level
 * @param folder relative to the top level, with `/`
 * @throws GitError
 */
export async function commitFolder(git: GitFolders, run: Run, folder: string, message: string): Promise<Commit> {
  if (message.trim() === '') throw new GitError('failed', l10n.t('The commit needs a message: write one.'));
  await refuseInProgress(git, run);
  await refuseConflicts(folder, run);
  await refuseWithoutIdentity(run);
  await waitForIndex(git);
  const base = await commitByTemporaryIndex(git, run, folder, message);
  const commit = await lastCommit(run);
  await bringIndexUpToDate(run, folder, base, commit);
  return commit;
}

/** @returns the commit before, null when there was none */
async function commitByTemporaryIndex(git: GitFolders, run: Run, folder: string, message: string): Promise<string | null> {
  const index = join(git.gitDir, `sitrep-index-${randomBytes(6).toString('hex')}`);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const base = await head(run);
      await fillIndex(git, run, folder, index);
      // Else the commit would take back what came in between.
      if ((await head(run)) !== base) continue;
      const ran = await run(['commit', '--quiet', '--cleanup=whitespace', '-F', '-'], { index, input: message });
      if (ran.code !== 0) throw notCommitted(ran);
      return base;
    }
    throw new GitError('failed', l10n.t('Another program keeps committing to this repository: try again when it has finished.'));
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** @throws GitError when there is nothing to commit */
async function fillIndex(git: GitFolders, run: Run, folder: string, index: string): Promise<void> {
  // Its flags and what it remembers of files are kept so, and files that were added by force.
  await copyFile(join(git.gitDir, 'index'), index).catch(() => rm(index, { force: true }));
  await must(run, ['reset', '--quiet', '--', ...allBut(folder)], { index });
  await addFolder(git, run, folder, index);
  const { code, ...said } = await run(['diff', '--cached', '--quiet', '--no-ext-diff', '--ignore-submodules=none'], { index });
  if (code === 0) throw nothingToCommit();
  if (code !== 1) throw failed({ code, ...said });
}

async function addFolder({ gitDir, topLevel }: GitFolders, run: Run, folder: string, index: string): Promise<void> {
  if (!(await exists(join(topLevel, folder))) && (await must(run, ['ls-files', '-z', '--', literal(folder)], { index })) === '') throw nothingToCommit();
  const add = (...options: readonly string[]) => run(['add', '--all', '--no-ignore-errors', ...options, '--', literal(folder)], { index });
  let ran = await add();
  // 1 is a remark: some paths are ignored, which is well, or outside of a sparse checkout. Files that are on disk there belong to the commit.
  if (ran.code === 1 && (await exists(join(gitDir, 'info', 'sparse-checkout')))) ran = await add('--sparse');
  if (ran.code !== 0 && ran.code !== 1) throw failed(ran);
}

async function lastCommit(run: Run): Promise<Commit> {
  const [hash = '', ...paths] = parts(await must(run, ['diff-tree', '-r', '-z', '--root', '--name-only', '--no-renames', 'HEAD']));
  return { hash, paths };
}

/** Gives the repository's index the committed state of the committed paths; its other entries stay. */
async function bringIndexUpToDate(run: Run, folder: string, base: string | null, { hash, paths }: Commit): Promise<void> {
  const ofHooks = paths.filter((path) => folder !== '' && !path.startsWith(`${folder}/`) && path !== folder);
  const staged = ofHooks.length === 0 ? [] : await stagedByUser(run, base, ofHooks);
  const specs = [folder, ...ofHooks.filter((path) => !staged.includes(path))].map(literal);
  for (const end = Date.now() + LOCK_PATIENCE; ; await sleep(LOCK_PAUSE)) {
    const ran = await run(['reset', '--quiet', '--', ...specs]);
    if (ran.code === 0) return;
    if (Date.now() < end) continue;
    const text = l10n.t('The commit {0} is made, but git could not update its index: run "git reset -- {1}".', hash.slice(0, 10), folder || '.');
    throw new GitError('failed', text, ran.stderr);
  }
}

/** Which of these paths differed from the last commit in the repository's index before. */
async function stagedByUser(run: Run, base: string | null, paths: readonly string[]): Promise<readonly string[]> {
  const command = base === null ? ['ls-files', '-z'] : ['diff-index', '--cached', '-z', '--name-only', '--no-renames', base];
  return parts(await must(run, [...command, '--', ...paths.map(literal)], { looking: true }));
}

/** A lock of a moment is waited for, since the index has to be written in the end. @throws GitError */
async function waitForIndex({ gitDir }: GitFolders): Promise<void> {
  const lock = join(gitDir, 'index.lock');
  for (const end = Date.now() + LOCK_PATIENCE; await exists(lock); await sleep(LOCK_PAUSE)) {
    if (Date.now() < end) continue;
    throw new GitError('failed', l10n.t('Another git process is at work here: wait for it, or delete {0} if it has crashed.', lock));
  }
}

/** There is a message and something to commit: if git does not die of an error, then a hook has refused. */
function notCommitted(ran: Ran): GitError {
  if (ran.code !== 1) return failed(ran);
  const said = [ran.stdout, ran.stderr].filter((text) => text.trim() !== '').join('\n');
  return new GitError('hook-failed', l10n.t('A hook of the repository refused the commit: see what it says, correct it and commit again.'), said);
}

function nothingToCommit(): GitError {
  return new GitError('nothing-to-commit', l10n.t('There is nothing to commit: the files are as in the last commit, or git ignores them.'));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}
