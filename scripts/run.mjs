// The entry of every npm script: sets up what the task needs, then runs the task under Node 24.
//   node scripts/run.mjs TASK [arguments]
import {spawn} from 'node:child_process';
import path from 'node:path';
import {chosenVSCode, root, setUp, SetupProblem} from './setup.mjs';

/**
 * @typedef {object} Task
 * @property {() => import('./setup.mjs').Need[]} [needs]
 * @property {string[]} run the arguments for Node 24
 */
/** @returns {import('./setup.mjs').Need[]} */
const served = () => ['served', 'browser'];
/** @returns {import('./setup.mjs').Need[]} */
const chosen = () => (chosenVSCode() === 'served' ? served() : []);
/** @returns {import('./setup.mjs').Need[]} */
const demo = () => (process.argv.includes('--headless') ? served() : chosenVSCode() === 'served' ? ['served'] : []);

/** @type {Record<string, Task>} */
const tasks = {
  setup: {needs: served, run: ['--eval', '']},
  build: {run: ['scripts/build.mjs']},
  watch: {run: ['scripts/build.mjs', '--watch']},
  typecheck: {run: ['scripts/tests.ts', 'typecheck']},
  lint: {run: ['scripts/tests.ts', 'lint']},
  'test:unit': {run: ['scripts/tests.ts', 'unit']},
  'test:host': {needs: chosen, run: ['scripts/tests.ts', 'build', 'host']},
  'test:browser': {needs: served, run: ['scripts/tests.ts', 'build', 'browser']},
  'test:vsix': {needs: served, run: ['scripts/tests.ts', 'vsix']},
  test: {needs: served, run: ['scripts/tests.ts']},
  coverage: {run: ['node_modules/c8/bin/c8.js', '--include', 'src', '--reporter', 'text', process.execPath, 'scripts/tests.ts', 'unit']},
  vsix: {run: ['scripts/vsix.mjs']},
  bench: {needs: served, run: ['scripts/bench.ts']},
  l10n: {run: ['scripts/l10n.ts']},
  schemas: {run: ['scripts/schemas.ts']},
  screenshots: {needs: served, run: ['scripts/screenshots.ts']},
  demo: {needs: demo, run: ['scripts/demo.ts']},
};

try {
  run();
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function run() {
  const [name = '', ...rest] = process.argv.slice(2);
  const task = tasks[name];
  if (!task) throw new SetupProblem(`There is no task "${name}"; the tasks are ${Object.keys(tasks).join(', ')}.`);

  const node = setUp(task.needs?.() ?? []);
  const child = spawn(node, [...task.run.map((part) => (part === process.execPath ? node : part)), ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter)},
  });
  // Ctrl-C reaches the child by itself; it cleans up and ends, and then so do we.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => (process.exitCode = code ?? (signal ? 1 : 0)));
}
