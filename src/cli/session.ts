/** One run of the command line: where it works, for whom, and what every command needs of the repository. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { findById } from '../core/incident/id.ts';
import type { IncidentReading } from '../core/incident/read.ts';
import type { Incident } from '../core/incident/schema.ts';
import type { OperationContext } from '../core/operations/context.ts';
import type { Edit, Operation } from '../core/operations/edit.ts';
import type { RecordedTime } from '../core/time/recordedTime.ts';
import { FileError } from '../repository/files.ts';
import { NO_DOCUMENTS, Repository, SYSTEM_CLOCK, SYSTEM_RANDOM } from '../repository/repository.ts';
import { findRoot, locateIncidents, type Located, type Root } from '../repository/root.ts';
import { Failure, refused } from './failure.ts';
import { lazyGit } from './lazyGit.ts';
import { spelled } from './names.ts';
import { neededFor } from './needs.ts';
import type { Printer } from './printer.ts';
import { readWhen, zoneFor } from './when.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly C?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly by?: string;
}

export interface Readable extends Located {
  readonly reading: IncidentReading & { readonly readable: true };
  readonly incident: Incident;
}

export class Session {
  readonly printer: Printer;
  readonly #options: CommonOptions;
  #repository: Promise<Repository> | undefined;
  #located: readonly Located[] | undefined;
  #person: Promise<string | null> | undefined;

  constructor(printer: Printer, options: CommonOptions) {
    this.printer = printer;
    this.#options = options;
  }

  /** Who was named with `--by`. */
  get by(): string | undefined {
    return this.#options.by;
  }

  /** The folder to work in: that of `-C`, else the current one. @throws Failure when there is no such folder */
  async folder(): Promise<string> {
    const folder = resolve(this.#options.C ?? '.');
    const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
    if (!isFolder) throw new Failure('file-missing', l10n.t('There is no folder “{0}”.', this.#options.C ?? folder));
    return folder;
  }

  /** @throws Failure outside git and without `sitrep.yaml` */
  async repository(): Promise<Repository> {
    return (this.#repository ??= this.#open());
  }

  async #open(): Promise<Repository> {
    const folder = await this.folder();
    const root = await findRoot(folder);
    if (!root) {
      const message = l10n.t('“{0}” lies in no git repository and below no sitrep.yaml. Run “git init” or “sitrep init” there first, or name a folder with -C.', folder);
      throw new Failure('no-root', message);
    }
    return this.openAt(root);
  }

  async openAt(root: Root): Promise<Repository> {
    const git = root.git ? lazyGit(root.path) : null;
    const repository = await Repository.open(root, { documents: NO_DOCUMENTS, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git });
    const errors = repository.processProblems.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first) this.printer.warn(l10n.t('sitrep.yaml, line {0}: {1} ({2} in all; defaults stand in)', first.start.line, first.message, errors.length));
    return repository;
  }

  /** The incident that a part of its id means. @throws Failure when there is none, or more than one */
  async incident(said: string): Promise<Located> {
    const repository = await this.repository();
    const result = findById(await this.#incidents(), said);
    if (result.found) return result.found;
    if (result.candidates.length === 0) throw new Failure('not-found', l10n.t('No incident has “{0}” in its id. “sitrep list” shows all of them.', said));
    const ids = new Set(result.candidates.map(({ id }) => id));
    const message =
      ids.size > 1
        ? l10n.t('“{0}” could be any of {1} incidents. Say more of the id.', said, result.candidates.length)
        : l10n.t('{0} folders have the same name, so that none can be meant. Rename all but one.', result.candidates.length);
    throw new Failure('ambiguous', message, {
      lines: result.candidates.slice(0, 20).map((one) => [`  ${repository.relative(one.folder)}`]),
      json: { candidates: [...ids] },
    });
  }

  /** An incident with its content. @throws Failure when its file cannot be read */
  async read(said: string): Promise<Readable> {
    const repository = await this.repository();
    const located = await this.incident(said);
    const reading = await repository.read(located);
    if (reading.readable) return { ...located, reading, incident: reading.incident };
    const [problem] = reading.problems;
    const [line, reason] = [problem?.start.line ?? 1, problem?.message ?? ''];
    const message = l10n.t('{0}, line {1}: {2} Mend the file by hand; it was not changed.', repository.relative(located.file), line, sentence(reason));
    throw new Failure('unreadable', message, { json: { file: repository.relative(located.file), line, column: problem?.start.column ?? 1 } });
  }

  async #incidents(): Promise<readonly Located[]> {
    const repository = await this.repository();
    return (this.#located ??= await locateIncidents(repository.index.folder));
  }

  /** The shortest that names an incident in a command: the end of its id, where no other has the same. */
  async shortId(id: string): Promise<string> {
    const short = id.slice(id.lastIndexOf('-') + 1);
    const all = await this.#incidents();
    // One that was declared just now is not in the list.
    const others = all.filter((one) => one.id !== id);
    return others.some((one) => one.id === short || one.id.toLowerCase().endsWith(`-${short}`)) ? id : short;
  }

  /** Who does it: `--by`, else the person that git names. @throws Failure when neither says */
  async person(): Promise<string> {
    const person = await this.personIfKnown();
    if (person !== null) return person;
    throw new Failure('no-person', l10n.t('Who is doing this? Add --by and your handle, or set git’s user.name once: git config --global user.name "Your Name".'));
  }

  async personIfKnown(): Promise<string | null> {
    return (this.#person ??= this.#findPerson());
  }

  async #findPerson(): Promise<string | null> {
    const repository = await this.repository();
    const said = this.#options.by?.trim();
    return said ? (spelled(said, Object.keys(repository.process.people)) ?? said) : repository.person();
  }

  async context(): Promise<OperationContext> {
    const person = await this.person();
    return (await this.repository()).context(person);
  }

  async zone(): Promise<string> {
    const { process: team } = await this.repository();
    const environment = process.env['TZ'];
    // Asking git who it is takes time, and is needed only where that changes the answer.
    const mayDiffer = !environment && Object.values(team.people).some(({ zone }) => zone !== null);
    return zoneFor(team, mayDiffer ? await this.personIfKnown() : null, environment);
  }

  /** What was typed as a time; undefined when nothing was. @throws Failure for what is no time */
  async when(text: string | undefined, option = '--at', future = false): Promise<RecordedTime | undefined> {
    if (text === undefined) return undefined;
    const repository = await this.repository();
    const { time, ahead } = await readWhen(text, { option, now: repository.now(), zone: await this.zone(), future });
    if (ahead) this.printer.warn(l10n.t('Note: {0} {1} lies in the future.', option, time.text));
    return time;
  }

  /**
   * Changes an incident.
   *
   * @param to the status that is to be entered, where one is
   * @throws Failure when it is refused
   */
  async change(incident: Located, operation: Operation, to = ''): Promise<Edit> {
    const repository = await this.repository();
    const outcome = await repository.edit(incident, operation);
    if (outcome.ok) return outcome.value;
    const { refusal } = outcome;
    if (refusal.kind === 'gate') throw neededFor(refusal, await this.shortId(incident.id), to);
    throw refused(refusal, { json: { file: repository.relative(incident.file) } });
  }

  /** Text from a file, or from standard input for `-`. @throws FileError, Failure */
  async input(file: string): Promise<string> {
    const { readInput, readInputFile } = await import('./input.ts');
    return file === '-' ? readInput(process.stdin) : readInputFile(resolve(await this.folder(), file), file);
  }

  /** A file as a person would name it from here. */
  shown(file: string): string {
    return relative(process.cwd(), file) || '.';
  }
}

/** Reads an incident where it may be broken. @returns null when it cannot be read */
export async function readingOf(repository: Repository, incident: Located): Promise<Incident | null> {
  try {
    const reading = await repository.read(incident);
    return reading.readable ? reading.incident : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
