// To be replaced: a believable history comes here. This one is just enough to open.
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Makes a git repository with a sample history in a folder that does not exist yet or is empty. */
export async function makeSampleRepository(folder: string): Promise<void> {
  mkdirSync(folder, {recursive: true});
  writeFileSync(path.join(folder, 'sitrep.yaml'), '# Every key is optional; sound defaults are built in.\n');
  const git = (...args: string[]): void => void execFileSync('git', args, {cwd: folder, stdio: 'ignore'});
  git('init', '--initial-branch=main');
  git('config', 'user.name', 'Alice Example');
  git('config', 'user.email', 'alice@example.org');
  git('add', '--all');
  git('commit', '--message', 'Describe our process');
}
