import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {cruise} from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import walls from '../../../.dependency-cruiser.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** Rules that a small source tree breaks, with the files that break them. */
async function violationsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  mkdirSync(path.join(root, 'out'), {recursive: true});
  const folder = mkdtempSync(path.join(root, 'out/walls-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
      writeFileSync(path.join(folder, file), text);
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    const {output} = await cruise(
      ['src'],
      {...walls.options, tsConfig: undefined, ruleSet: {forbidden: walls.forbidden}, validate: true, baseDir: folder, outputType: 'json'},
      undefined,
      {tsConfig: extractTSConfig(path.join(root, 'tsconfig.json'))},
    );
    assert.equal(typeof output, 'string');
    const result = JSON.parse(output as string) as {summary: {violations: {rule: {name: string}; from: string; to: string}[]}};
    return result.summary.violations.map(({rule, from}) => `${rule.name}: ${from}`).sort();
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

const nothing = 'export const nothing = 0;\n';
const taking = (file: string): string => `import {nothing} from '${file}';\nexport const taken = nothing;\n`;

describe('The walls between the layers', () => {
  it('let imports point downwards', async () => {
    const violations = await violationsOf({
      'src/core/time/time.ts': nothing,
      'src/core/incident.ts': taking('./time/time.ts'),
      'src/repository/files.ts': `import {readFileSync} from 'node:fs';\nimport {taken} from '../core/incident.ts';\nexport const read = [readFileSync, taken];\n`,
      'src/webview/protocol.ts': 'export type Message = string;\n',
      'src/extension/extension.ts': `import * as vscode from 'vscode';\nimport type {Message} from '../webview/protocol.ts';\nimport {read} from '../repository/files.ts';\nexport const all = [vscode, read];\nexport type All = Message;\n`,
      'src/cli/main.ts': `import {read} from '../repository/files.ts';\nexport const all = read;\n`,
    });
    assert.deepEqual(violations, []);
  });

  const forbidden: [rule: string, files: Record<string, string>][] = [
    ['core-imports-downwards: src/core/a.ts', {'src/core/a.ts': taking('../repository/b.ts'), 'src/repository/b.ts': nothing}],
    ['core-without-vscode: src/core/a.ts', {'src/core/a.ts': "import * as vscode from 'vscode';\nexport const all = vscode;\n"}],
    ['core-without-node: src/core/a.ts', {'src/core/a.ts': "import {join} from 'node:path';\nexport const all = join;\n"}],
    ['core-without-node: src/core/a.ts', {'src/core/a.ts': "import type {Stats} from 'fs';\nexport type All = Stats;\n"}],
    ['language-imports-downwards: src/language/a.ts', {'src/language/a.ts': taking('../repository/b.ts'), 'src/repository/b.ts': nothing}],
    ['language-without-node: src/language/a.ts', {'src/language/a.ts': "import {join} from 'node:path';\nexport const all = join;\n"}],
    ['repository-imports-downwards: src/repository/a.ts', {'src/repository/a.ts': taking('../language/b.ts'), 'src/language/b.ts': nothing}],
    ['repository-without-vscode: src/repository/a.ts', {'src/repository/a.ts': "import type {Uri} from 'vscode';\nexport type All = Uri;\n"}],
    ['cli-imports-downwards: src/cli/a.ts', {'src/cli/a.ts': taking('../extension/b.ts'), 'src/extension/b.ts': nothing}],
    ['extension-imports-downwards: src/extension/a.ts', {'src/extension/a.ts': taking('../webview/b.ts'), 'src/webview/b.ts': nothing}],
    [
      'extension-takes-types-of-the-webview-only: src/extension/a.ts',
      {'src/extension/a.ts': taking('../webview/protocol.ts'), 'src/webview/protocol.ts': nothing},
    ],
    ['webview-imports-downwards: src/webview/a.ts', {'src/webview/a.ts': taking('../repository/b.ts'), 'src/repository/b.ts': nothing}],
    ['webview-without-node: src/webview/a.ts', {'src/webview/a.ts': "import {join} from 'node:path';\nexport const all = join;\n"}],
    ['protocol-imports-nothing: src/webview/protocol.ts', {'src/webview/protocol.ts': taking('../core/b.ts'), 'src/core/b.ts': nothing}],
    ['no-circles: src/core/a.ts', {'src/core/a.ts': taking('./b.ts').replace('taken', 'nothing2'), 'src/core/b.ts': "export {nothing2 as nothing} from './a.ts';\n"}],
  ];
  for (const [violation, files] of forbidden) {
    it(`report "${violation}"`, async () => {
      const violations = await violationsOf(files);
      assert.ok(violations.includes(violation), violations.join('\n') || 'no violation was found');
    });
  }
});
