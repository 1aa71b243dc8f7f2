#!/usr/bin/env node
// An executable with the arguments of `code` that runs extension tests in the browser-served VS Code, without a display.
// `runTests` of @vscode/test-electron starts it in place of a desktop VS Code; its exit status is that of the tests.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
// test/host/index.ts puts this before every line of the tests.
const mark = '\u2063';
/** @type {string[]} */
const unmarked = [];
let testsSpoke = false;
const timeLimit = Number(process.env.SITREP_HOST_TIMEOUT ?? 600) * 1000;

if (Number(process.versions.node.split('.')[0]) < 24) {
  const node24 = path.join(here, '../../node_modules/node/bin/node');
  if (existsSync(node24)) {
    process.exit(spawnSync(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {stdio: 'inherit'}).status ?? 1);
  }
  console.error('This needs Node 24; run `npm run setup` first.');
  process.exit(1);
}
const status = await runTests(parse(process.argv.slice(2)));
if (status !== 0 && !testsSpoke) console.error(unmarked.join('\n').split('\n').slice(-60).join('\n'));
process.exit(status);

/** @typedef {{open?: string, developmentPath?: string, testsPath?: string, userDataDir?: string, extensionsDir?: string, trust: boolean}} Arguments */

/** @param {Arguments} args */
async function runTests(args) {
  const {startServedVSCode, workbenchAddress} = await import('./served.ts');
  const {launchBrowser} = await import('./browser.ts');
  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-host-'));
  /** @type {(() => Promise<void>)[]} */
  const cleanUps = [async () => rmSync(temporary, {recursive: true, force: true, maxRetries: 5})];
  try {
    const server = await startServedVSCode({
      userDataDir: args.userDataDir ?? path.join(temporary, 'data'),
      extensionsDir: args.extensionsDir ?? path.join(temporary, 'extensions'),
      trustEverything: args.trust,
    });
    cleanUps.push(() => server.stop());
    const browser = await launchBrowser();
    cleanUps.push(() => browser.close());

    return await new Promise((resolve, reject) => {
      process.on('SIGINT', () => resolve(130));
      process.on('SIGTERM', () => resolve(143));
      setTimeout(() => {
        console.error(`The tests did not end within ${timeLimit / 1000} s.`);
        resolve(1);
      }, timeLimit).unref();
      browser.on('disconnected', () => resolve(1));
      openTests().catch(reject);

      async function openTests() {
        const page = await browser.newPage({viewport: {width: 1280, height: 800}});
        await page.exposeFunction('codeAutomationLog', relay);
        await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
        page.on('crash', () => resolve(1));
        await page.goto(
          workbenchAddress(server.port, {open: args.open, extensionDevelopmentPath: args.developmentPath, extensionTestsPath: args.testsPath}),
        );
      }
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp().catch(() => {});
  }
}

/**
 * Prints what the tests say; what VS Code itself logs beside it is kept for the case that no test got to speak.
 * @param {string} type
 * @param {unknown[]} args
 */
function relay(type, args) {
  const text = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
  if (!text.startsWith(mark)) {
    unmarked.push(text);
    return;
  }
  const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
  stream.write(`${text.slice(mark.length)}\n`);
  testsSpoke = true;
}

/** @param {string[]} argv */
function parse(argv) {
  /** @type {Arguments} */
  const args = {trust: false};
  /** @type {Record<string, (value: string) => void>} */
  const withValue = {
    extensionDevelopmentPath: (value) => (args.developmentPath = value),
    extensionTestsPath: (value) => (args.testsPath = value),
    'user-data-dir': (value) => (args.userDataDir = value),
    'extensions-dir': (value) => (args.extensionsDir = value),
  };
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (!argument.startsWith('-')) {
      args.open ??= path.resolve(argument);
      continue;
    }
    const [name = '', value] = argument.replace(/^--/, '').split(/=(.*)/s);
    if (name === 'disable-workspace-trust') args.trust = true;
    // Those of the desktop's arguments that mean nothing here are passed over.
    withValue[name]?.(path.resolve(value ?? argv[++index] ?? ''));
  }
  return args;
}
