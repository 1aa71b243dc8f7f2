// Opens VS Code with the extension on a sample repository, or plays the main job in a headless browser.
//   npm run demo [-- --repo PATH] [--port N]
//   npm run demo -- --headless [--shots DIR] [--repo PATH]
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {makeSampleRepository} from './demo/sample.ts';
import {chosenVSCode, root, setUp, SetupProblem} from './setup.mjs';
import {freePort, isFree, startServedVSCode} from './vscode/served.ts';
import {installBuiltExtension} from './vscode/install.ts';

interface Options {
  repo: string | undefined;
  port?: string;
  headless: boolean;
  shots: string | undefined;
}

const usualPort = 8390;
const cleanUps: (() => Promise<void> | void)[] = [];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void cleanUp().then(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
try {
  process.exitCode = (await demo()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function demo(): Promise<boolean> {
  const {repo, port, headless, shots} = options();
  const wantedPort = await checkedPort(port);
  if (repo && !(existsSync(repo) && statSync(repo).isDirectory())) throw new SetupProblem(`There is no folder ${repo}; give --repo a folder that exists.`);
  if (spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], {stdio: ['ignore', 'ignore', 'inherit']}).status !== 0) {
    throw new SetupProblem('The extension does not build; mend what is said above.');
  }

  const temporary = realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-demo-')));
  cleanUps.push(() => rmSync(temporary, {recursive: true, force: true, maxRetries: 5}));
  const extensionsDir = path.join(temporary, 'extensions');
  installBuiltExtension(extensionsDir);

  let folder = repo;
  if (!folder) {
    folder = path.join(temporary, 'harbour');
    if (headless) makeEmptyRepository(folder);
    else await makeSampleRepository(folder);
  }
  if (headless) return playHeadless(folder, extensionsDir, shots);
  if (chosenVSCode() === 'desktop' && (await openDesktop(folder, temporary))) return true;
  await openServed(folder, temporary, extensionsDir, wantedPort);
  return true;
}

function options(): Options {
  try {
    const {values} = parseArgs({
      options: {repo: {type: 'string'}, port: {type: 'string'}, shots: {type: 'string'}, headless: {type: 'boolean', default: false}},
    });
    // npm runs scripts in the project's folder; paths are meant from where the person is.
    const absolute = (file: string | undefined): string | undefined => file && path.resolve(process.env.INIT_CWD ?? '.', file);
    return {...values, repo: absolute(values.repo), shots: absolute(values.shots)};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('.')[0] : '';
    throw new SetupProblem(`${reason}; the options are --repo PATH, --port N, --headless and --shots DIR.`);
  }
}

async function checkedPort(text: string | undefined): Promise<number> {
  if (text === undefined) return (await isFree(usualPort)) ? usualPort : freePort();
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new SetupProblem(`"${text}" is no port; give --port a number from 1 to 65535.`);
  if (!(await isFree(port))) throw new SetupProblem(`Port ${port} is taken; give another one with --port, or none for a free one.`);
  return port;
}

async function playHeadless(folder: string, extensionsDir: string, shots: string | undefined): Promise<boolean> {
  const {startServer, openWorkbench} = await import('../test/browser/harness/index.ts');
  const {playMainJob} = await import('../test/browser/mainJob.ts');
  if (shots) mkdirSync(shots, {recursive: true});
  const server = await startServer({folder, extension: undefined, extensionsDir});
  cleanUps.push(() => server.stop());
  const workbench = await openWorkbench(server, shots ? {screenshots: shots} : {});
  cleanUps.push(() => workbench.close());

  const allWell = await playMainJob(workbench, {
    folder,
    shots: shots !== undefined,
    onStep: ({number, name, ok, error}) => console.log(`${ok ? 'ok    ' : 'FAILED'} ${String(number).padStart(2)}  ${name}${error ? `\n           ${error}` : ''}`),
  });
  if (shots) console.log(`Screenshots are in ${shots}`);
  return allWell;
}

/** The main job begins before the first incident. */
function makeEmptyRepository(folder: string): void {
  mkdirSync(folder, {recursive: true});
  const git = (...args: string[]): void => void spawnSync('git', args, {cwd: folder, stdio: 'ignore'});
  git('init', '--initial-branch=main');
  git('config', 'user.name', 'alice');
  git('config', 'user.email', 'alice@example.org');
}

/** Opens a desktop VS Code and waits until its window is closed; false if none can be had. */
async function openDesktop(folder: string, temporary: string): Promise<boolean> {
  const code = installedCode() ?? (await downloadedCode());
  if (!code) return false;
  console.log(`VS Code opens on ${folder}; closing its window ends the demo.`);
  const data = path.join(temporary, 'desktop');
  const child = spawn(
    code,
    ['--new-window', '--wait', '--disable-workspace-trust', `--user-data-dir=${data}`, `--extensions-dir=${path.join(data, 'extensions')}`, `--extensionDevelopmentPath=${root}`, folder],
    {stdio: 'ignore', shell: process.platform === 'win32'},
  );
  cleanUps.push(() => void child.kill());
  await once(child, 'exit');
  return true;
}

function installedCode(): string | undefined {
  const inApplications = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  if (existsSync(inApplications)) return inApplications;
  const found = spawnSync('code', ['--version'], {stdio: 'ignore', shell: process.platform === 'win32'});
  return found.status === 0 ? 'code' : undefined;
}

async function downloadedCode(): Promise<string | undefined> {
  try {
    const {downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath} = await import('@vscode/test-electron');
    return resolveCliPathFromVSCodeExecutablePath(await downloadAndUnzipVSCode({cachePath: path.join(root, '.vscode-test')}));
  } catch {
    console.log('A desktop VS Code cannot be downloaded; the browser-served one is used instead.');
    return undefined;
  }
}

async function openServed(folder: string, temporary: string, extensionsDir: string, port: number): Promise<void> {
  setUp(['served']);
  const userDataDir = path.join(temporary, 'data');
  mkdirSync(path.join(userDataDir, 'User'), {recursive: true});
  writeFileSync(
    path.join(userDataDir, 'User', 'settings.json'),
    JSON.stringify({'workbench.startupEditor': 'none', 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'chat.disableAIFeatures': true}),
  );
  const server = await startServedVSCode({userDataDir, extensionsDir, port, automation: false});
  cleanUps.push(() => server.stop());
  console.log(`Open http://127.0.0.1:${port}/?folder=${encodeURI(folder)}\nCtrl-C ends it.`);
  await new Promise(() => setInterval(() => undefined, 60_000));
}

async function cleanUp(): Promise<void> {
  for (let next = cleanUps.pop(); next; next = cleanUps.pop()) await next();
}
