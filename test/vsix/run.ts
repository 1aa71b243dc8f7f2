// Packs the VSIX, installs it into a clean VS Code, and runs test/vsix/**/*.test.ts beside it.
//   node test/vsix/run.ts
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {root} from '../../scripts/setup.mjs';
import {installExtension} from '../../scripts/vscode/served.ts';
import {testArguments} from '../arguments.ts';
import {bundleTests, runInHost, servedVSCode} from '../host/launch.ts';
import {writeSummary, type Summary} from '../mocha.ts';
import {createTestRepository} from '../repository.ts';

const out = path.join(root, 'out/vsix');
const {grep, files, summary} = testArguments('test/vsix/**/*.test.ts');

const totals = await packInstallAndTest();
writeSummary(summary, totals);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function packInstallAndTest(): Promise<Summary> {
  await bundleTests(files, out);
  const vsix = path.join(out, 'sitrep.vsix');
  const packing = spawnSync(process.execPath, [path.join(root, 'scripts/vsix.mjs'), vsix], {cwd: root, stdio: 'inherit'});
  if (packing.status !== 0) return {passed: 0, failed: 1, pending: 0};

  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-vsix-'));
  const extensionsDir = path.join(temporary, 'extensions');
  const repository = createTestRepository();
  try {
    installExtension(vsix, {extensionsDir, userDataDir: path.join(temporary, 'data')});
    return await runInHost({
      vscode: servedVSCode,
      files,
      out,
      extension: path.join(root, 'test/vsix/probe'),
      folder: repository.folder,
      extensionsDir,
      grep,
    });
  } finally {
    repository.dispose();
    rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
  }
}
