/**
 * The status, through its gates: what is missing is asked for then and there, or passed with an override. Everything is
 * written at the end, as one change; Escape anywhere before that writes nothing.
 */
import * as l10n from '@vscode/l10n';
import type { Incident } from '../../core/incident/schema.ts';
import { ACTION_KINDS } from '../../core/incident/schema.ts';
import { isDone, phaseOf, reopenStatus } from '../../core/process/rules.ts';
import type { Need } from '../../core/process/gates.ts';
import { classify } from '../../core/operations/classification.ts';
import type { OperationContext } from '../../core/operations/context.ts';
import { inOrder, type Operation } from '../../core/operations/edit.ts';
import { addEntry } from '../../core/operations/entries.ts';
import { changeStatus, gateWords, missingOnTheWay, proposesAcknowledged, proposesMitigated, setCondition, type StatusChange } from '../../core/operations/recovery.ts';
import { changeAction, setReview } from '../../core/operations/review.ts';
import { identitiesOf } from '../../core/incident/identity.ts';
import { askSeverity } from '../classify/classify.ts';
import { applyEdit, readTarget } from '../edits.ts';
import { askChoice, askLine, askNameOrChoice, askTime } from '../input/ask.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';

/** @param to the status to enter; asked for when absent */
export async function changeStatusByInput(services: Services, target: Target, to?: string): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const { incident } = reading;
  const status = to ?? (await askStatus(target, incident));
  if (status === undefined) return;
  const stamps = await askStamps(services, target, incident, status);
  if (stamps === undefined) return;
  const plan = await askMissing(services, target, incident, status, stamps);
  if (plan === undefined) return;
  await applyEdit(services, target, (context) => inOrder([...plan.before.map((operation) => operation(context)), changeStatus(context, { to: status, stamps, ...plan.change })]));
}

export async function reopenByInput(services: Services, target: Target): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const { process } = target.repository;
  const phase = phaseOf(process, reading.incident.status);
  if (phase !== 'review' && phase !== 'done') {
    await services.reporter.refused({ kind: 'invalid', message: l10n.t('“{0}” is {1}: it is still open.', target.title, reading.incident.status) });
    return;
  }
  const reason = await askLine({ title: target.title, prompt: l10n.t('Why is it reopened? Earlier times stay as they are.') });
  if (reason === undefined) return;
  await applyEdit(services, target, (context) => changeStatus(context, { to: reopenStatus(process), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }));
}

async function askStatus(target: Target, incident: Incident): Promise<string | undefined> {
  const { process } = target.repository;
  const others = process.statuses.filter(({ name }) => name !== incident.status);
  const at = process.statuses.findIndex(({ name }) => name === incident.status);
  const next = process.statuses[at + 1]?.name;
  return askChoice({
    title: target.title,
    placeholder: l10n.t('The status is {0}. What is it now?', incident.status),
    choices: others.map(({ name, phase }) => {
      const missing = missingOnTheWay({ process }, incident, name);
      return { label: name, description: phase === name ? '' : phaseWords(phase), detail: missing.length > 0 ? gateWords(name, missing) : '', value: name };
    }),
    ...(next === undefined || isDone(process, next) ? {} : { active: next }),
  });
}

/** Milestones that go with the change: proposed with the present, taken out by clearing the line. */
async function askStamps(services: Services, target: Target, incident: Incident, to: string): Promise<NonNullable<StatusChange['stamps']> | undefined> {
  const { repository, title } = target;
  const ask = (prompt: string): ReturnType<typeof askTime> => askTime({ title, prompt, value: l10n.t('now'), zone: services.zones.of(repository.process), now: () => repository.now(), optional: true });
  if (proposesMitigated(repository, incident, to)) {
    const at = await ask(l10n.t('When was the harm stopped (mitigated)? Clear the line if it is not.'));
    return at === undefined ? undefined : at === 'none' ? {} : { mitigated: at.text };
  }
  if (proposesAcknowledged(repository, incident, to)) {
    const at = await ask(l10n.t('When did somebody take it on (acknowledged)? Clear the line to leave that open.'));
    return at === undefined ? undefined : at === 'none' ? {} : { acknowledged: at.text };
  }
  return {};
}

type Later = (context: OperationContext) => Operation;

interface Plan {
  readonly before: readonly Later[];
  readonly change: Pick<StatusChange, 'reason' | 'override' | 'of'>;
}

/** Asks for what is missing, one by one; or for the reason to go on without. */
async function askMissing(services: Services, target: Target, incident: Incident, to: string, stamps: NonNullable<StatusChange['stamps']>): Promise<Plan | undefined> {
  const { process } = target.repository;
  const needs = missingOnTheWay({ process }, incident, to).filter((need) => !(need.condition === 'mitigated' && stamps.mitigated !== undefined));
  if (needs.length === 0) return { before: [], change: {} };
  const inherent = needs.every((need) => need.condition === 'reason' || need.condition === 'other-incident');
  const way = inherent
    ? 'supply'
    : await askChoice<'supply' | 'override'>({
        title: target.title,
        placeholder: gateWords(to, needs),
        choices: [
          { label: l10n.t('Supply what is missing'), detail: needs.map((need) => need.words).join(', '), value: 'supply' },
          { label: l10n.t('Go on without'), detail: l10n.t('The reason is recorded in the timeline.'), value: 'override' },
        ],
      });
  if (way === undefined) return undefined;
  if (way === 'override') {
    const override = await askRequired(target, l10n.t('Why go on although this is missing? {0}', needs.map((need) => need.words).join(', ')));
    return override === undefined ? undefined : { before: [], change: { override } };
  }
  const before: Later[] = [];
  let change: Plan['change'] = {};
  for (const [index, need] of needs.entries()) {
    const answer = await supply(services, target, incident, need, { step: index + 1, steps: needs.length });
    if (answer === undefined) return undefined;
    if ('change' in answer) change = { ...change, ...answer.change };
    else before.push(...answer.before);
  }
  return { before, change };
}

async function supply(services: Services, target: Target, incident: Incident, need: Need, at: { readonly step: number; readonly steps: number }): Promise<{ readonly before: readonly Later[] } | { readonly change: Plan['change'] } | undefined> {
  const { repository, title } = target;
  const { process } = repository;
  switch (need.condition) {
    case 'severity-determined': {
      const severity = await askSeverity(title, process, incident);
      return severity === undefined ? undefined : { before: [(context) => classify(context, { severity })] };
    }
    case 'services-verified': {
      const { name } = need.service;
      const how = await askLine({ title, ...at, prompt: l10n.t('How was it verified that {0} is back to normal?', name), placeholder: l10n.t('error ratio below 0.1 % for 15 min'), explain: required(l10n.t('Say how: a graph, a test, a customer.')) });
      return how === undefined ? undefined : { before: [(context) => setCondition(context, { service: name, condition: 'normal', how: how.trim() })] };
    }
    case 'mitigated': {
      const time = await askTime({ title, ...at, prompt: l10n.t('When was the harm stopped (mitigated)?'), value: l10n.t('now'), zone: services.zones.of(process), now: () => repository.now() });
      return time === undefined || time === 'none' ? undefined : { before: [(context) => addEntry(context, { type: 'mitigated', at: time.text })] };
    }
    case 'review-published': {
      const published = await askChoice({ title, ...at, placeholder: l10n.t('The review is not published. Is the postmortem read and agreed on?'), choices: [{ label: l10n.t('Yes: mark the review as published'), value: true }] });
      return published === undefined ? undefined : { before: [() => setReview('published')] };
    }
    case 'actions-complete':
      return askActionGaps(target, incident, need, at);
    case 'reason': {
      const reason = await askRequired(target, l10n.t('Why?'), at);
      return reason === undefined ? undefined : { change: { reason } };
    }
    case 'other-incident': {
      const others = repository.index.list().flatMap((one) => (one.ok && one.id !== target.incident.id ? [one] : []));
      const of = await askChoice({ title, ...at, placeholder: l10n.t('Which incident goes on instead?'), choices: others.toReversed().map((one) => ({ label: one.summary.title, description: one.summary.status, detail: one.id, value: one.id })) });
      return of === undefined ? undefined : { change: { of } };
    }
  }
}

async function askActionGaps(target: Target, incident: Incident, need: Need & { condition: 'actions-complete' }, at: { readonly step: number; readonly steps: number }): Promise<{ readonly before: readonly Later[] } | undefined> {
  const key = identitiesOf('actions', incident.actions ?? [])[need.action.index] ?? '';
  const title = `${target.title} · ${need.action.title}`;
  const before: Later[] = [];
  for (const lack of need.lacks) {
    if (lack === 'kind') {
      const kind = await askChoice({ title, ...at, placeholder: l10n.t('What kind of action is it?'), choices: ACTION_KINDS.map((name) => ({ label: name, value: name })) });
      if (kind === undefined) return undefined;
      before.push((context) => changeAction(context, key, { kind }));
    } else if (lack === 'owner') {
      const owner = await askNameOrChoice({ title, ...at, placeholder: l10n.t('Who owns it?'), choices: Object.entries(target.repository.process.people).map(([label, { name }]) => ({ label, description: name })) });
      if (owner === undefined) return undefined;
      before.push((context) => changeAction(context, key, { owner }));
    } else {
      const due = await askTime({ title, ...at, prompt: l10n.t('When is it due?'), zone: 'UTC', now: () => target.repository.now() });
      if (due === undefined || due === 'none') return undefined;
      before.push((context) => changeAction(context, key, { due: due.text.slice(0, 10) }));
    }
  }
  return { before };
}

export async function setConditionByInput(services: Services, target: Target, givenService: string | undefined, givenCondition?: 'normal'): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const { process } = target.repository;
  const affected = (reading.incident.services ?? []).map(({ name, condition }) => ({ label: name, description: condition ?? '' }));
  const known = Object.keys(process.services).filter((name) => !affected.some(({ label }) => label === name)).map((label) => ({ label, description: l10n.t('not affected so far') }));
  const service = givenService ?? (await askNameOrChoice({ title: target.title, placeholder: l10n.t('Which service?'), choices: [...affected, ...known] }));
  if (service === undefined) return;
  const condition = givenCondition ?? (await askChoice({
    title: `${target.title} · ${service}`,
    placeholder: l10n.t('How is {0} now?', service),
    choices: [
      { label: 'down', detail: l10n.t('It does not serve its users.'), value: 'down' as const },
      { label: 'degraded', detail: l10n.t('It serves them badly, or some of them.'), value: 'degraded' as const },
      { label: 'normal', detail: l10n.t('It is back; you will be asked how that was verified.'), value: 'normal' as const },
    ],
  }));
  if (condition === undefined) return;
  const how = condition === 'normal' ? await askLine({ title: `${target.title} · ${service}`, prompt: l10n.t('How was it verified that {0} is back to normal? Enter alone: not verified yet.', service) }) : '';
  if (how === undefined) return;
  await applyEdit(services, target, (context) => setCondition(context, { service, condition, ...(how.trim() === '' ? {} : { how: how.trim() }) }));
}

async function askRequired(target: Target, prompt: string, at: { readonly step?: number; readonly steps?: number } = {}): Promise<string | undefined> {
  const answer = await askLine({ title: target.title, ...at, prompt, explain: required(l10n.t('A reason is needed.')) });
  return answer?.trim();
}

function required(words: string): (input: string) => { readonly ok: boolean; readonly words: string } & ({ ok: true } | { ok: false }) {
  return (input) => (input.trim() === '' ? { ok: false, words } : { ok: true, words: '' });
}

function phaseWords(phase: string): string {
  switch (phase) {
    case 'identification':
      return l10n.t('identification');
    case 'response':
      return l10n.t('response');
    case 'recovery':
      return l10n.t('recovery');
    case 'review':
      return l10n.t('post-incident review');
    default:
      return l10n.t('done');
  }
}
