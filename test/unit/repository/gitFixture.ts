/** Real repositories in temporary folders, apart from the git configuration of whoever runs the tests. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGit } from '../../../src/repository/git.ts';
import { GitError, type Git, type GitProblem } from '../../../src/repository/ports.ts';

/** Spaces and brackets, so that every test has them. */
export const FOLDER = 'incidents/2026/2026-11-22-checkout [x] latency-k7q2';

const ISOLATED: Readonly<Record<string, string>> = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: join(tmpdir(), 'sitrep-no-such-gitconfig') };
const FOREIGN = /^(GIT_|EMAIL$|EDITOR$|VISUAL$)/;

/** Call it in a `describe`: its tests, and the code that they test, see none of the user's git settings. */
export function isolateGit(): void {
  const saved: Record<string, string | undefined> = {};
  before(() => {
    for (const name of [...Object.keys(process.env).filter((name) => FOREIGN.test(name)), ...Object.keys(ISOLATED)]) {
      saved[name] = process.env[name];
      delete process.env[name];
    }
    Object.assign(process.env, ISOLATED);
  });
  after(() => {
    for (const [name, value] of Object.entries(saved)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}

export class Sandbox {
  readonly top: string;
  readonly git: Git;

  constructor(top: string = join(realpathSync(mkdtempSync(join(tmpdir(), 'sitrep git '))), 'work tree')) {
    this.top = top;
    mkdirSync(top, { recursive: true });
    this.git = createGit({ root: top });
  }

  /** A repository with one commit that holds an incident and other files. */
  static repository(): Sandbox {
    const sandbox = Sandbox.unborn();
    sandbox.write(`${FOLDER}/incident.yaml`, 'status: triage\n');
    sandbox.write('other/a.txt', 'a\n');
    sandbox.write('other/b.txt', 'b1\nb2\nb3\n');
    sandbox.run('add', '--all');
    sandbox.run('commit', '--quiet', '--message', 'Start');
    return sandbox;
  }

  static unborn(): Sandbox {
    const sandbox = new Sandbox();
    sandbox.run('init', '--quiet', '--initial-branch=main');
    sandbox.run('config', 'user.name', 'Alice Example');
    sandbox.run('config', 'user.email', 'alice@example.org');
    return sandbox;
  }

  path(file: string): string {
    return join(this.top, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true });
  }

  /** @returns what git printed, without the last line end */
  run(...args: readonly string[]): string {
    const output = execFileSync('git', args, { cwd: this.top, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return output.replace(/\n$/, '');
  }

  /** Runs git and lets it fail. */
  attempt(...args: readonly string[]): void {
    try {
      this.run(...args);
    } catch {
      // Meant: conflicts end with status 1.
    }
  }

  hook(name: string, script: string): void {
    const file = join(this.top, '.git', 'hooks', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** All that a refused commit must leave as it is. */
  state(): Readonly<Record<string, string>> {
    return {
      head: this.quiet('rev-parse', '--symbolic-full-name', 'HEAD', 'HEAD'),
      refs: this.quiet('for-each-ref'),
      entries: this.run('ls-files', '--stage', '-v', '-z'),
      staged: this.quiet('diff', '--cached'),
      unstaged: this.run('diff'),
      stash: this.run('stash', 'list'),
      untracked: this.run('ls-files', '--others', '-z'),
    };
  }

  /** The bytes of the index; empty where there is none. */
  index(): string {
    const file = this.path('.git/index');
    return existsSync(file) ? readFileSync(file, 'latin1') : '';
  }

  /** Entries of the index outside of the incident's folder, with flags. */
  others(): string {
    return this.run('ls-files', '--stage', '-v', '--', '.', `:(exclude,literal)${FOLDER}`);
  }

  /** What git status says of the incident's folder. */
  status(folder: string = FOLDER): string {
    return this.run('status', '--porcelain', '--untracked-files=all', '--', `:(literal)${folder}`);
  }

  quiet(...args: readonly string[]): string {
    try {
      return this.run(...args);
    } catch {
      return '';
    }
  }

  /** No temporary index and no lock stays behind. */
  assertClean(): void {
    const gitDir = this.run('rev-parse', '--absolute-git-dir');
    assert.deepEqual(readdirSync(gitDir).filter((name) => name.startsWith('sitrep-index') || name.endsWith('.lock')), []);
  }

  dispose(): void {
    const parent = dirname(this.top);
    if (existsSync(parent)) rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Expects a refusal that changes nothing. */
export async function assertRefused(sandbox: Sandbox, problem: GitProblem, git: Git = sandbox.git, folder: string = sandbox.path(FOLDER)): Promise<GitError> {
  const before = sandbox.state();
  const index = sandbox.index();
  const error = await git.commitBelow(folder, 'Message\n').then(
    () => assert.fail('it was committed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GitError, String(error));
  assert.equal(error.problem, problem, `${error.message}\n${error.output}`);
  assert.equal(sandbox.index(), index);
  assert.deepEqual(sandbox.state(), before);
  sandbox.assertClean();
  return error;
}
