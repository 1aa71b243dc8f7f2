// A served VS Code for one test file: its own user data and extensions, its own port.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startServedVSCode, workbenchAddress} from '../../../scripts/vscode/served.ts';

export const projectRoot = path.join(import.meta.dirname, '../../..');

export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** What the window opens: a folder or a `.code-workspace` file; nothing for an empty window. */
  folder?: string;
  /** False starts new folders in restricted mode. */
  trust?: boolean;
  settings?: Settings;
  extraArgs?: readonly string[];
  env?: NodeJS.ProcessEnv;
  port?: number;
  /** The extension under test; `undefined` for none, as when an installed one is tried. */
  extension?: string | undefined;
  extensionsDir?: string;
}

export interface TestServer {
  readonly port: number;
  readonly userDataDir: string;
  readonly folder: string | undefined;
  /** The address of a window on this server's folder, or on another. */
  address(folder?: string): string;
  /** Changes the user's settings; an open window takes them over when it is reloaded. */
  writeSettings(settings: Settings): void;
  log(): string;
  stop(): Promise<void>;
}

/** Nothing that moves, asks or phones: a test sees what Sitrep does. */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.hover.delay': 60_000,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-browser-'));
  const userDataDir = path.join(temporary, 'data');
  let current: Settings = {...quietSettings, ...options.settings};
  const writeSettings = (settings: Settings): void => {
    current = {...current, ...settings};
    const file = path.join(userDataDir, 'User', 'settings.json');
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, JSON.stringify(current, undefined, 2));
  };
  writeSettings({});

  const extension = 'extension' in options ? options.extension : projectRoot;
  const server = await startServedVSCode({
    userDataDir,
    extensionsDir: options.extensionsDir ?? path.join(temporary, 'extensions'),
    ...(options.port === undefined ? {} : {port: options.port}),
    ...(options.env ? {env: {...process.env, ...options.env}} : {}),
    trustEverything: options.trust ?? true,
    args: options.extraArgs ?? [],
  });
  return {
    port: server.port,
    userDataDir,
    folder: options.folder,
    address(folder = options.folder) {
      return workbenchAddress(server.port, {
        ...(folder ? {open: folder} : {}),
        ...(extension ? {extensionDevelopmentPath: extension} : {}),
      });
    },
    writeSettings,
    log: () => server.log(),
    async stop() {
      await server.stop();
      rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
    },
  };
}
