// Runs test/unit/**/*.test.ts under Node itself.
//   node test/unit/run.ts [--grep TITLE] [FILE…]
import path from 'node:path';
import {testArguments} from '../arguments.ts';
import {runMocha} from '../mocha.ts';

const {grep, files, summary} = testArguments('test/unit/**/*.test.ts');
const {failed} = await runMocha({files: files.map((file) => path.resolve(file)), grep, timeout: 20_000, summary});
process.exit(failed === 0 ? 0 : 1);
