import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const keysOf = (file: string): string[] => Object.keys(JSON.parse(read(file)) as object);
const translations = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort();

/** What `l10n.t` is called with in the sources: found by the compiler, not by the tool that writes the bundle. */
function textsInSources(): { texts: Set<string>; computed: string[] } {
  const [texts, computed] = [new Set<string>(), [] as string[]];
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /^l10n\s*\.\s*t$/.test(node.expression.getText(source))) {
        const [text] = node.arguments;
        if (text && ts.isStringLiteralLike(text)) texts.add(text.text);
        else computed.push(`${file}: ${node.getText(source)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, computed };
}

describe('translation', () => {
  const { texts, computed } = textsInSources();

  it('can find every text, since none is computed', () => {
    assert.deepEqual(computed, []);
  });

  it('has a bundle of all texts; if not, run npm run l10n', () => {
    const bundled = new Set(keysOf('l10n/bundle.l10n.json'));
    assert.deepEqual([...texts].filter((text) => !bundled.has(text)), [], 'texts that the bundle lacks');
    assert.deepEqual([...bundled].filter((text) => !texts.has(text)), [], 'texts that are gone from the sources');
  });

  it('knows every placeholder of package.json, and no others', () => {
    const used = new Set([...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].toSorted(), keysOf('package.nls.json').toSorted());
  });

  for (const file of [...translations('l10n/bundle.l10n.*.json'), ...translations('package.nls.*.json')]) {
    it(`${file} translates texts that exist, and keeps their placeholders`, () => {
      const english = JSON.parse(read(file.startsWith('l10n') ? 'l10n/bundle.l10n.json' : 'package.nls.json')) as Record<string, string>;
      for (const [key, text] of Object.entries(JSON.parse(read(file)) as Record<string, string>)) {
        const original = english[key];
        assert.ok(original !== undefined, `“${key}” is not a text any more`);
        const placeholders = (of: string): string[] => [...of.matchAll(/\{\d+\}|\(command:[^)]*\)/g)].map(([found]) => found).toSorted();
        assert.deepEqual(placeholders(text), placeholders(original), key);
      }
    });
  }
});
