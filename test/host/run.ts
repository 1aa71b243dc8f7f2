// Runs test/host/**/*.test.ts inside the extension host of a real VS Code.
//   node test/host/run.ts [--grep TITLE] [FILE…]
// A test file directly in test/host runs in a window on a fresh git repository, one in test/host/no-git on a folder
// without git, one in test/host/no-folder in an empty window: one VS Code for each of the three.
import {downloadAndUnzipVSCode} from '@vscode/test-electron';
import path from 'node:path';
import {chosenVSCode, root, setUp} from '../../scripts/setup.mjs';
import {testArguments} from '../arguments.ts';
import {writeSummary, type Summary} from '../mocha.ts';
import {createTestRepository} from '../repository.ts';
import {bundleTests, runInHost, servedVSCode} from './launch.ts';

type Window = 'repository' | 'no-git' | 'no-folder';

const out = path.join(root, 'out/host');
const {grep, files, summary} = testArguments('test/host/**/*.test.ts');

const totals: Summary = {passed: 0, failed: 0, pending: 0};
await bundleTests(files, out);
const vscode = await executable();
for (const [window, group] of byWindow()) {
  const result = await runIn(window, group);
  totals.passed += result.passed;
  totals.failed += result.failed;
  totals.pending += result.pending;
}
writeSummary(summary, totals);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function runIn(window: Window, group: readonly string[]): Promise<Summary> {
  const folder = window === 'no-folder' ? undefined : createTestRepository({git: window === 'repository'});
  try {
    return await runInHost({vscode, files: group, out, extension: root, folder: folder?.folder, grep});
  } finally {
    folder?.dispose();
  }
}

function byWindow(): Map<Window, string[]> {
  const groups = new Map<Window, string[]>();
  for (const file of files) {
    const folder = path.relative('test/host', file).split(path.sep)[0];
    const window = folder === 'no-git' || folder === 'no-folder' ? folder : 'repository';
    groups.set(window, [...(groups.get(window) ?? []), file]);
  }
  return groups;
}

async function executable(): Promise<string> {
  if (chosenVSCode() === 'served') return servedVSCode;
  try {
    return await downloadAndUnzipVSCode({cachePath: path.join(root, '.vscode-test')});
  } catch {
    console.log('A desktop VS Code cannot be downloaded; the browser-served one is used instead.');
    setUp(['served', 'browser']);
    return servedVSCode;
  }
}
