/** `sitrep status`: on to another status, through the gate that the process puts before it. */
import * as l10n from '@vscode/l10n';
import { nowText } from '../../core/operations/context.ts';
import { changeStatus, missingOnTheWay, proposesAcknowledged, proposesMitigated } from '../../core/operations/recovery.ts';
import { nextStatus } from '../../core/process/rules.ts';
import type { CommandLine } from '../commandLine.ts';
import { Failure, usage } from '../failure.ts';
import { oneOf } from '../names.ts';
import { needLines } from '../needs.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled, type Line } from '../text.ts';
import { whenWords } from '../when.ts';

export function registerStatus(line: CommandLine): void {
  line
    .command('status <id> <status>', l10n.t('change the status; what the process asks for before it must be there'), [
      'sitrep status k7q2 investigating',
      'sitrep status k7q2 monitoring --at "5 min ago"',
      'sitrep status k7q2 resolved --override "payments is retired today"',
      'sitrep status k7q2 duplicate --of m4x7 --reason "same alert"',
      'sitrep status k7q2 investigating --reason "it came back"',
    ])
    .option('--at <when>', l10n.t('when (default: now)'))
    .option('--reason <reason>', l10n.t('why; asked for by cancelled and duplicate'))
    .option('--override <reason>', l10n.t('go on although something is missing, and record why'))
    .option('--of <other>', l10n.t('for duplicate: ID of the incident that goes on'))
    .option('--no-mitigated', l10n.t('do not record along with monitoring that it is mitigated'))
    .option('--no-acknowledged', l10n.t('do not record along with the first response that it is acknowledged'))
    .action(line.run(status));
}

interface StatusOptions {
  readonly at?: string;
  readonly reason?: string;
  readonly override?: string;
  readonly of?: string;
  readonly mitigated: boolean;
  readonly acknowledged: boolean;
}

async function status(session: Session, id: string, said: string, options: StatusOptions): Promise<Report> {
  if (options.override?.trim() === '') throw usage(l10n.t('--override: why go on with something missing?'));
  const repository = await session.repository();
  const { process: team } = repository;
  const to = oneOf(said, team.statuses.map(({ name }) => name), l10n.t('status'));
  const located = await session.incident(id);
  const at = await session.when(options.at);
  const other = options.of === undefined ? undefined : await otherIncident(session, located.id, options.of);
  const context = await session.context();
  let stamped: readonly ('mitigated' | 'acknowledged')[] = [];
  let from = '';
  const { incident, item } = await session.change(
    located,
    (draft) => {
      from = draft.status;
      stamped = [
        ...(options.acknowledged && proposesAcknowledged(context, draft, to) ? ['acknowledged' as const] : []),
        ...(options.mitigated && proposesMitigated(context, draft, to) ? ['mitigated' as const] : []),
      ];
      const stamps = Object.fromEntries(stamped.map((type) => [type, at?.text ?? nowText(context)]));
      return changeStatus(context, { to, at: at?.text, reason: options.reason, override: options.override, of: other, stamps })(draft);
    },
    to,
  );
  const short = await session.shortId(located.id);
  const next = nextStatus(team, to);
  const missing = next === null ? [] : missingOnTheWay(context, incident, next);
  const more: Line[] = [
    ...(at ? [[l10n.t('  at {0}', whenWords(at, await session.zone()))]] : []),
    ...stamped.map((type) => [type === 'mitigated' ? l10n.t('  Recorded as mitigated at the same time (--no-mitigated leaves that out).') : l10n.t('  Recorded as acknowledged at the same time (--no-acknowledged leaves that out).')]),
    ...(missing.length > 0 ? [[l10n.t('Before {0}:', next ?? '')], ...needLines(missing, short, next ?? '')] : []),
  ];
  const entry = incident.timeline.find((one) => one.id === item);
  return {
    json: { id: located.id, file: repository.relative(located.file), status: to, from, at: entry?.at ?? null, entry: item, stamped, ...(entry?.override === undefined ? {} : { override: entry.override }) },
    lines: [[styled('bold', short), `: ${from} → `, styled('bold', to)], ...more],
  };
}

async function otherIncident(session: Session, own: string, said: string): Promise<string> {
  const { id } = await session.incident(said);
  if (id === own) throw new Failure('invalid', l10n.t('An incident cannot be a duplicate of itself. Name the other one with --of.'));
  return id;
}
