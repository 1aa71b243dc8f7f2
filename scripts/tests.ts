// Everything that `npm test` runs once the set-up is done, or the named steps of it.
//   node scripts/tests.ts [STEP…] [--grep TITLE] [FILE…]
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {root} from './setup.mjs';
import type {Summary} from '../test/mocha.ts';

interface Step {
  heading: string;
  /** Arguments for Node, run one after the other. A check counts as one test, a suite reports how many it had. */
  checks?: readonly string[][];
  suite?: readonly string[];
  /** Pointless if nothing could be built. */
  needsBuild?: boolean;
}

const steps: Record<string, Step> = {
  typecheck: {
    heading: 'Types',
    checks: [
      ['node_modules/typescript/bin/tsc', '--project', '.'],
      ['node_modules/typescript/bin/tsc', '--project', 'src/webview'],
    ],
  },
  lint: {
    heading: 'Lint and layer walls',
    checks: [
      ['node_modules/oxlint/bin/oxlint'],
      ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', 'src', 'test', 'scripts'],
    ],
  },
  build: {heading: 'Build', checks: [['scripts/build.mjs']]},
  unit: {heading: 'Unit tests', suite: ['test/unit/run.ts']},
  host: {heading: 'Tests in the extension host', suite: ['test/host/run.ts'], needsBuild: true},
  browser: {heading: 'Tests in the workbench', suite: ['test/browser/run.ts'], needsBuild: true},
  vsix: {heading: 'The packed extension', suite: ['test/vsix/run.ts']},
};

const named = process.argv.slice(2).filter((argument) => argument in steps);
const passedOn = process.argv.slice(2).filter((argument) => !(argument in steps));
// Ctrl-C reaches every process by itself; after it no further step is begun.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));

const totals = {passed: 0, failed: 0, pending: 0};
const failedSteps = new Set<string>();

for (const [name, step] of Object.entries(steps)) {
  if (interrupted || (named.length > 0 && !named.includes(name))) continue;
  const started = performance.now();
  console.log(`\n━━ ${step.heading} ${'━'.repeat(Math.max(0, 76 - step.heading.length))}`);
  const {passed, failed, pending} = await run(name, step);
  if (failed > 0) failedSteps.add(name);
  totals.passed += passed;
  totals.failed += failed;
  totals.pending += pending;
  console.log(`${passed} passed, ${failed} failed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`\n${totals.pending > 0 ? `${totals.pending} skipped\n` : ''}${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && !interrupted ? 0 : 1;

async function run(name: string, step: Step): Promise<Summary> {
  if (step.needsBuild && failedSteps.has('build')) {
    console.log('Not run, since the build failed.');
    return {passed: 0, failed: 1, pending: 0};
  }
  if (step.suite) return runSuite(name, step.suite);
  const results = [];
  for (const check of step.checks ?? []) results.push(await node(check));
  const passed = results.filter((status) => status === 0).length;
  return {passed, failed: results.length - passed, pending: 0};
}

async function runSuite(name: string, suite: readonly string[]): Promise<Summary> {
  const summary = path.join(root, 'out/results', `${name}.json`);
  mkdirSync(path.dirname(summary), {recursive: true});
  rmSync(summary, {force: true});
  const status = await node([...suite, ...passedOn], {SITREP_SUMMARY: summary});
  const {passed, failed, pending} = readSummary(summary);
  return {passed, failed: status === 0 ? failed : Math.max(failed, 1), pending};
}

function readSummary(file: string): Summary {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Summary;
  } catch {
    return {passed: 0, failed: 1, pending: 0};
  }
}

/** Runs Node on a script of the project and returns its exit status. */
async function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, args, {cwd: root, stdio: 'inherit', env: {...process.env, ...env}});
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  process.once('SIGTERM', stop);
  const [status] = (await once(child, 'exit')) as [number | null];
  process.off('SIGTERM', stop);
  return status ?? 1;
}
