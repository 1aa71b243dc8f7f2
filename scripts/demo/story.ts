// One incident of the sample, told from declaration to its last commit by the operations that people use.
import {commitMessage} from '../../src/core/incident/commitMessage.ts';
import {yearOf} from '../../src/core/incident/id.ts';
import {readIncident} from '../../src/core/incident/read.ts';
import type {Cause, Condition, Impacted, Incident, Link, ReviewState, Task, Update} from '../../src/core/incident/schema.ts';
import {assign, classify, type Classification} from '../../src/core/operations/classification.ts';
import {compact, freshId, insertInOrder, type OperationContext} from '../../src/core/operations/context.ts';
import {declare, type Declaration} from '../../src/core/operations/declare.ts';
import {editIncident, type Operation} from '../../src/core/operations/edit.ts';
import {addEntry, type NewEntry} from '../../src/core/operations/entries.ts';
import {changeStatus, setCondition, type StatusChange} from '../../src/core/operations/recovery.ts';
import {addAction, changeAction, setReview, type ActionChange, type NewAction} from '../../src/core/operations/review.ts';
import {refreshBlocks} from '../../src/core/postmortem/refresh.ts';
import {TEMPLATES} from '../../src/core/postmortem/sections.ts';
import {newPostmortem} from '../../src/core/postmortem/template.ts';
import type {Process} from '../../src/core/process/process.ts';
import {seededRandom} from './random.ts';
import {written} from './times.ts';

/** A commit that is to be made, and what it changes. Paths are relative to the repository, with `/`. */
export interface PlannedCommit {
  readonly at: number;
  /** Handle of the author. */
  readonly by: string;
  readonly message: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What all incidents of the sample share. */
export interface World {
  readonly process: Process;
  /** Epoch milliseconds, whole seconds. */
  readonly now: number;
  readonly commits: PlannedCommit[];
  /** What lies in the work tree and in no commit. */
  readonly uncommitted: Map<string, string>;
}

const INCIDENT = 'incident.yaml';
const POSTMORTEM = 'postmortem.md';

export class Story {
  readonly id: string;
  readonly #world: World;
  readonly #random: (bound: number) => number;
  readonly #folder: string;
  /** Relative to the incident's folder. */
  readonly #files = new Map<string, string>();
  #committed = new Map<string, string>();
  /** The incident as the operations have left it; the file follows when it is needed. */
  readonly #draft: Incident;

  constructor(world: World, at: number, by: string, declaration: Declaration) {
    this.#world = world;
    this.#random = seededRandom(declaration.title);
    const fresh = declare(this.#context(at, by), declaration);
    if ('kind' in fresh) throw new Error(fresh.message);
    this.id = fresh.id;
    this.#folder = `${world.process.folders.incidents}/${yearOf(fresh.id, at)}/${fresh.id}`;
    this.#files.set(INCIDENT, fresh.text);
    this.#draft = fresh.incident;
  }

  /** What somebody does at a time. */
  at(at: number, by: string): Moment {
    return new Moment(this, this.#context(at, by));
  }

  /** @throws Error when the operation is refused: then the story does not hold */
  edit(operation: Operation): string {
    const outcome = operation(this.#draft);
    if (!('done' in outcome)) throw new Error(`${this.id}: ${outcome.message}`);
    return outcome.item ?? '';
  }

  attach(name: string, text: string): void {
    this.#files.set(`attachments/${name}`, text);
  }

  /** Creates the postmortem, and writes prose in place of the template's prompts. By heading. */
  writePostmortem(prose: Readonly<Record<string, string>>): void {
    let text = newPostmortem(this.#facts());
    const {during, afterwards} = TEMPLATES[this.#world.process.language];
    for (const [heading, paragraphs] of Object.entries(prose)) {
      const prompt = `<!-- ${[...during, ...afterwards].find((section) => section.heading === heading)?.prompt ?? heading} -->`;
      if (!text.includes(prompt)) throw new Error(`The postmortem has no prompt under “${heading}”`);
      text = text.replace(prompt, () => paragraphs.trim());
    }
    this.#files.set(POSTMORTEM, text);
  }

  /** Commits all that is new, the postmortem's tables brought up to date. */
  async commit(at: number, by: string): Promise<void> {
    this.#writeIncident();
    await this.#refreshPostmortem();
    const changed = this.#changed();
    const before = this.#committed.get(INCIDENT);
    const message = commitMessage({
      id: this.id,
      before: before === undefined ? null : incidentOf(before),
      after: this.#draft,
      otherFiles: [...changed.keys()].filter((file) => file !== INCIDENT),
    });
    this.#world.commits.push({at, by, message, files: this.#inRepository(changed)});
    this.#committed = new Map(this.#files);
  }

  /** Leaves what is new in the work tree, for somebody to commit. */
  leaveUncommitted(): void {
    this.#writeIncident();
    for (const [file, text] of this.#inRepository(this.#changed())) this.#world.uncommitted.set(file, text);
  }

  /** All that happened since the last time as one change of the text: a rewrite for each operation would take seconds. */
  #writeIncident(): void {
    const result = editIncident(this.#files.get(INCIDENT) ?? '', (draft) => {
      Object.assign(draft, structuredClone(this.#draft));
      return {done: true, label: 'what happened'};
    });
    if (!result.ok) throw new Error(`${this.id}: ${result.refusal.message}`);
    this.#files.set(INCIDENT, result.text);
  }

  async #refreshPostmortem(): Promise<void> {
    const postmortem = this.#files.get(POSTMORTEM);
    if (postmortem === undefined) return;
    const refreshed = await refreshBlocks(postmortem, this.#facts());
    if (!refreshed.ok) throw new Error(`${this.id}: ${refreshed.problems[0]?.message ?? ''}`);
    this.#files.set(POSTMORTEM, refreshed.text);
  }

  #context(at: number, by: string): OperationContext {
    return {process: this.#world.process, now: at, by, random: this.#random};
  }

  #facts(): {id: string; incident: Incident; process: Process} {
    return {id: this.id, incident: this.#draft, process: this.#world.process};
  }

  #changed(): Map<string, string> {
    return new Map([...this.#files].filter(([file, text]) => this.#committed.get(file) !== text));
  }

  #inRepository(files: ReadonlyMap<string, string>): Map<string, string> {
    return new Map([...files].map(([file, text]) => [`${this.#folder}/${file}`, text]));
  }
}

/** One person at one time. Each method records something that happened then, unless it says another time. */
export class Moment {
  readonly #story: Story;
  readonly #context: OperationContext;

  constructor(story: Story, context: OperationContext) {
    this.#story = story;
    this.#context = context;
  }

  entry(type: string, text: string, more: NewEntry = {}): this {
    return this.#edit(addEntry(this.#context, {type, text, ...more}));
  }

  classify(wish: Classification): this {
    return this.#edit(classify(this.#context, wish));
  }

  assign(role: string, ...people: readonly string[]): this {
    return this.#edit(assign(this.#context, role, people.join(', ')));
  }

  condition(service: string, condition: Condition): this {
    return this.#edit(setCondition(this.#context, {service, condition}));
  }

  /** States that a service is back to normal, and how that was seen. */
  verify(service: string, how: string): this {
    return this.#edit(setCondition(this.#context, {service, condition: 'normal', how}));
  }

  status(to: string, more: Omit<StatusChange, 'to'> = {}): this {
    return this.#edit(changeStatus(this.#context, {to, ...more}));
  }

  /** Somebody is at work on it now. */
  acknowledge(): this {
    return this.status('investigating', {stamps: {acknowledged: written(this.#context.now)}});
  }

  /** Begins to watch whether it holds. */
  mitigated(text: string): this {
    return this.entry('mitigated', text).status('monitoring');
  }

  teams(...teams: readonly string[]): this {
    return this.#amend((draft) => {
      draft.teams = [...new Set([...(draft.teams ?? []), ...teams])];
    });
  }

  impacted(impacted: Impacted): this {
    return this.#amend((draft) => {
      draft.impacted = impacted;
    });
  }

  link(...links: readonly Link[]): this {
    return this.#amend((draft) => {
      draft.links = [...(draft.links ?? []), ...links];
    });
  }

  update(audience: string, text: string, more: Pick<Update, 'next' | 'state'> = {}): this {
    return this.#amend((draft, id) => {
      const {state = 'sent', next} = more;
      draft.updates = [...(draft.updates ?? []), compact({id, at: written(this.#context.now), by: this.#context.by, audience, state, next, text})];
    });
  }

  task(task: Omit<Task, 'id'>): this {
    return this.#amend((draft, id) => {
      draft.tasks = [...(draft.tasks ?? []), {id, ...task}];
    });
  }

  taskState(title: string, state: Task['state']): this {
    return this.#amend((draft) => {
      const task = draft.tasks?.find((one) => one.title === title);
      if (!task) throw new Error(`There is no task “${title}”`);
      task.state = state;
    });
  }

  /** @returns its id */
  hypothesis(text: string): string {
    return this.#story.edit((draft) => {
      const id = freshId(draft, this.#context.random);
      draft.hypotheses = [...(draft.hypotheses ?? []), {id, text, state: 'open'}];
      addEntry(this.#context, {type: 'hypothesis', ref: id})(draft);
      return {done: true, label: text, item: id};
    });
  }

  settle(hypothesis: string, state: 'confirmed' | 'rejected', text: string): this {
    return this.#amend((draft, id) => {
      const found = draft.hypotheses?.find((one) => one.id === hypothesis);
      if (!found) throw new Error(`There is no hypothesis ${hypothesis}`);
      found.state = state;
      insertInOrder(draft.timeline, {id, at: written(this.#context.now), type: 'hypothesis', by: this.#context.by, text, ref: hypothesis, to: state});
    });
  }

  /** @returns its id */
  cause(cause: Omit<Cause, 'id'>): string {
    return this.#story.edit((draft) => {
      const id = freshId(draft, this.#context.random);
      draft.causes = [...(draft.causes ?? []), {id, ...cause}];
      return {done: true, label: cause.text, item: id};
    });
  }

  /** @returns its id */
  action(action: NewAction): string {
    return this.#story.edit(addAction(this.#context, action));
  }

  changeAction(action: string, change: ActionChange): this {
    return this.#edit(changeAction(this.#context, action, change));
  }

  postpone(action: string, to: string, reason: string): this {
    return this.#amend((draft) => {
      const found = draft.actions?.find((one) => one.id === action);
      if (!found) throw new Error(`There is no action ${action}`);
      found.postponed = [...(found.postponed ?? []), compact({at: written(this.#context.now), by: this.#context.by, from: found.due, to, reason})];
      found.due = to;
    });
  }

  review(state: ReviewState, more: {readonly owner?: string; readonly due?: string; readonly reviewers?: string[]} = {}): this {
    const {reviewers, ...said} = more;
    this.#edit(setReview(state, said));
    return reviewers === undefined ? this : this.#amend((draft) => {
      draft.review = {...draft.review, reviewers};
    });
  }

  outcome(outcome: NonNullable<Incident['outcome']>): this {
    return this.#amend((draft) => {
      draft.outcome = outcome;
    });
  }

  external(system: string, id: string, url: string): this {
    return this.#amend((draft) => {
      draft.external = [...(draft.external ?? []), {system, id, url}];
    });
  }

  #edit(operation: Operation): this {
    this.#story.edit(operation);
    return this;
  }

  /** What no operation does yet; `id` is a fresh one for an item. */
  #amend(change: (draft: Incident, id: string) => void): this {
    return this.#edit((draft) => {
      change(draft, freshId(draft, this.#context.random));
      return {done: true, label: 'amend'};
    });
  }
}

function incidentOf(text: string): Incident {
  const reading = readIncident(text);
  if (!reading.readable) throw new Error(reading.problems[0]?.message ?? 'unreadable');
  return reading.incident;
}
