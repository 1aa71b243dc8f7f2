// Incidents as the browser tests need them: a file of few lines, written beforehand, and read again afterwards.
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {waitFor, type TestRepository} from './harness/index.ts';

export interface IncidentLines {
  title: string;
  status?: string;
  severity?: string;
  /** Further lines of YAML, before the timeline. */
  facts?: readonly string[];
  /** Further items of the timeline. */
  entries?: readonly string[];
}

export function incidentFile(id: string): string {
  return `incidents/${id.slice(0, 4)}/${id}/incident.yaml`;
}

export function incidentText({title, status = 'investigating', severity = 'SEV2', facts = [], entries = []}: IncidentLines): string {
  return [
    'schema: sitrep/v1',
    `title: ${title}`,
    `status: ${status}`,
    `severity: ${severity}`,
    ...facts,
    'timeline:',
    '  - {id: d00001, at: 2026-11-22T05:18:03Z, type: declared, by: alice}',
    ...entries.map((entry) => `  - ${entry}`),
    '',
  ].join('\n');
}

/** The texts of all incidents, newest id last. */
export function incidentTexts(repository: TestRepository): string[] {
  return globSync('incidents/**/incident.yaml', {cwd: repository.folder})
    .sort()
    .map((file) => readFileSync(path.join(repository.folder, file), 'utf8'));
}

/** Waits until a file of the repository reads so. */
export async function waitForText(repository: TestRepository, file: string, wanted: RegExp | ((text: string) => boolean)): Promise<string> {
  let text = '';
  await waitFor(
    () => {
      text = repository.read(file);
      return wanted instanceof RegExp ? wanted.test(text) : wanted(text);
    },
    () => `${file} to read ${String(wanted)}; it reads\n${text}`,
  );
  return text;
}
