/**
 * A repository of incidents, as the editor and the command line use it: the process, the list of incidents, and every
 * change that can be made to them. Holds no text of its own: the files are the truth.
 */
import { randomInt } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commitMessage } from '../core/incident/commitMessage.ts';
import { findById, yearOf, type Found } from '../core/incident/id.ts';
import { readForList, readIncident, type IncidentReading } from '../core/incident/read.ts';
import type { Incident } from '../core/incident/schema.ts';
import { summarize } from '../core/incident/summary.ts';
import { addAlerts, declarationFrom, matchAlerts, noteResolved, type AlertMatch, type Matchable } from '../core/operations/alerts.ts';
import type { OperationContext } from '../core/operations/context.ts';
import { declare, type Declaration } from '../core/operations/declare.ts';
import { refuse, type Edit, type Operation, type Refusal } from '../core/operations/edit.ts';
import { refreshBlocks } from '../core/postmortem/refresh.ts';
import { addAfterwardsSections, newPostmortem } from '../core/postmortem/template.ts';
import type { Alert } from '../core/exchange/alertmanager.ts';
import { initialProcessText } from '../core/process/initial.ts';
import type { Process } from '../core/process/process.ts';
import { readProcess } from '../core/process/read.ts';
import { isDone, personFor, phaseOf } from '../core/process/rules.ts';
import type { Problem } from '../core/yaml/source.ts';
import { assertInside, FileError, readText } from './files.ts';
import { IncidentIndex, type Listed, type Readable } from './incidentIndex.ts';
import type { JournalRecord } from './journal.ts';
import { GitError, type Clock, type Commit, type Git, type OpenDocuments, type Random } from './ports.ts';
import { exists, POSTMORTEM_FILE, PROCESS_FILE, rootAt, type Located, type Root } from './root.ts';
import { Writer, type Outcome, type TextChange } from './writer.ts';

export interface Surroundings {
  readonly documents: OpenDocuments;
  readonly clock: Clock;
  readonly random: Random;
  /** Null in restricted mode and outside git. */
  readonly git: Git | null;
}

/** Outside an editor nothing is unsaved. */
export const NO_DOCUMENTS: OpenDocuments = { unsaved: () => null, edit: () => Promise.resolve(false) };
export const SYSTEM_CLOCK: Clock = { now: () => Date.now() };
export const SYSTEM_RANDOM: Random = (bound) => randomInt(bound);

export interface Declared extends Located {
  readonly incident: Incident;
}

export interface PostmortemOutcome {
  readonly file: string;
  /** `created`, or the names of what was refreshed and the sections that were added; empty when it was up to date. */
  readonly created: boolean;
  readonly changed: readonly string[];
}

export class Repository {
  readonly root: Root;
  readonly #surroundings: Surroundings;
  readonly #writer: Writer;
  #process: Process;
  #processProblems: readonly Problem[] = [];
  #index: IncidentIndex;
  readonly #listeners = new Set<() => void>();

  private constructor(root: Root, surroundings: Surroundings) {
    this.root = root;
    this.#surroundings = surroundings;
    this.#writer = new Writer(root, surroundings.documents, surroundings.clock);
    this.#process = readProcess(null).process;
    this.#index = new IncidentIndex(root, join(root.path, this.#process.folders.incidents));
  }

  /** Reads the process; the incidents are read by `index.refresh`. */
  static async open(root: Root, surroundings: Surroundings): Promise<Repository> {
    const repository = new Repository(root, surroundings);
    await repository.reloadProcess();
    return repository;
  }

  get process(): Process {
    return this.#process;
  }

  /** What is wrong in `sitrep.yaml`, with positions. */
  get processProblems(): readonly Problem[] {
    return this.#processProblems;
  }

  get index(): IncidentIndex {
    return this.#index;
  }

  get processFile(): string {
    return join(this.root.path, PROCESS_FILE);
  }

  get git(): Git | null {
    return this.#surroundings.git;
  }

  now(): number {
    return this.#surroundings.clock.now();
  }

  /** Tells of every change that is made here, at once: a watcher comes later, or not at all. @returns how to stop it */
  onDidWrite(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A path below the root with `/`, for people and for JSON. */
  relative(path: string): string {
    return relative(this.root.path, path).split(sep).join('/');
  }

  /** Reads `sitrep.yaml` again. A process that cannot be read leaves the defaults in force. */
  async reloadProcess(): Promise<void> {
    const unsaved = this.#surroundings.documents.unsaved(this.processFile);
    const text = unsaved?.text ?? (await this.#textIfThere(this.processFile));
    const reading = readProcess(text);
    this.#process = reading.process;
    this.#processProblems = reading.problems;
    const folder = join(this.root.path, ...this.#process.folders.incidents.split('/'));
    if (folder !== this.#index.folder) this.#index = new IncidentIndex(this.root, folder);
  }

  /** Who is asking: the person of the process, else git's user name; null when git names nobody, or may not be asked. */
  async person(): Promise<string | null> {
    const identity = await this.#surroundings.git?.identity().catch((error: unknown) => (error instanceof GitError ? null : Promise.reject(error)));
    return identity ? personFor(this.#process, identity) : null;
  }

  context(by: string): OperationContext {
    return { process: this.#process, now: this.now(), by, random: this.#surroundings.random };
  }

  /** All incidents, as they stand in the editors where changes are not saved yet. */
  listed(): readonly Listed[] {
    return this.#index.list().map((one): Listed => {
      const unsaved = this.#surroundings.documents.unsaved(one.file);
      const reading = unsaved && readForList(unsaved.text);
      // What cannot be read for the moment, since it is being typed, stays where it was.
      return reading?.ok ? { id: one.id, folder: one.folder, file: one.file, ok: true, summary: summarize(one.id, reading.incident, reading.problems), readOnly: reading.readOnly } : one;
    });
  }

  /** Finds an incident by any unique part of its id. */
  find(said: string): Found<Listed> {
    return findById(this.#index.list(), said);
  }

  /** The incident as it is now, unsaved changes included. @throws FileError */
  async read(incident: Located): Promise<IncidentReading> {
    return readIncident(await this.text(incident.file));
  }

  /** Text of a file below the root, unsaved changes included. @throws FileError */
  async text(file: string): Promise<string> {
    const unsaved = this.#surroundings.documents.unsaved(file);
    if (unsaved) return unsaved.text;
    await assertInside(this.root.path, file);
    return readText(file);
  }

  /** Writes the commented `sitrep.yaml`. @throws FileError when there is one already */
  async initialize(): Promise<string> {
    await this.#writer.create(this.processFile, initialProcessText(), '', l10n.t('initialize'));
    await this.reloadProcess();
    return this.processFile;
  }

  /** Makes the folder and file of a new incident. @throws FileError */
  async declare(by: string, declaration: Declaration): Promise<Outcome<Declared>> {
    const fresh = declare(this.context(by), declaration);
    if ('kind' in fresh) return { ok: false, refusal: fresh };
    const folder = join(this.#index.folder, yearOf(fresh.id, this.now()), fresh.id);
    const file = join(folder, 'incident.yaml');
    await this.#writer.create(file, fresh.text, fresh.id, l10n.t('declare “{0}”', fresh.incident.title));
    await this.#written([file]);
    return { ok: true, value: { id: fresh.id, folder, file, incident: fresh.incident } };
  }

  /** Which incident do these alerts belong to? Looks at the list as last refreshed. */
  matchAlerts(alerts: readonly Alert[]): AlertMatch<Readable & Matchable> {
    const known = this.#index.list().flatMap((one) => (one.ok ? [{ ...one, fingerprints: one.summary.fingerprints }] : []));
    return matchAlerts(alerts, known, (one) => {
      const phase = phaseOf(this.#process, one.summary.status);
      return phase !== 'review' && !isDone(this.#process, one.summary.status);
    });
  }

  /** A new incident of firing alerts, related to an older one of the same alert where one is named. */
  async declareFromAlerts(by: string, alerts: readonly Alert[], recurrenceOf: string | null): Promise<Outcome<Declared>> {
    const declaration = declarationFrom(alerts);
    return this.declare(by, recurrenceOf === null ? declaration : { ...declaration, related: [{ id: recurrenceOf, kind: 'recurrence' }] });
  }

  /** Adds firing alerts to an incident that exists, or notes that they have resolved. */
  async recordAlerts(by: string, incident: Located, alerts: readonly Alert[]): Promise<Outcome<Edit>> {
    const firing = alerts.filter((alert) => alert.state === 'firing');
    return this.edit(incident, firing.length > 0 ? addAlerts(this.context(by), firing) : noteResolved(this.context(by), alerts));
  }

  /** The way of every change of an incident. @throws FileError, LockTimeout */
  async edit(incident: Located, operation: Operation): Promise<Outcome<Edit>> {
    const outcome = await this.#writer.edit(incident, operation);
    if (outcome.ok) await this.#written([incident.file]);
    return outcome;
  }

  /** What “Undo” would take back. */
  async lastChange(incident?: string): Promise<JournalRecord | null> {
    return this.#writer.lastChange(incident);
  }

  /** Takes Sitrep's latest change back: of one incident, or of all. */
  async undo(incident?: string): Promise<Outcome<JournalRecord>> {
    const outcome = await this.#writer.undo(incident);
    if (outcome.ok) {
      const file = join(this.root.path, ...outcome.value.file.split('/'));
      if (file === this.processFile) await this.reloadProcess();
      await this.#written([file]);
    }
    return outcome;
  }

  postmortemFile(incident: Located): string {
    return join(incident.folder, POSTMORTEM_FILE);
  }

  /**
   * `create` makes the postmortem, or completes one that was begun before the incident was resolved by the sections meant
   * for afterwards. `refresh` brings the generated blocks up to date and leaves every other byte alone.
   */
  async postmortem(incident: Located, mode: 'create' | 'refresh'): Promise<Outcome<PostmortemOutcome>> {
    const reading = await this.read(incident);
    if (!reading.readable) return { ok: false, refusal: unreadable(reading.problems) };
    const facts = { id: incident.id, incident: reading.incident, process: this.#process };
    const file = this.postmortemFile(incident);
    if (!(await exists(file))) {
      if (mode === 'refresh') return { ok: false, refusal: refuse('invalid', l10n.t('There is no postmortem yet. Create it first.')) };
      await this.#writer.create(file, newPostmortem(facts), incident.id, l10n.t('create postmortem'));
      await this.#written([]);
      return { ok: true, value: { file, created: true, changed: [] } };
    }
    let changed: readonly string[] = [];
    const outcome: Outcome<TextChange> = await this.#writer.editText(file, incident.id, async (text) => {
      const refreshed = await refreshBlocks(text, facts);
      if (!refreshed.ok) return unreadable(refreshed.problems);
      if (mode === 'refresh') {
        changed = refreshed.changed;
        return { text: refreshed.text, label: l10n.t('refresh postmortem') };
      }
      const complete = await addAfterwardsSections(refreshed.text, facts);
      if (!complete.ok) return unreadable(complete.problems);
      changed = [...refreshed.changed, ...complete.added];
      return { text: complete.text, label: l10n.t('complete postmortem') };
    });
    if (!outcome.ok) return outcome;
    await this.#written([]);
    return { ok: true, value: { file, created: false, changed } };
  }

  /** Does the postmortem show facts that have changed since? False where there is none, and where it cannot be read. */
  async isPostmortemStale(incident: Located): Promise<boolean> {
    const file = this.postmortemFile(incident);
    if (!(await exists(file))) return false;
    const [reading, text] = await Promise.all([this.read(incident), this.text(file)]);
    if (!reading.readable) return false;
    const { staleBlocks } = await import('../core/postmortem/refresh.ts');
    const found = await staleBlocks(text, { id: incident.id, incident: reading.incident, process: this.#process });
    return found.ok && found.stale.length > 0;
  }

  /**
   * Commits the incident's own files, with a message that says what changed. An incident that cannot be read is not
   * committed: it would break the list for everyone else.
   *
   * @throws GitError, FileError
   */
  async commit(incident: Located): Promise<Commit> {
    const { git } = this.#surroundings;
    if (!git) throw new GitError('not-a-repository', l10n.t('Committing needs a git repository in a trusted folder.'));
    const now = await readText(incident.file).then(readIncident, () => null);
    const [broken] = now && !now.readable ? now.problems : [];
    if (broken) throw new GitError('unreadable', l10n.t('The incident cannot be read (line {0}): {1} Nothing was committed.', broken.start.line, broken.message));
    const [files, old] = await Promise.all([git.changedBelow(incident.folder), git.committed(incident.file)]);
    const before = old === null ? null : readIncident(old);
    const message = commitMessage({
      id: incident.id,
      before: before?.readable ? before.incident : null,
      after: now?.readable ? now.incident : null,
      otherFiles: files.filter((file) => file !== incident.file).map((file) => relative(incident.folder, file).split(sep).join('/')),
    });
    return git.commitBelow(incident.folder, message);
  }

  async #written(files: readonly string[]): Promise<void> {
    await this.#index.update(files);
    for (const listener of this.#listeners) listener();
  }

  async #textIfThere(file: string): Promise<string | null> {
    try {
      await assertInside(this.root.path, file);
      return await readText(file);
    } catch (error) {
      if (error instanceof FileError) return null;
      throw error;
    }
  }
}

/** Opens the repository of a folder that is, or is to become, a root of its own. */
export async function openAt(folder: string, surroundings: Surroundings): Promise<Repository> {
  return Repository.open(await rootAt(folder), surroundings);
}

function unreadable(problems: readonly Problem[]): Refusal {
  const problem = problems[0];
  if (!problem) throw new Error('what cannot be read has a problem');
  return { kind: 'unreadable', problem, message: l10n.t('Line {0}: {1}', problem.start.line, problem.message) };
}
