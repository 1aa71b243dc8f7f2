// Puts the built extension into an extensions folder, as if it had been installed.
import {cpSync, existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {root} from '../setup.mjs';

const parts = ['package.json', 'package.nls.json', 'README.md', 'LICENSE', 'dist', 'media', 'syntaxes', 'schemas', 'l10n'];

export function installBuiltExtension(extensionsDir: string): void {
  const {publisher, name, version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const folder = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  mkdirSync(folder, {recursive: true});
  for (const part of parts) {
    const source = path.join(root, part);
    if (existsSync(source)) cpSync(source, path.join(folder, part), {recursive: true});
  }
}
