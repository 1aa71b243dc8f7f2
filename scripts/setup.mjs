// Brings a fresh clone to the point where a task can run: dependencies, Node 24, a served VS Code, a browser.
// Plain JavaScript without dependencies, since it runs before anything is installed, under any Node from 20 on.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const serverFolder = path.join(root, '.vscode-test', 'server');
const nodeBinary = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const networkErrors = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;
/** @type {boolean | undefined} known once it was needed */
let registryAnswers;
const bytesNeeded = 2_000_000_000;

/** A circumstance the person can mend; its message is one sentence that says how. */
export class SetupProblem extends Error {}

/** What a task may need beyond the dependencies. @typedef {'served' | 'browser'} Need */

/**
 * Does what is not done yet, and returns the Node 24 to run the task with.
 * @param {readonly Need[]} needs
 */
export function setUp(needs) {
  checkMachine();
  installDependencies();
  const node = node24();
  if (needs.includes('served')) installServedVSCode(node);
  if (needs.includes('browser')) prepareBrowser(node);
  return node;
}

/**
 * Which VS Code to run the extension in: the desktop one on a person's machine, the served one elsewhere.
 * @returns {'served' | 'desktop'}
 */
export function chosenVSCode() {
  const chosen = process.env.SITREP_VSCODE;
  if (chosen === 'served' || chosen === 'desktop') return chosen;
  if (chosen) throw new SetupProblem(`SITREP_VSCODE is "${chosen}"; set it to "served" or "desktop", or leave it unset.`);
  return hasDisplay() && !process.env.CI ? 'desktop' : 'served';
}

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function checkMachine() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupProblem(`Sitrep needs Node 20 or newer and this is ${process.versions.node}; install a newer one from nodejs.org.`);
  }
  if (spawnSync('git', ['--version']).status !== 0) {
    throw new SetupProblem('Sitrep needs git, and there is none in the PATH; install it (on Debian: apt-get install git).');
  }
}

function installDependencies() {
  if (dependenciesMatchLockfile()) return;
  checkDiskSpace();
  say('Installing the dependencies…');
  npm(['ci', '--ignore-scripts'], root);
  // Only these install scripts matter; the others would compile what nobody uses.
  npm(['rebuild', 'node', 'esbuild'], root);
}

/** npm leaves a copy of the lockfile in node_modules as the last act of an installation. */
function dependenciesMatchLockfile() {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const installed = lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    return installed[name] ? installed[name].version === entry.version : entry.optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, optional?: boolean}> | undefined}
 */
function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function node24() {
  if (runs(nodeBinary)) return nodeBinary;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  npm(['rebuild', 'node'], root);
  if (runs(nodeBinary)) return nodeBinary;
  throw new SetupProblem(
    'Node 24 could not be installed from its npm package; allow install scripts (npm config set ignore-scripts false) or install Node 24 yourself.',
  );
}

/** @param {string} binary */
function runs(binary) {
  return existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
}

/**
 * The browser-served VS Code lives in a folder of its own: it is large and wants no install scripts to run.
 * @param {string} node
 */
function installServedVSCode(node) {
  if (process.platform === 'win32') {
    throw new SetupProblem('The browser-served VS Code does not run on Windows; run this inside WSL.');
  }
  const source = path.join(root, 'scripts', 'vscode');
  const fingerprint = createHash('sha256').update(readFileSync(path.join(source, 'package-lock.json'))).digest('hex');
  const stamp = path.join(serverFolder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;

  checkDiskSpace();
  say('Installing a browser-served VS Code…');
  rmSync(serverFolder, {recursive: true, force: true});
  mkdirSync(serverFolder, {recursive: true});
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) cpSync(path.join(source, file), path.join(serverFolder, file));
  npm(['ci', '--omit=dev', '--ignore-scripts'], serverFolder, node);
  // Its own dependencies come from shrinkwraps that are out of step with their manifests, which `npm ci` refuses.
  const vscode = path.join(serverFolder, 'node_modules', 'code-server', 'lib', 'vscode');
  for (const folder of [vscode, path.join(vscode, 'extensions')]) npm(['install', '--omit=dev', '--ignore-scripts'], folder, node);
  writeFileSync(stamp, fingerprint);
}

/** @param {string} node */
function prepareBrowser(node) {
  const first = tryBrowser(node);
  if (first.works) return;
  const mend = 'apt-get install -y libnss3 libnspr4 libexpat1';
  const root = process.getuid?.() === 0;
  if (process.platform === 'linux' && root && existsSync('/usr/bin/apt-get')) {
    say('Installing the shared libraries of the browser…');
    spawnSync('sh', ['-c', `apt-get update -q && ${mend}`], {stdio: 'ignore', env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'}});
    if (tryBrowser(node).works) return;
  }
  throw new SetupProblem(
    process.platform === 'linux'
      ? `The headless browser does not start (${first.reason}); install its shared libraries with: ${root ? '' : 'sudo '}${mend}`
      : `The headless browser does not start (${first.reason}); install Google Chrome.`,
  );
}

/** @param {string} node */
function tryBrowser(node) {
  const trial = spawnSync(node, [path.join(root, 'scripts', 'vscode', 'browser.ts'), '--try'], {encoding: 'utf8'});
  return {works: trial.status === 0, reason: trial.stderr.trim().split('\n')[0] ?? ''};
}

function checkDiskSpace() {
  const {bavail, bsize} = statfsSync(root);
  if (bavail * bsize >= bytesNeeded) return;
  const free = ((bavail * bsize) / 1e9).toFixed(1);
  throw new SetupProblem(`Setting Sitrep up needs 2 GB of disk space and ${free} GB are free; make room and run the command again.`);
}

/**
 * Runs npm quietly; what it says is shown only when it fails for a reason nobody foresaw.
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} node the Node to run npm itself with
 */
function npm(args, cwd, node = process.execPath) {
  // Without a network npm would retry for minutes before it says so; its cache may still hold everything.
  registryAnswers ??= !networkErrors.test(runNpm(['ping', '--fetch-retries=0', '--fetch-timeout=15000'], root, node).output);
  const {status, output} = runNpm([...args, registryAnswers ? '--prefer-offline' : '--offline'], cwd, node);
  if (status === 0) return;
  if (/ENOSPC/.test(output)) throw new SetupProblem('The disk filled up during the installation; make room and run the command again.');
  if (networkErrors.test(output)) {
    throw new SetupProblem('The npm registry cannot be reached, and the first run installs from it; connect to the network and run the command again.');
  }
  throw new SetupProblem(`npm ${args[0]} failed; mend what it says and run the command again.\n${output.trim().split('\n').slice(0, 12).join('\n')}`);
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} node
 */
function runNpm(args, cwd, node) {
  const npmScript = process.env.npm_execpath;
  const [command, ...first] = npmScript && /npm-cli\.c?js$/.test(npmScript) ? [node, npmScript] : ['npm'];
  const {status, stdout, stderr, error} = spawnSync(command ?? 'npm', [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: npmEnvironment(node),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32' && command === 'npm',
  });
  return {status, output: `${stderr ?? ''}${stdout ?? ''}${error?.message ?? ''}`};
}

/**
 * The environment without what the npm that runs us says about *this* package, and with the wanted Node first.
 * @param {string} node
 */
function npmEnvironment(node) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_|^npm_(config_local_prefix|command|node_execpath)$/.test(name));
  return {...Object.fromEntries(inherited), PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`};
}

/** @param {string} text */
function say(text) {
  console.log(text);
}
