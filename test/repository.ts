// A git repository in a temporary folder for one test or one suite.
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

export interface TestRepository {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  git(...args: string[]): string;
  /** Stages everything and commits it. */
  commit(message: string): void;
  dispose(): void;
}

export interface TestRepositoryOptions {
  files?: Readonly<Record<string, string>>;
  /** False for a plain folder without git. */
  git?: boolean;
}

export function createTestRepository({files = {}, git: withGit = true}: TestRepositoryOptions = {}): TestRepository {
  const repository = openTestRepository(realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-test-'))));
  for (const [file, text] of Object.entries(files)) repository.write(file, text);
  if (withGit) {
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.git('config', 'user.name', 'Alice Example');
    repository.git('config', 'user.email', 'alice@example.org');
    repository.git('config', 'commit.gpgsign', 'false');
    if (Object.keys(files).length > 0) repository.commit('Start');
  }
  return repository;
}

/** The same handle on a folder that exists already. */
export function openTestRepository(folder: string): TestRepository {
  const inside = (file: string): string => path.join(folder, file);
  const git = (...args: string[]): string => execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
  return {
    folder,
    git,
    write(file, text) {
      mkdirSync(path.dirname(inside(file)), {recursive: true});
      writeFileSync(inside(file), text);
    },
    read: (file) => readFileSync(inside(file), 'utf8'),
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
    },
    dispose: () => rmSync(folder, {recursive: true, force: true, maxRetries: 5}),
  };
}
