// Bundles the extension, the command line and the webviews into dist/.
//   node scripts/build.mjs [--watch] [--production] [--out DIR]
import * as esbuild from 'esbuild';
import {chmod, mkdir, readFile, readdir, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const {production, watch: watching, out} = parseArgs({
  options: {production: {type: 'boolean', default: false}, watch: {type: 'boolean', default: false}, out: {type: 'string', default: 'dist'}},
}).values;
const dist = path.resolve(root, out);

/** @type {Map<string, esbuild.Metafile>} the last metafile of each bundle */
const metafiles = new Map();
/** @type {Map<string, Set<string>>} the files each bundle has written, relative to dist */
const written = new Map();

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  format: 'esm',
  metafile: true,
  write: false,
  minify: production,
  legalComments: 'none',
  sourcemap: production ? false : 'linked',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

await main();

async function main() {
  const bundles = [await extensionBundle(), await commandLineBundle(), await webviewBundle()].filter((bundle) => bundle !== undefined);
  await mkdir(dist, {recursive: true});
  if (watching) {
    for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
    console.log('Watching for changes. Ctrl-C ends it.');
    return;
  }
  const results = [];
  for (const bundle of bundles) results.push(await build(bundle));
  if (results.includes(false)) {
    process.exitCode = 1;
    return;
  }
  await removeStaleFiles();
  await writeNotices();
  // Maps and unshortened names would only frighten.
  if (production) await printSizes();
  else console.log(`Built ${[...metafiles.keys()].join(', ')} for development.`);
}

/**
 * A mistake in one bundle does not keep the others from being built.
 * @param {esbuild.BuildOptions} bundle
 */
async function build(bundle) {
  try {
    await esbuild.build(bundle);
    return true;
  } catch (error) {
    // esbuild has already printed what is wrong in the sources.
    if (error instanceof Error && 'errors' in error) return false;
    throw error;
  }
}

/**
 * The extension host wants CommonJS, esbuild splits code only for ESM: so it is split as ESM, and each output is turned
 * into CommonJS afterwards. A dynamic `import()` then becomes a `require` at the moment it is reached.
 * @returns {Promise<esbuild.BuildOptions | undefined>}
 */
async function extensionBundle() {
  const entry = 'src/extension/extension.ts';
  if (!(await exists(entry))) return undefined;
  return {
    ...common,
    entryPoints: {extension: entry},
    outExtension: {'.js': '.cjs'},
    chunkNames: 'extension/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    splitting: true,
    sourcemap: production ? false : 'inline',
    plugins: [
      writeOutputs('extension', async (file) => {
        const {code} = await esbuild.transform(file.text, {
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          supported: {'dynamic-import': false},
          minify: production,
          legalComments: 'none',
          sourcemap: production ? false : 'inline',
          sourcefile: path.basename(file.path),
        });
        return code;
      }),
    ],
  };
}

/** @returns {Promise<esbuild.BuildOptions | undefined>} */
async function commandLineBundle() {
  const entry = 'src/cli/main.ts';
  if (!(await exists(entry))) return undefined;
  return {
    ...common,
    entryPoints: {cli: entry},
    chunkNames: 'cli/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    splitting: true,
    // Bundled CommonJS packages call `require` for what Node itself offers.
    banner: {js: "import {createRequire as __createRequire} from 'node:module';const require = __createRequire(import.meta.url);"},
    plugins: [
      writeOutputs('cli', async (file) => {
        if (path.basename(file.path) !== 'cli.js' || file.text.startsWith('#!')) return file.text;
        return `#!/usr/bin/env node\n${file.text}`;
      }),
      {
        name: 'executable',
        setup(build) {
          build.onEnd(async ({errors}) => {
            if (errors.length === 0) await chmod(path.join(dist, 'cli.js'), 0o755);
          });
        },
      },
    ],
  };
}

/** @returns {Promise<esbuild.BuildOptions | undefined>} */
async function webviewBundle() {
  /** @type {Record<string, string>} */
  const entryPoints = {};
  for (const entry of await readdir(path.join(root, 'src/webview'), {withFileTypes: true})) {
    const folder = `src/webview/${entry.name}`;
    if (!entry.isDirectory() || !(await exists(`${folder}/main.ts`))) continue;
    entryPoints[`webview/${entry.name}`] = `${folder}/main.ts`;
    const script = await readFile(path.join(root, folder, 'main.ts'), 'utf8');
    const importsStyle = /^import\s+['"][^'"]+\.css['"]/m.test(script);
    // An imported style sheet already becomes webview/<name>.css.
    if (!importsStyle && (await exists(`${folder}/style.css`))) entryPoints[`webview/${entry.name}.style`] = `${folder}/style.css`;
  }
  if (Object.keys(entryPoints).length === 0) return undefined;
  return {
    ...common,
    entryPoints,
    format: 'iife',
    platform: 'browser',
    target: ['es2022', 'chrome120'],
    assetNames: 'webview/[name]',
    mainFields: ['browser', 'module', 'main'],
    conditions: production ? ['production'] : [],
    loader: {'.ttf': 'file', '.woff2': 'file', '.svg': 'text'},
    define: {'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development')},
    plugins: [writeOutputs('webview', async (file) => file.contents, (name) => name.replace(/\.style\.css(\.map)?$/, '.css$1'))],
  };
}

/**
 * Writes the outputs of a bundle itself, so that they can be changed on the way and so that what is gone can be removed.
 * @param {string} bundle
 * @param {(file: esbuild.OutputFile) => Promise<string | Uint8Array>} change
 * @param {(name: string) => string} rename
 * @returns {esbuild.Plugin}
 */
function writeOutputs(bundle, change, rename = (name) => name) {
  return {
    name: 'write-outputs',
    setup(build) {
      build.onEnd(async (result) => {
        if (result.errors.length > 0 || !result.outputFiles || !result.metafile) return;
        metafiles.set(bundle, result.metafile);
        const names = new Set();
        for (const file of result.outputFiles) {
          const name = rename(path.relative(dist, file.path).replaceAll(path.sep, '/'));
          const target = path.join(dist, name);
          await mkdir(path.dirname(target), {recursive: true});
          await writeFile(target, await change(file));
          names.add(name);
        }
        written.set(bundle, names);
        if (watching) console.log(`${new Date().toLocaleTimeString()} ${bundle} built`);
      });
    },
  };
}

/** Removes what earlier builds left in dist. Nothing is removed before the new files are there. */
async function removeStaleFiles() {
  const current = new Set([...written.values()].flatMap((names) => [...names]));
  for (const entry of await readdir(dist, {recursive: true, withFileTypes: true})) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(dist, file).replaceAll(path.sep, '/');
    if (entry.isFile() && !current.has(name)) await rm(file, {force: true});
  }
}

/** The licences of the packages whose code went into the bundles. */
async function writeNotices() {
  /** @type {Set<string>} */
  const packages = new Set();
  for (const {outputs} of metafiles.values()) {
    for (const {inputs} of Object.values(outputs)) {
      for (const [input, {bytesInOutput}] of Object.entries(inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        if (folder && (bytesInOutput > 0 || !input.endsWith('.js'))) packages.add(folder);
      }
    }
  }
  const notices = [];
  for (const folder of [...packages].sort()) {
    const manifest = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    const licence = await licenceText(path.join(root, folder));
    notices.push(`${manifest.name} ${manifest.version} (${manifest.license ?? 'licence not stated'})\n\n${licence ?? 'The package holds no licence text.'}`);
  }
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const text = ['Sitrep contains code of the packages below.', ...notices].join(rule);
  await writeFile(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), `${text}\n`);
}

/** @param {string} folder */
async function licenceText(folder) {
  const names = await readdir(folder);
  const name = names.find((candidate) => /^(licen[cs]e|copying)(\.|-|$)/i.test(candidate));
  if (!name || !(await stat(path.join(folder, name))).isFile()) return undefined;
  return (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n').trim();
}

/** What each entry reads before its first line runs, and what may follow: printed, and left in sizes.json for the bench. */
async function printSizes() {
  const sizes = [];
  for (const metafile of metafiles.values()) {
    for (const [output, {entryPoint}] of Object.entries(metafile.outputs)) {
      const entry = nameOf(output);
      // In a split bundle the chunks are entry points too; only what we asked for is worth a line.
      if (!entryPoint || /^(extension|cli)\//.test(entry)) continue;
      const atStart = staticClosure(metafile, output);
      const later = /^(extension\.cjs|cli\.js)$/.test(entry) ? Object.keys(metafile.outputs).filter((name) => /\.c?js$/.test(name) && !atStart.includes(name)) : [];
      sizes.push({entry, bytes: await sizeOf(atStart), files: atStart.map(nameOf), later: await Promise.all(later.map(async (name) => ({file: nameOf(name), holds: holds(metafile, name), bytes: await sizeOf([name])})))});
    }
  }
  for (const {entry, bytes, later} of sizes) {
    const note = later.length > 0 ? `+ ${kilobytes(later.reduce((sum, chunk) => sum + chunk.bytes, 0))} on first use` : '';
    console.log(`${entry.padEnd(28)} ${kilobytes(bytes).padStart(9)} ${note}`.trimEnd());
  }
  if (out !== 'dist') await writeFile(path.join(dist, 'sizes.json'), JSON.stringify(sizes, undefined, 2));
}

/**
 * An output's name below the folder of the build.
 * @param {string} output
 */
function nameOf(output) {
  return path.relative(dist, path.resolve(root, output)).replaceAll(path.sep, '/').replace(/\.style\.css$/, '.css');
}

/**
 * What most of an output comes from: a package, or a folder of ours.
 * @param {esbuild.Metafile} metafile
 * @param {string} output
 */
function holds(metafile, output) {
  /** @type {Map<string, number>} */
  const parts = new Map();
  for (const [input, {bytesInOutput}] of Object.entries(metafile.outputs[output]?.inputs ?? {})) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? path.posix.dirname(input);
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  return [...parts].sort((one, other) => other[1] - one[1]).slice(0, 3).map(([part]) => part);
}

/**
 * An output and all that it imports without `import()`: what has to be read before its first line runs.
 * @param {esbuild.Metafile} metafile
 * @param {string} output
 */
function staticClosure(metafile, output, seen = new Set([output])) {
  for (const {path: imported, kind, external} of metafile.outputs[output]?.imports ?? []) {
    if (external || kind === 'dynamic-import' || seen.has(imported) || !metafile.outputs[imported]) continue;
    seen.add(imported);
    staticClosure(metafile, imported, seen);
  }
  return [...seen];
}

/** @param {string[]} outputs */
async function sizeOf(outputs) {
  let bytes = 0;
  for (const output of outputs) bytes += (await stat(path.join(dist, nameOf(output)))).size;
  return bytes;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** @param {string} file */
async function exists(file) {
  return stat(path.join(root, file)).then(
    () => true,
    () => false,
  );
}
