// Runs test/host/**/*.test.ts inside the extension host of a real VS Code.
//   node test/host/run.ts [--grep TITLE] [FILE…]
// A test file directly in test/host runs in a window on a fresh git repository, one in test/host/no-git on a folder
// without git, one in test/host/no-folder in an empty window: one VS Code for each of the three.
import {downloadAndUnzipVSCode, runTests, TestRunFailedError} from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {chosenVSCode, root, setUp} from '../../scripts/setup.mjs';
import {testArguments} from '../arguments.ts';
import type {Summary} from '../mocha.ts';
import {createTestRepository, type TestRepository} from '../repository.ts';

type Window = 'repository' | 'no-git' | 'no-folder';

const out = path.join(root, 'out/host');
const {grep, files, summary} = testArguments('test/host/**/*.test.ts');

process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  await bundle(files);
  const vscode = await executable();
  const totals: Summary = {passed: 0, failed: 0, pending: 0};
  for (const [window, group] of grouped(files)) {
    const result = await runIn(window, vscode, group);
    totals.passed += result.passed;
    totals.failed += result.failed;
    totals.pending += result.pending;
  }
  if (summary) writeFileSync(summary, JSON.stringify(totals));
  return totals.failed === 0;
}

function grouped(testFiles: readonly string[]): Map<Window, string[]> {
  const groups = new Map<Window, string[]>();
  for (const file of testFiles) groups.set(windowOf(file), [...(groups.get(windowOf(file)) ?? []), file]);
  return groups;
}

function windowOf(file: string): Window {
  const folder = path.relative('test/host', file).split(path.sep)[0];
  return folder === 'no-git' || folder === 'no-folder' ? folder : 'repository';
}

async function runIn(window: Window, vscode: string, group: readonly string[]): Promise<Summary> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-host-'));
  const result = path.join(temporary, 'summary.json');
  let folder: TestRepository | undefined;
  if (window !== 'no-folder') folder = createTestRepository({git: window === 'repository'});
  try {
    await runTests({
      vscodeExecutablePath: vscode,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(out, 'index.cjs'),
      extensionTestsEnv: {
        SITREP_TEST_FILES: JSON.stringify(group.map(bundledName)),
        SITREP_SUMMARY: result,
        SITREP_GREP: grep,
      },
      launchArgs: [
        ...(folder ? [folder.folder] : []),
        `--user-data-dir=${path.join(temporary, 'data')}`,
        `--extensions-dir=${path.join(temporary, 'extensions')}`,
      ],
    });
  } catch (error) {
    // What failed has been printed by the tests themselves; a run without a summary counts below.
    if (!(error instanceof TestRunFailedError)) throw error;
  } finally {
    folder?.dispose();
  }
  const totals = readSummary(result);
  rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
  return totals;
}

function readSummary(file: string): Summary {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Summary;
  } catch {
    return {passed: 0, failed: 1, pending: 0};
  }
}

/** The extension host loads CommonJS; each test file becomes one bundle. */
async function bundle(testFiles: readonly string[]): Promise<void> {
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      {in: 'test/host/index.ts', out: 'index'},
      ...testFiles.map((file) => ({in: file, out: bundledName(file).replace(/\.cjs$/, '')})),
    ],
    outdir: out,
    outExtension: {'.js': '.cjs'},
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

function bundledName(file: string): string {
  return path.relative('test/host', file).replaceAll(path.sep, '/').replace(/\.ts$/, '.cjs');
}

async function executable(): Promise<string> {
  if (chosenVSCode() === 'desktop') {
    try {
      return await downloadAndUnzipVSCode({cachePath: path.join(root, '.vscode-test')});
    } catch {
      console.log('A desktop VS Code cannot be downloaded; the browser-served one is used instead.');
      setUp(['served', 'browser']);
    }
  }
  return path.join(root, 'scripts/vscode/code-served.mjs');
}
