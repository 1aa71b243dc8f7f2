import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { schemaFiles } from '../../../scripts/schemas.ts';
import { incidentSchema } from '../../../src/core/incident/schema.ts';
import { processSchema } from '../../../src/core/process/schema.ts';
import { parseTime } from '../../../src/core/time/recordedTime.ts';

const folder = path.resolve(import.meta.dirname, '../../../schemas');
const files = schemaFiles();

/** The keywords that the tests look at. */
interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
}

const schema = (name: string): Schema => JSON.parse(files[name] ?? '') as Schema;

function part(from: Schema, ...keys: readonly string[]): Schema {
  return keys.reduce((parent, key) => {
    const child = (parent.items ?? parent).properties?.[key];
    assert.ok(child, key);
    return child;
  }, from);
}

describe('the published schemas', () => {
  for (const [name, text] of Object.entries(files)) {
    it(`${name} is what the definition says; if not, run scripts/schemas.ts`, () => {
      assert.equal(readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n'), text);
    });
  }

  it('hold every key, and allow others', () => {
    for (const [name, definition] of [['incident.schema.json', incidentSchema], ['sitrep.schema.json', processSchema]] as const) {
      const { properties, additionalProperties, $schema, $id, title } = schema(name);
      assert.deepEqual(Object.keys(properties ?? {}), Object.keys(definition.entries));
      assert.notEqual(additionalProperties, false);
      assert.equal($schema, 'http://json-schema.org/draft-07/schema#');
      assert.equal($id, undefined);
      assert.equal(typeof title, 'string');
    }
    assert.deepEqual(schema('incident.schema.json').required, ['schema', 'title', 'status', 'timeline']);
  });

  it('know times', () => {
    const incident = schema('incident.schema.json');
    const at = part(incident, 'timeline', 'at');
    assert.equal(at.description, 'When it happened');
    for (const path of [['timeline', 'end'], ['impacted', 'from'], ['actions', 'due'], ['actions', 'postponed', 'to'], ['review', 'due']]) {
      assert.equal(part(incident, ...path).pattern, at.pattern, path.join('.'));
    }
    const pattern = new RegExp(at.pattern ?? '^$');
    for (const time of ['2026-11', '2026-11-XX', '2026-11-22~', '2026-11-22T05Z', '2026-11-22T14:XXZ', '2026-11-22T05:18+01:00', '2026-11-22T05:18:03.123Z~', '2026-11-22T05:18']) {
      assert.ok(parseTime(time).ok && pattern.test(time), time);
    }
    for (const text of ['soon', '2026', '2026-11-22 05:18', '2026-11-22T05:18:03ZZ']) assert.ok(!parseTime(text).ok && !pattern.test(text), text);
  });
});
