/** What the checks of an incident share: the incident, its process, and a way to report at a place in the file. */
import type { Incident } from '../core/incident/schema.ts';
import type { Process } from '../core/process/process.ts';
import { keptIndices } from '../core/yaml/kept.ts';
import type { Path, Problem, YamlSource } from '../core/yaml/source.ts';

/** The lists of an incident file whose items the checks point at. */
export type ListName = 'services' | 'links' | 'timeline' | 'hypotheses' | 'tasks' | 'updates' | 'deadlines' | 'causes' | 'actions' | 'related' | 'external';

export class Diagnosis {
  readonly incident: Incident;
  readonly process: Process;
  readonly source: YamlSource;
  /** The day that is today, `YYYY-MM-DD`; null when nobody asks what lies in the future. */
  readonly today: string | null;
  readonly problems: Problem[] = [];
  readonly #indices = new Map<ListName, number[]>();

  constructor(incident: Incident, process: Process, source: YamlSource, today: string | null) {
    this.incident = incident;
    this.process = process;
    this.source = source;
    this.today = today;
  }

  /** Reports a problem, as grave as the process has it for this rule (`checks` in sitrep.yaml). */
  report(path: Path, code: string, severity: Problem['severity'], message: string): void {
    const level = this.process.checks[code] ?? severity;
    if (level !== 'off') this.problems.push(this.source.problem(path, code, level, message));
  }

  /** The path in the file of an item of the incident's list; the two differ where the reading left items out. */
  item(list: ListName, index: number, ...rest: Path): Path {
    let indices = this.#indices.get(list);
    if (!indices) {
      indices = keptIndices(this.source.value[list], this.incident[list] ?? []);
      this.#indices.set(list, indices);
    }
    return [list, indices[index] ?? index, ...rest];
  }

  /** Whether the file itself has this key at the top. */
  has(key: string): boolean {
    return Object.hasOwn(this.source.value, key);
  }
}
