// Builds for production and packs the VSIX.
//   node scripts/vsix.mjs [FILE]
import {spawnSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {root} from './setup.mjs';

const file = path.resolve(process.argv[2] ?? path.join(root, 'sitrep.vsix'));
mkdirSync(path.dirname(file), {recursive: true});

// vsce runs the script "vscode:prepublish", which is the production build. All that runs is bundled: node_modules stay out.
const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
// Nor is there an address yet to which the links of the README could lead.
const packing = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = packing.status ?? 1;
