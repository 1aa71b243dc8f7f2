// Measures what has a budget, prints a table, and writes out/bench.json. Says what is over budget, and fails for nothing:
// times depend on the machine, so read the ratios.
//   npm run bench [-- --quick]
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {createTestRepository} from '../test/repository.ts';
import {measureActivation} from './bench/activation.ts';
import {measureEditing} from './bench/editing.ts';
import {measureListing} from './bench/listing.ts';
import {medianOfProgram} from './bench/measure.ts';
import {sampleFiles} from './bench/samples.ts';
import {root} from './setup.mjs';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'kB' | '×';
  readonly budget?: number;
  /** What it is compared with, or what it is made of. */
  readonly note?: string;
}

interface Size {
  readonly entry: string;
  readonly bytes: number;
  readonly later: readonly {readonly file: string; readonly bytes: number; readonly holds: readonly string[]}[];
}

const INCIDENTS = 1000;
const ENTRIES = 500;

const {quick} = parseArgs({options: {quick: {type: 'boolean', default: false}}}).values;
const runs = quick ? 3 : 7;
const extension = path.join(root, 'out/bench/extension');
const rows: Row[] = [];

const sizes = build();
await sizesOf(sizes);
await activation();
await listing();
await editing();
print();
writeFileSync(path.join(root, 'out/bench.json'), `${JSON.stringify({rows: rows.map((row) => ({...row, over: isOver(row)})), sizes}, undefined, 2)}\n`);
console.log('\nWritten to out/bench.json');

/** The production build, in a folder that can be installed. */
function build(): readonly Size[] {
  say('Building for production…');
  rmSync(extension, {recursive: true, force: true});
  mkdirSync(extension, {recursive: true});
  for (const part of ['package.json', 'package.nls.json', 'media', 'schemas', 'l10n', 'syntaxes']) cpSync(path.join(root, part), path.join(extension, part), {recursive: true});
  const built = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--production', '--out', path.join(extension, 'dist')], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  if (built.status !== 0) throw new Error('The extension does not build.');
  return JSON.parse(readFileSync(path.join(extension, 'dist/sizes.json'), 'utf8')) as Size[];
}

async function sizesOf(all: readonly Size[]): Promise<void> {
  const size = (entry: string): number => (all.find((one) => one.entry === entry)?.bytes ?? Number.NaN) / 1000;
  add({what: 'Extension, read before activation', value: size('extension.cjs'), unit: 'kB', budget: 300});
  add({what: 'Timeline, its script', value: size('webview/timeline.js'), unit: 'kB', budget: 120});
  add({what: 'Command line, read at every start', value: size('cli.js'), unit: 'kB'});
}

async function activation(): Promise<void> {
  say('Activating in VS Code…');
  const {sitrep, nothing, git} = await measureActivation(extension, sampleFiles(20), runs);
  add({what: 'activate()', value: sitrep.call + sitrep.settle, unit: 'ms', budget: 10, note: `in the same windows, one that does nothing: ${nothing.call + nothing.settle} ms, VS Code's own for git: ${git.call} ms`});
  add({what: 'Loading the bundle before it', value: sitrep.load, unit: 'ms', note: `one of ten lines: ${nothing.load} ms, git: ${git.load} ms`});
}

async function listing(): Promise<void> {
  say(`Listing ${INCIDENTS} incidents…`);
  const files = sampleFiles(INCIDENTS);
  const repository = createTestRepository({files});
  // A clone that is not of this second.
  for (const file of Object.keys(files)) utimesSync(path.join(repository.folder, file), 1_700_000_000, 1_700_000_000);
  try {
    const forget = (): void => rmSync(path.join(repository.folder, '.git/sitrep/index.json'), {force: true});
    const {read, first, newest, later} = await measureListing(repository.folder, forget, runs);
    add({what: `List of ${INCIDENTS} at a usual start, to reading the files`, value: later / read, unit: '×', budget: 3, note: `${ms(later)} : ${ms(read)}; from the cache that the last window left`});
    add({what: `List of ${INCIDENTS} in a fresh clone, to reading the files`, value: first / read, unit: '×', budget: 3, note: `${ms(first)} : ${ms(read)}; every file is parsed`});
    add({what: '… until the newest of them stand in the tree', value: newest / read, unit: '×', budget: 3, note: `${ms(newest)} : ${ms(read)}`});
    const cli = path.join(extension, 'dist/cli.js');
    const nothing = await medianOfProgram(['-e', '0'], runs);
    const help = await medianOfProgram([cli, '--version'], runs);
    const list = await medianOfProgram([cli, '-C', repository.folder, 'list'], runs);
    add({what: 'sitrep --version, to node alone', value: help / nothing, unit: '×', note: `${ms(help)} : ${ms(nothing)}`});
    add({what: `sitrep list of ${INCIDENTS}, to node alone`, value: list / nothing, unit: '×', note: `${ms(list)} : ${ms(nothing)}`});
  } finally {
    repository.dispose();
  }
}

async function editing(): Promise<void> {
  say(`Editing ${ENTRIES} entries…`);
  const {parse, add: adding, addUnread, refresh} = await measureEditing(ENTRIES, quick ? 7 : 21);
  add({what: `Adding to ${ENTRIES} entries`, value: adding, unit: 'ms', budget: 50, note: 'the file is open, its reading is kept'});
  add({what: '… to parsing the file', value: adding / parse, unit: '×', note: `${ms(adding)} : ${ms(parse)}`});
  add({what: `Adding to ${ENTRIES} entries unread`, value: addUnread, unit: 'ms', note: 'what the write path does today: it reads the file again'});
  add({what: `Refreshing the blocks for ${ENTRIES} entries`, value: refresh, unit: 'ms'});
}

function add(row: Row): void {
  rows.push(row);
}

function isOver({value, budget}: Row): boolean {
  return budget !== undefined && !(value <= budget);
}

function print(): void {
  const cells = rows.map((row) => [row.what, shown(row.value, row.unit), row.budget === undefined ? '' : `≤ ${row.budget} ${row.unit}`, isOver(row) ? 'OVER' : '', row.note ?? '']);
  const all = [['', 'measured', 'budget', '', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  console.log('');
  for (const [what = '', value = '', budget = '', over = '', note = ''] of all) {
    console.log(`${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${budget.padStart(widths[2] ?? 0)}  ${over.padEnd(widths[3] ?? 0)}  ${note}`.trimEnd());
  }
  const later = sizes.find(({entry}) => entry === 'extension.cjs')?.later ?? [];
  console.log('\nLoaded by the extension when first needed:');
  for (const {bytes, holds} of later.toSorted((a, b) => b.bytes - a.bytes).filter((chunk) => chunk.bytes > 3000)) {
    console.log(`  ${shown(bytes / 1000, 'kB').padStart(9)}  ${holds.join(', ')}`);
  }
}

function shown(value: number, unit: Row['unit']): string {
  return `${value.toFixed(unit === '×' || value < 10 ? 1 : 0)} ${unit}`;
}

function ms(value: number): string {
  return shown(value, 'ms');
}

function say(text: string): void {
  console.log(text);
}
