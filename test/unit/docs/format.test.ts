import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ENTRY_TYPES, incidentSchema } from '../../../src/core/incident/schema.ts';
import { BLOCK_NAMES } from '../../../src/core/postmortem/markers.ts';
import { DEFAULT_PROCESS } from '../../../src/core/process/defaults.ts';
import { readProcess } from '../../../src/core/process/read.ts';
import { CONDITIONS_OF_GATES, processSchema } from '../../../src/core/process/schema.ts';
import { parseTime } from '../../../src/core/time/recordedTime.ts';
import { diagnoseIncident, diagnoseProcess } from '../../../src/language/diagnostics.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/format.md'), 'utf8');
const example = (file: string): string => {
  const block = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, content = '']) => content).find((content) => /^# (.*)/.exec(content)?.[1]?.endsWith(file));
  assert.ok(block, `an example of ${file}`);
  return block;
};
const values = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, value = '']) => value);

/** As much of a definition as is needed to find the keys in it, and the values of which one is chosen. */
interface Definition {
  readonly entries?: Readonly<Record<string, Definition>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: Definition;
  readonly item?: Definition;
  readonly value?: Definition;
}

function namesIn(definition: Definition | undefined): string[] {
  if (typeof definition !== 'object' || definition === null) return [];
  const { entries = {}, options = [], wrapped, item, value } = definition;
  const chosen = options.flatMap((option) => (typeof option === 'string' ? [option] : namesIn(option as Definition)));
  return [...Object.entries(entries).flatMap(([key, inner]) => [key, ...namesIn(inner)]), ...chosen, ...namesIn(wrapped), ...namesIn(item), ...namesIn(value)];
}

describe('docs/format.md', () => {
  it('has an incident in which nothing is wrong', () => {
    const process = readProcess(null).process;
    assert.deepEqual(diagnoseIncident(example('incident.yaml'), { process, folderName: '2026-11-22-checkout-latency-k7q2' }), []);
  });

  it('has a process in which nothing is wrong', () => {
    assert.deepEqual(diagnoseProcess(example('sitrep.yaml')), []);
  });

  it('has every key of the process in its example', () => {
    const keys = Object.keys(processSchema.entries);
    assert.deepEqual(keys.filter((key) => !new RegExp(`^${key}:`, 'm').test(example('sitrep.yaml'))), []);
  });

  it('has every key of an incident in its example', () => {
    const keys = Object.keys(incidentSchema.entries);
    assert.deepEqual(keys.filter((key) => !new RegExp(`^${key}:`, 'm').test(example('incident.yaml'))), []);
  });

  it('explains every key, every fixed value and every block', () => {
    const explained = new Set(values(/`([^`\n]+)`/g).flatMap((code) => [code, ...code.split(/: /)]));
    const names = [...namesIn(incidentSchema as Definition), ...namesIn(processSchema as Definition), ...ENTRY_TYPES, ...CONDITIONS_OF_GATES, ...BLOCK_NAMES];
    const weekdays = ['tue', 'wed', 'thu', 'fri', 'sat'];
    assert.deepEqual([...new Set(names)].filter((name) => !explained.has(name) && !weekdays.includes(name)), []);
  });

  it('tells no key that does not exist', () => {
    const known = new Set(namesIn(incidentSchema as Definition).concat(namesIn(processSchema as Definition)));
    const told = [...text.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+)(?: ○)? \| (?!identification|response|recovery|review|done)/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z][\w-]*)`/g)].map(([, key = '']) => key));
    assert.ok(told.length > 50);
    assert.deepEqual(told.filter((key) => !known.has(key)), []);
  });

  it('shows times that can be read', () => {
    const times = values(/`(\d{4}-[\dX]{2}[^`\s]*)`/g).filter((time) => !/[a-z]/.test(time));
    assert.ok(times.length > 10);
    for (const time of times) assert.ok(parseTime(time).ok, time);
  });

  it('gives the lifecycle that is built in', () => {
    for (const { name, phase } of DEFAULT_PROCESS.statuses) assert.match(text, new RegExp(`^\\|[^|]*\`${name}\`[^|]*\\| ${phase} \\|`, 'm'));
    for (const [status, conditions] of Object.entries(DEFAULT_PROCESS.gates)) {
      const row = new RegExp(`^\\| \`${status}\` \\| \\w+ \\|(.*)\\|$`, 'm').exec(text)?.[1] ?? '';
      assert.deepEqual([...row.matchAll(/`([\w-]+)`/g)].map(([, name]) => name).filter((name) => name !== 'required'), [...conditions]);
    }
  });
});
