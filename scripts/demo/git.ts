// The sample's git: commits by several people at given times, apart from the configuration of whoever runs this.
import {spawnSync} from 'node:child_process';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface SampleCommit {
  readonly author: Author;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly message: string;
  /** What it adds or changes: paths with `/`, and texts. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Makes a repository with these commits on its branch `main`, checked out.
 *
 * @param folder an empty one
 * @param user whom git takes for the person who uses the repository
 */
export function makeRepository(folder: string, user: Author, commits: readonly SampleCommit[]): void {
  run(folder, ['init', '--quiet', '--initial-branch=main', '--template=']);
  run(folder, ['config', 'user.name', user.name]);
  run(folder, ['config', 'user.email', user.email]);
  // One process for the whole history: a commit each would take seconds.
  run(folder, ['fast-import', '--quiet'], commits.map(importOf).join(''));
  run(folder, ['reset', '--quiet', '--hard']);
}

/** A commit as `git fast-import` reads it. */
function importOf({author, at, message, files}: SampleCommit): string {
  const who = `${author.name} <${author.email}> ${Math.floor(at / 1000)} +0000`;
  const changes = [...files].map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`);
  return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n${data(message)}${changes.join('')}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function run(folder: string, args: readonly string[], input = ''): void {
  const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = {...Object.fromEntries(foreign), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null'};
  const {status, stderr, error} = spawnSync('git', ['-c', 'core.autocrlf=false', ...args], {cwd: folder, input, encoding: 'utf8', env});
  if (error) throw new Error(`git cannot be started: ${error.message}`);
  if (status !== 0) throw new Error(`git ${args[0] ?? ''} failed: ${stderr}`);
}
