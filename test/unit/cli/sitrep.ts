// The command line for tests: as a process of its own, or quicker inside this one, on a repository of its own.
import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {devNull, tmpdir} from 'node:os';
import path from 'node:path';
import {runProgram} from '../../../src/cli/program.ts';
import {createTestRepository, type TestRepository, type TestRepositoryOptions} from '../../repository.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface Sandbox extends TestRepository {
  /** In this process; nothing can be read from standard input. */
  run(...args: string[]): Promise<Ran>;
  /** The same with --json: what was printed, parsed, and the exit status. */
  json<T = Record<string, unknown>>(...args: string[]): Promise<T & {readonly exit: number}>;
  /** In a process of its own. */
  spawn(args: readonly string[], options?: SpawnOptions): Promise<Ran>;
  /** Declares an incident and gives the end of its id. */
  declare(title?: string, ...more: string[]): Promise<string>;
  /** The file of an incident, relative to the repository. */
  file(short: string): string;
}

export interface SpawnOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The program; else the sources. */
  readonly program?: string;
  /** Closes the pipe after so many characters, as `head` does. */
  readonly readAtMost?: number;
}

export function createSandbox(options?: TestRepositoryOptions): Sandbox {
  const repository = createTestRepository(options);
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-home-')));
  const {folder} = repository;
  const run = async (...args: string[]): Promise<Ran> => {
    const [out, err] = [new Sink(), new Sink()];
    const status = await runProgram(['-C', folder, ...args], out, err);
    return {status, out: out.text, err: err.text};
  };
  const file = (short: string): string => {
    const found = readdirSync(path.join(folder, 'incidents'), {recursive: true, encoding: 'utf8'}).find((name) => name.endsWith(`${short}${path.sep}incident.yaml`));
    if (!found) throw new Error(`no incident ${short}`);
    return path.join('incidents', found);
  };
  return {
    ...repository,
    run,
    file,
    spawn: (args, more) => spawnProgram(args, folder, home, more),
    async json<T>(...args: string[]) {
      const {status, out} = await run(...args, '--json');
      return {...(JSON.parse(out) as T), exit: status};
    },
    async declare(title = 'Checkout latency', ...more) {
      const {status, out, err} = await run('declare', '--title', title, ...more, '--json');
      if (status !== 0) throw new Error(err);
      const {id} = JSON.parse(out) as {id: string};
      return id.slice(-4);
    },
    dispose() {
      repository.dispose();
      rmSync(home, {recursive: true, force: true});
    },
  };
}

class Sink {
  text = '';
  write(text: string): void {
    this.text += text;
  }
}

/** Without anything of the machine's own: no settings of git, no zone, no colours. */
function environment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GIT_|NO_COLOR|TZ|SITREP_|XDG_|EMAIL)/.test(name));
  return {...Object.fromEntries(kept), HOME: home, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', XDG_STATE_HOME: path.join(home, 'state'), TZ: 'UTC', ...more};
}

async function spawnProgram(args: readonly string[], folder: string, home: string, options: SpawnOptions = {}): Promise<Ran> {
  const {stdin = '', cwd = folder, env, program = MAIN, readAtMost} = options;
  const child = spawn(process.execPath, [program, ...args], {cwd, env: environment(home, env), stdio: ['pipe', 'pipe', 'pipe']});
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (readAtMost !== undefined && out.length >= readAtMost) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined).end(stdin);
  const status = await new Promise<number>((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? -1)));
  return {status, out, err};
}
