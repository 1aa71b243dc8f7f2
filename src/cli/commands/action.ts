/** `sitrep action`: what is to be done so that it does not come back. */
import * as l10n from '@vscode/l10n';
import { ACTION_KINDS, ACTION_STATES, type Action, type ActionKind, type ActionState } from '../../core/incident/schema.ts';
import { addAction, changeAction } from '../../core/operations/review.ts';
import type { CommandLine } from '../commandLine.ts';
import { usage } from '../failure.ts';
import { findAction } from '../items.ts';
import { optionalOneOf, spelled } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerAction(line: CommandLine): void {
  line
    .command('action <id> <action>', l10n.t('add an action item (add), or change one'), [
      'sitrep action k7q2 add --title "Alert on pool saturation" --kind detect --owner carol --due 2026-12-01',
      'sitrep action k7q2 a3k9mt --state done',
      'sitrep action k7q2 a3k --owner carol --due friday --kind prevent',
      'sitrep action k7q2 "#2" --state declined --reason "the service is retired"',
    ])
    .option('--title <title>', l10n.t('what is to be done'))
    .option('--kind <kind>', ACTION_KINDS.join(', '))
    .option('--owner <person>', l10n.t('who does it'))
    .option('--due <when>', l10n.t('until when: a day, or a time to come'))
    .option('--state <state>', ACTION_STATES.join(', '))
    .option('--reason <reason>', l10n.t('why it is declined, or how it was done'))
    .option('--link <url>', l10n.t('where the result can be seen'))
    .action(line.run(action));
}

interface ActionOptions {
  readonly title?: string;
  readonly kind?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly link?: string;
}

interface Wish {
  readonly title?: string;
  readonly kind?: ActionKind;
  readonly owner?: string;
  readonly due?: string;
  readonly state?: ActionState;
  readonly reason?: string;
  readonly link?: string;
}

async function action(session: Session, id: string, said: string, options: ActionOptions): Promise<Report> {
  const adds = said === 'add';
  const wish = await wishOf(session, options);
  return adds ? add(session, id, wish) : change(session, id, said, wish);
}

async function add(session: Session, id: string, { title, ...wish }: Wish): Promise<Report> {
  if (!title?.trim()) throw usage(l10n.t('What is to be done? Give --title "Alert on pool saturation".'));
  if (wish.state !== undefined) throw usage(l10n.t('A new action is open: --state is for one that is there.'));
  const located = await session.incident(id);
  const edit = await session.change(located, addAction(await session.context(), { title, ...wish }));
  const added = edit.incident.actions?.find((one) => one.id === edit.item);
  return report(session, located, edit.item ?? null, added, l10n.t('added action'));
}

async function change(session: Session, id: string, said: string, wish: Wish): Promise<Report> {
  if (Object.values(wish).every((value) => value === undefined)) throw usage(l10n.t('What about this action? Give --state, or what else is to change.'));
  if (wish.title?.trim() === '') throw usage(l10n.t('--title: what is to be done?'));
  if (wish.state === 'declined' && !wish.reason?.trim()) throw usage(l10n.t('Why is the action declined? Give --reason.'));
  const incident = await session.read(id);
  const { identity, item } = findAction(incident, said);
  const edit = await session.change(incident, changeAction(await session.context(), identity, wish));
  const changed = edit.incident.actions?.find((one) => (item.id === undefined ? one.title === (wish.title ?? item.title) : one.id === item.id));
  return report(session, incident, item.id ?? said, changed, l10n.t('action'));
}

async function wishOf(session: Session, options: ActionOptions): Promise<Wish> {
  const { process: team } = await session.repository();
  const { owner } = options;
  const due = options.due === '' ? undefined : await session.when(options.due, '--due', true);
  return {
    title: options.title,
    kind: optionalOneOf<ActionKind>(options.kind, ACTION_KINDS, '--kind'),
    owner: owner === undefined ? undefined : (spelled(owner, Object.keys(team.people)) ?? owner.trim()),
    due: due?.text,
    state: optionalOneOf<ActionState>(options.state, ACTION_STATES, '--state'),
    reason: options.reason,
    link: options.link,
  };
}

async function report(session: Session, incident: { readonly id: string; readonly file: string }, action: string | null, now: Action | undefined, what: string): Promise<Report> {
  const repository = await session.repository();
  const details = [now?.state ?? 'open', now?.kind, now?.owner, now?.due && l10n.t('due {0}', now.due)].filter(Boolean).join(', ');
  return {
    json: { id: incident.id, file: repository.relative(incident.file), action, ...(now ? { title: now.title, state: now.state ?? 'open', kind: now.kind ?? null, owner: now.owner ?? null, due: now.due ?? null } : {}) },
    lines: [[styled('bold', await session.shortId(incident.id)), `: ${what} `, styled('bold', action ?? ''), ` ${now?.title ?? ''} (${details})`]],
  };
}
