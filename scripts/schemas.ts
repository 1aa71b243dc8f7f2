// Writes the published JSON Schemas from the definitions of the formats: node scripts/schemas.ts
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {toJsonSchema, type ConversionConfig} from '@valibot/to-json-schema';
import {incidentSchema, SCHEMA_ID} from '../src/core/incident/schema.ts';
import {processSchema} from '../src/core/process/schema.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The grammar of recorded times, as far as a pattern can tell: which days and hours exist is checked by Sitrep alone. */
const TIME = String.raw`^\d{4}-[\dX]{2}(-[\dX]{2}(T[\dX]{2}(:[\dX]{2}(:[\dX]{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}:\d{2})?)?)?~?$`;

/** File name → its text, for every schema that is published. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'incident.schema.json': published(incidentSchema, 'Incident', `An incident, as Sitrep keeps it in incident.yaml (${SCHEMA_ID}).`),
    'sitrep.schema.json': published(processSchema, 'Process', 'A team’s process for incidents, as Sitrep reads it from sitrep.yaml. Every key is optional.'),
  };
}

function published(schema: Parameters<typeof toJsonSchema>[0], title: string, description: string): string {
  const {$schema, ...rest} = toJsonSchema(schema, {target: 'draft-07', typeMode: 'input', overrideAction: withTimePattern});
  return `${JSON.stringify({$schema, title, description, ...rest}, null, 2)}\n`;
}

/** Every time in the formats is one described text, whatever is said about its use besides. */
const withTimePattern: ConversionConfig['overrideAction'] = ({valibotAction, jsonSchema}) => {
  const isTime = 'description' in valibotAction && typeof valibotAction.description === 'string' && valibotAction.description.startsWith('DATE[T');
  return isTime ? {...jsonSchema, description: String(valibotAction.description), pattern: TIME} : undefined;
};

if (import.meta.main) {
  const folder = path.join(root, 'schemas');
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of Object.entries(schemaFiles())) {
    writeFileSync(path.join(folder, name), text);
    console.log(`schemas/${name}`);
  }
}
