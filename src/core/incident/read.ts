/** From the text of an `incident.yaml` to the incident it states, with everything that is wrong about it and where. */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { quickRead } from '../yaml/quick.ts';
import { firstObstacle, parseYaml, type Problem, type YamlSource } from '../yaml/source.ts';
import { readShape } from '../yaml/shape.ts';
import { incidentSchema, SCHEMA_ID, SCHEMA_MAJOR, type Incident } from './schema.ts';

/** Without these an incident cannot be shown or worked on. */
export const REQUIRED_KEYS = ['schema', 'title', 'status', 'timeline'] as const;

export type IncidentReading =
  | {
      readonly readable: true;
      readonly source: YamlSource;
      readonly incident: Incident;
      readonly problems: readonly Problem[];
      /** Why the file may be read but not written; null when it may be written. */
      readonly readOnly: string | null;
    }
  | { readonly readable: false; readonly problems: readonly Problem[] };

/**
 * Reads an incident. Values that do not fit their key are left out of the incident and reported; a file is unreadable
 * when its YAML is broken or one of {@link REQUIRED_KEYS} is missing or wrong. A newer major format is read-only.
 */
export function readIncident(text: string): IncidentReading {
  const parsed = parseYaml(text);
  if (!parsed.ok) return { readable: false, problems: parsed.problems };
  const { source } = parsed;
  const shaped = readShape(source, incidentSchema, REQUIRED_KEYS);
  if (!shaped.value) return { readable: false, problems: shaped.problems };
  const incident = shaped.value as Incident;
  const format = readFormat(incident.schema);
  if (format === null) {
    const problem = source.problem(['schema'], 'schema', 'error', l10n.t('“{0}” is not a format of Sitrep. Expected “{1}”.', incident.schema, SCHEMA_ID));
    return { readable: false, problems: [problem] };
  }
  const readOnly = format > SCHEMA_MAJOR
    ? l10n.t('This file has the newer format “{0}”. Update Sitrep to change it; until then it is shown read-only.', incident.schema)
    : null;
  const problems = readOnly ? [...shaped.problems, source.problem(['schema'], 'newer-schema', 'warning', readOnly)] : shaped.problems;
  return { readable: true, source, incident, problems, readOnly };
}

/** The major number of `sitrep/v1` (a minor one may follow: `sitrep/v1.2`); null for anything else. */
function readFormat(schema: string): number | null {
  const match = /^sitrep\/v(\d{1,4})(?:\.\d{1,4})?$/.exec(schema);
  return match ? Number(match[1]) : null;
}

export type ListReading =
  | { readonly ok: true; readonly incident: Incident; readonly problems: readonly Problem[]; readonly readOnly: string | null }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads an incident for a list: the same answer as {@link readIncident}, but several times faster for a file in which
 * nothing is wrong.
 */
export function readForList(text: string): ListReading {
  const quick = firstObstacle(text) || MARKED.test(text) || EMPTY_KEY.test(text) ? null : quickRead(text);
  if (quick?.ok) {
    const shaped = v.safeParse(incidentSchema, quick.value);
    if (shaped.success && readFormat(shaped.output.schema) === SCHEMA_MAJOR) return { ok: true, incident: shaped.output, problems: [], readOnly: null };
  }
  const reading = readIncident(text);
  if (reading.readable) return { ok: true, incident: reading.incident, problems: reading.problems, readOnly: reading.readOnly };
  const [problem] = reading.problems;
  if (!problem) throw new Error('an unreadable file has a problem');
  return { ok: false, problem };
}

/** An alias, an anchor or a tag: the quick reading takes some that the full one refuses, such as a list that holds itself. */
const MARKED = /(?:^|[\s,[{])[*&!][^\s,[\]{}]/m;

/** A key that is nothing, or null: the two readings name it differently. */
const EMPTY_KEY = /(?:^|[{,]|[-?] )[ \t]*(?:~|null|Null|NULL)?[ \t]*:(?=[\s,}\]]|$)/m;
