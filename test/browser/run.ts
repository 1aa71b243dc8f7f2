// Runs test/browser/**/*.test.ts, which drive a real VS Code in a headless browser.
//   node test/browser/run.ts [--grep TITLE] [FILE…]
import path from 'node:path';
import {testArguments} from '../arguments.ts';
import {runMocha} from '../mocha.ts';

const {grep, files, summary} = testArguments('test/browser/**/*.test.ts');
// Leaving by `exit` stops the servers and browsers that tests have started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

// A workbench on a busy machine may lose a key press; a test that fails twice has found something.
const {failed} = await runMocha({files: files.map((file) => path.resolve(file)), grep, timeout: 60_000, retries: 1, summary});
process.exit(failed === 0 ? 0 : 1);
