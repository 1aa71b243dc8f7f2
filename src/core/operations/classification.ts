/** Classification and prioritisation: impact, urgency, severity, priority, type; and who has which role. */
import * as l10n from '@vscode/l10n';
import { UNDETERMINED, type Entry, type Incident } from '../incident/schema.ts';
import { priorityOf, suggestSeverity } from '../process/rules.ts';
import { compact, freshId, insertInOrder, nowText, type OperationContext } from './context.ts';
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
    };
    const stranger = Object.values(said).find((one) => one?.name === null);
    if (stranger) return refuse('invalid', l10n.t('“{0}” is not known to this process. Known: {1}.', stranger.said, stranger.names.join(', ')));
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
    else if (wish.priority !== undefined) draft.priority = wish.priority;

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
    const before = draft.roles?.[name];
    const from = Array.isArray(before) ? before.join(', ') : before;
    const to = person.trim();
    if ((from ?? '') === to) return refuse('invalid', to === '' ? l10n.t('Nobody is {0}.', name) : l10n.t('{0} is {1} already.', to, name));
    const roles = { ...draft.roles };
    const people = to.split(',').map((one) => one.trim()).filter((one) => one !== '');
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

/** Finds a name that the process knows, whatever its case; null for one that it does not know. */
function spelled(said: string | undefined, names: readonly string[]): { readonly said: string; readonly name: string | null; readonly names: readonly string[] } | undefined {
  if (said === undefined) return undefined;
  const name = names.find((one) => one === said) ?? names.find((one) => one.toLowerCase() === said.toLowerCase());
  return { said, name: name ?? null, names };
}
