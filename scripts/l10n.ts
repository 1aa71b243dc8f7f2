// Gathers every text that l10n.t is given into l10n/bundle.l10n.json: npm run l10n
import {globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {getL10nJson} from '@vscode/l10n-dev';

const root = path.resolve(import.meta.dirname, '..');

/** The text of the bundle, from all sources; keys in order, so that a new text is one new line. */
export async function bundleText(): Promise<string> {
  const files = globSync('src/**/*.ts', {cwd: root}).sort();
  const sources = files.map((file) => readFileSync(path.join(root, file), 'utf8')).filter((contents) => contents.includes('@vscode/l10n'));
  const found = await getL10nJson(sources.map((contents) => ({contents, extension: '.ts'})));
  const sorted = Object.entries(found).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

if (import.meta.main) {
  const text = await bundleText();
  mkdirSync(path.join(root, 'l10n'), {recursive: true});
  writeFileSync(path.join(root, 'l10n/bundle.l10n.json'), text);
  console.log(`l10n/bundle.l10n.json: ${Object.keys(JSON.parse(text) as object).length} texts`);
}
