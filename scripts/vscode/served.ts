// Starts and stops the browser-served VS Code.
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const entry = path.join(import.meta.dirname, '../../.vscode-test/server/node_modules/code-server/out/node/entry.js');

export interface ServedOptions {
  userDataDir: string;
  extensionsDir: string;
  /** A free one if not given. */
  port?: number;
  /** Whether every folder counts as trusted; if not, VS Code asks, and starts in restricted mode. */
  trustEverything?: boolean;
  /** Let the page honour development and test paths, and give tests a handle on the workbench. */
  automation?: boolean;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

export interface ServedVSCode {
  readonly port: number;
  /** All that the server has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface WorkbenchTarget {
  /** A folder, or a `.code-workspace` file; nothing opens an empty window. */
  open?: string;
  extensionDevelopmentPath?: string;
  extensionTestsPath?: string;
}

export async function startServedVSCode(options: ServedOptions): Promise<ServedVSCode> {
  const port = options.port ?? (await freePort());
  const args = [
    '--auth=none',
    `--bind-addr=127.0.0.1:${port}`,
    `--user-data-dir=${options.userDataDir}`,
    `--extensions-dir=${options.extensionsDir}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    ...(options.trustEverything === false ? [] : ['--disable-workspace-trust']),
    ...(options.automation === false ? [] : ['--vscode-option=enable-smoke-test-driver']),
    ...(options.args ?? []),
  ];
  let output = '';
  // A process group of its own, so that stopping it stops the extension hosts too, and nothing else.
  const child = spawn(process.execPath, [entry, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: serverEnvironment(options.env ?? process.env),
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));

  const killGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has already ended.
    }
  };
  const killNow = (): void => killGroup('SIGKILL');
  process.once('exit', killNow);

  const server: ServedVSCode = {
    port,
    log: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        killGroup('SIGTERM');
        await Promise.race([ended, delay(2000)]);
      }
      killNow();
      process.off('exit', killNow);
    },
  };
  await untilHealthy(server, () => child.exitCode !== null);
  return server;
}

/** As `code --install-extension` does. */
export function installExtension(vsix: string, {extensionsDir, userDataDir}: Pick<ServedOptions, 'extensionsDir' | 'userDataDir'>): void {
  execFileSync(process.execPath, [entry, `--user-data-dir=${userDataDir}`, `--extensions-dir=${extensionsDir}`, '--install-extension', vsix], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: serverEnvironment(process.env),
  });
}

export function workbenchAddress(port: number, target: WorkbenchTarget): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (file: string): string => pathToFileURL(file).href.replace('file://', `vscode-remote://${authority}`);
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (target.extensionDevelopmentPath) payload.push(['extensionDevelopmentPath', remote(target.extensionDevelopmentPath)]);
  if (target.extensionTestsPath) payload.push(['extensionTestsPath', remote(target.extensionTestsPath)]);

  const address = new URL(`http://${authority}/`);
  if (!target.open) address.searchParams.set('ew', 'true');
  else address.searchParams.set(target.open.endsWith('.code-workspace') ? 'workspace' : 'folder', target.open);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}

/** npm's and VS Code's own variables would change how the server and its terminals behave. */
function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|PORT$)/.test(name)));
}

async function untilHealthy(server: ServedVSCode, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (hasEnded()) break;
    const healthy = await fetch(`http://127.0.0.1:${server.port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await delay(100);
  }
  await server.stop();
  throw new Error(`The served VS Code did not start:\n${server.log().trim().split('\n').slice(-20).join('\n')}`);
}

async function delay(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
