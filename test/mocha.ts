// Runs test files with mocha and leaves a summary, the same way for unit, host and browser tests.
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';

export interface MochaRun {
  files: readonly string[];
  /** Only tests whose full title contains this. */
  grep?: string | undefined;
  timeout: number;
  /** How often a failed test is tried again; each time is said. */
  retries?: number;
  /** A JSON file for the totals. */
  summary?: string | undefined;
}

export interface Summary {
  passed: number;
  failed: number;
  pending: number;
}

export async function runMocha({files, grep, timeout, retries = 0, summary}: MochaRun): Promise<Summary> {
  const {default: Mocha} = await import('mocha');
  const mocha = new Mocha({ui: 'bdd', timeout, retries, slow: timeout, color: false, forbidOnly: Boolean(process.env.CI), ...(grep ? {fgrep: grep} : {})});
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const totals = await new Promise<Summary>((resolve) => {
    const runner = mocha.run(() => {
      const {passes = 0, failures = 0, pending = 0} = runner.stats ?? {};
      resolve({passed: passes, failed: failures, pending});
    });
    runner.on('retry', (test: {fullTitle(): string}, error: unknown) => {
      console.log(`    again: ${test.fullTitle()}: ${error instanceof Error ? error.message : String(error)}`);
    });
  });
  writeSummary(summary, totals);
  return totals;
}

export function writeSummary(file: string | undefined, totals: Summary): void {
  if (!file) return;
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, JSON.stringify(totals));
}
