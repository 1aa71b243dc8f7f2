// Bundles test files and runs them inside the extension host of a VS Code.
import {runTests, TestRunFailedError} from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {root} from '../../scripts/setup.mjs';
import type {Summary} from '../mocha.ts';

export interface Launch {
  /** The executable: a desktop VS Code, or scripts/vscode/code-served.mjs. */
  vscode: string;
  /** The test files, and the folder that `bundleTests` has put their bundles into. */
  files: readonly string[];
  out: string;
  extension: string;
  /** What the window opens; nothing for an empty window. */
  folder?: string | undefined;
  extensionsDir?: string;
  grep?: string | undefined;
}

export const servedVSCode = path.join(root, 'scripts/vscode/code-served.mjs');

/** The extension host loads CommonJS; each test file becomes one bundle. */
export async function bundleTests(files: readonly string[], out: string): Promise<void> {
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [{in: 'test/host/index.ts', out: 'index'}, ...files.map((file) => ({in: file, out: bundleName(file).replace(/\.cjs$/, '')}))],
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

export async function runInHost({vscode, files, out, extension, folder, extensionsDir, grep}: Launch): Promise<Summary> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-host-'));
  const summary = path.join(temporary, 'summary.json');
  // `runTests` passes on only SIGINT to the VS Code that it started.
  const passOn = (): boolean => process.emit('SIGINT');
  process.once('SIGTERM', passOn);
  try {
    await runTests({
      vscodeExecutablePath: vscode,
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(out, 'index.cjs'),
      extensionTestsEnv: {SITREP_TEST_FILES: JSON.stringify(files.map(bundleName)), SITREP_SUMMARY: summary, SITREP_GREP: grep},
      launchArgs: [
        ...(folder ? [folder] : []),
        `--user-data-dir=${path.join(temporary, 'data')}`,
        `--extensions-dir=${extensionsDir ?? path.join(temporary, 'extensions')}`,
      ],
    });
    return readSummary(summary);
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    // What failed has been printed by the tests themselves; a run that broke off counts as a failure too.
    const {passed, failed, pending} = readSummary(summary);
    return {passed, failed: Math.max(failed, 1), pending};
  } finally {
    process.off('SIGTERM', passOn);
    rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
  }
}

function bundleName(file: string): string {
  return file.replaceAll(path.sep, '/').replace(/\.ts$/, '.cjs');
}

function readSummary(file: string): Summary {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Summary;
  } catch {
    return {passed: 0, failed: 1, pending: 0};
  }
}
