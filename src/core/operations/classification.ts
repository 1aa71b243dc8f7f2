/** Classification and prioritisation: impact, urgency, severity, priority, type; and who has which role. */
import * as l10n from '@vscode/l10n';
import { UNDETERMINED, type Entry, type Incident } from '../incident/schema.ts';
import type { Process } from '../process/process.ts';
import { priorityOf, suggestSeverity } from '../process/rules.ts';
import { checkNames, checkTimes, compact, freshId, insertInOrder, nowText, spelled, type OperationContext } from './context.ts';
import { refuse, type Operation } from './edit.ts';

export interface Classification {
  readonly impact?: string;
  readonly urgency?: string;
  /** Absent: what the matrix says of impact and urgency, if one of them is given. */
  readonly severity?: string;
  /** Empty to let it follow the severity again. */
  readonly priority?: string;
  readonly type?: string;
  readonly reason?: string;
  readonly at?: string;
}

/** Sets what is given, and writes an entry with from and to for each thing that changed. */
export function classify(context: OperationContext, wish: Classification): Operation {
  return (draft) => {
    const { process } = context;
    const said = {
      impact: spelled(wish.impact, process.impacts.map((one) => one.name)),
      urgency: spelled(wish.urgency, process.urgencies.map((one) => one.name)),
      severity: spelled(wish.severity, [...process.severities.map((one) => one.name), UNDETERMINED]),
      type: spelled(wish.type, Object.keys(process.types)),
      priority: spelled(wish.priority || undefined, prioritiesOf(process)),
    };
    const wrong = checkNames(said) ?? checkTimes(wish.at);
    if (wrong) return wrong;
    const [impact, urgency, severity, type] = [said.impact?.name, said.urgency?.name, said.severity?.name, said.type?.name];
    const before = { ...draft };
    const write = (entry: Omit<Entry, 'at' | 'id' | 'by'>): void => {
      addChange(context, draft, { ...entry, reason: wish.reason }, wish.at);
    };

    if (impact) draft.impact = impact;
    if (urgency) draft.urgency = urgency;
    const suggested = impact || urgency ? suggestSeverity(process, draft.impact, draft.urgency) : null;
    const newSeverity = severity ?? suggested ?? undefined;
    if (newSeverity !== undefined) draft.severity = newSeverity;
    if (type) draft.type = type;
    if (wish.priority === '') delete draft.priority;
    else if (said.priority?.name) draft.priority = said.priority.name;

    const labels: string[] = [];
    const told = (type: 'severity' | 'priority', from: string, to: string): void => {
      write({ type, from, to });
      labels.push(`${type} ${from} → ${to}`);
    };
    const oldSeverity = before.severity ?? UNDETERMINED;
    const severityNow = draft.severity ?? UNDETERMINED;
    if (severityNow !== oldSeverity) told('severity', oldSeverity, severityNow);
    const [oldPriority, priority] = [before.priority ?? '', draft.priority ?? ''];
    if (priority !== oldPriority) told('priority', (priorityOf(process, before) ?? oldPriority) || '–', (priorityOf(process, draft) ?? priority) || '–');
    for (const key of ['type', 'impact', 'urgency'] as const) {
      const [from, to] = [before[key], draft[key]];
      // A change of impact or urgency that changes the severity is told by that entry.
      if (to === undefined || to === from) continue;
      if (key !== 'type' && severityNow !== oldSeverity) continue;
      write({ type: 'scope', text: key, from: from ?? UNDETERMINED, to });
      labels.push(`${key} ${to}`);
    }
    if (labels.length === 0 && before.impact === draft.impact && before.urgency === draft.urgency) {
      return refuse('invalid', l10n.t('This is how it is classified already.'));
    }
    return { done: true, label: labels.join(', ') };
  };
}

/** @param person a handle; empty leaves the role to nobody */
export function assign(context: OperationContext, role: string, person: string, options: { readonly at?: string; readonly reason?: string } = {}): Operation {
  return (draft) => {
    const name = role.trim();
    if (name === '') return refuse('invalid', l10n.t('Which role?'));
    // Such keys mean something else to programs, and readers leave them out.
    if (['__proto__', 'constructor', 'prototype'].includes(name)) return refuse('invalid', l10n.t('“{0}” cannot be the name of a role.', name));
    const wrong = checkTimes(options.at);
    if (wrong) return wrong;
    const before = draft.roles && Object.hasOwn(draft.roles, name) ? draft.roles[name] : undefined;
    const from = Array.isArray(before) ? before.join(', ') : before;
    const people = person.split(',').map((one) => one.trim()).filter((one) => one !== '');
    const to = people.join(', ');
    if ((from ?? '') === to) return refuse('invalid', to === '' ? l10n.t('Nobody is {0}.', name) : l10n.t('{0} is {1} already.', to, name));
    const roles = { ...draft.roles };
    if (to === '') delete roles[name];
    else roles[name] = people.length > 1 ? people : (people[0] ?? to);
    draft.roles = roles;
    addChange(context, draft, { type: 'role', role: name, from, to: to === '' ? undefined : to, reason: options.reason }, options.at);
    return { done: true, label: to === '' ? l10n.t('{0}: nobody', name) : l10n.t('{0}: {1}', name, to) };
  };
}

/** Writes the entry of a change, by the person and at the time of the context unless another time is given. */
export function addChange(context: OperationContext, draft: Incident, change: Omit<Entry, 'at' | 'id'>, at?: string): string {
  const id = freshId(draft, context.random);
  const { type, by, ...rest } = change;
  insertInOrder(draft.timeline, compact({ id, at: at ?? nowText(context), type, by: by ?? context.by, ...rest }));
  return id;
}

function prioritiesOf(process: Process): readonly string[] {
  return [...new Set(process.severities.flatMap(({ priority }) => priority ?? []))];
}
