/** `sitrep classify` and `sitrep assign`: how bad it is, of what kind, and who has which role. */
import * as l10n from '@vscode/l10n';
import { UNDETERMINED } from '../../core/incident/schema.ts';
import { assign, classify } from '../../core/operations/classification.ts';
import { priorityOf } from '../../core/process/rules.ts';
import type { CommandLine } from '../commandLine.ts';
import { usage } from '../failure.ts';
import { optionalOneOf, spelled } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerClassify(line: CommandLine): void {
  line
    .command('classify <id>', l10n.t('set impact, urgency, severity, priority or type'), [
      'sitrep classify k7q2 --impact high --urgency medium',
      'sitrep classify k7q2 --severity SEV2 --reason "payments affected too"',
      'sitrep classify k7q2 --priority P1',
      'sitrep classify k7q2 --priority ""',
    ])
    .option('--impact <impact>', l10n.t('how many are affected, and how much'))
    .option('--urgency <urgency>', l10n.t('how quickly it gets worse'))
    .option('--severity <severity>', l10n.t('default: what impact and urgency suggest'))
    .option('--priority <priority>', l10n.t('only where it differs from the severity’s; empty to let it follow again'))
    .option('--type <type>', l10n.t('a type of the process'))
    .option('--reason <reason>', l10n.t('why'))
    .action(line.run(classifyIncident));
  line
    .command('assign <id> <role> <person>', l10n.t('give somebody a role'), ['sitrep assign k7q2 commander alice', 'sitrep assign k7q2 operations carol,erin', 'sitrep assign k7q2 scribe ""'])
    .addHelpText('after', `\n${l10n.t('An empty person leaves the role to nobody.')}`)
    .option('--reason <reason>', l10n.t('why'))
    .action(line.run(assignRole));
}

interface ClassifyOptions {
  readonly impact?: string;
  readonly urgency?: string;
  readonly severity?: string;
  readonly priority?: string;
  readonly type?: string;
  readonly reason?: string;
}

async function classifyIncident(session: Session, id: string, options: ClassifyOptions): Promise<Report> {
  const { impact, urgency, severity, priority, type, reason } = options;
  if ([impact, urgency, severity, priority, type].every((value) => value === undefined)) {
    throw usage(l10n.t('Classify as what? Give --impact and --urgency, --severity, --priority or --type.'));
  }
  const repository = await session.repository();
  const { process: team } = repository;
  const wish = {
    impact: optionalOneOf(impact, team.impacts.map(({ name }) => name), '--impact'),
    urgency: optionalOneOf(urgency, team.urgencies.map(({ name }) => name), '--urgency'),
    severity: optionalOneOf(severity, [...team.severities.map(({ name }) => name), UNDETERMINED], '--severity'),
    type: optionalOneOf(type, Object.keys(team.types), '--type'),
    priority: priority?.trim(),
    reason,
  };
  const located = await session.incident(id);
  const { incident, label } = await session.change(located, classify(await session.context(), wish));
  const now = { severity: incident.severity ?? UNDETERMINED, priority: priorityOf(team, incident), impact: incident.impact ?? null, urgency: incident.urgency ?? null, type: incident.type ?? null };
  return {
    json: { id: located.id, file: repository.relative(located.file), done: label, ...now },
    lines: [[styled('bold', await session.shortId(located.id)), `: ${label || [now.impact, now.urgency].join(', ')}`]],
  };
}

async function assignRole(session: Session, id: string, said: string, person: string, options: { readonly reason?: string }): Promise<Report> {
  const repository = await session.repository();
  const { process: team } = repository;
  if (said.trim() === '') throw usage(l10n.t('Which role? Known: {0}.', Object.keys(team.roles).join(', ')));
  const located = await session.incident(id);
  const role = spelled(said, Object.keys(team.roles)) ?? said.trim();
  if (!Object.hasOwn(team.roles, role)) session.printer.warn(l10n.t('Note: “{0}” is not a role of this process ({1}). It is recorded as given.', role, Object.keys(team.roles).join(', ')));
  const people = person.split(',').map((one) => spelled(one, Object.keys(team.people)) ?? one.trim());
  const handles = Object.keys(team.people);
  const strangers = handles.length === 0 ? [] : people.filter((one) => one !== '' && !handles.includes(one));
  if (strangers.length > 0) session.printer.warn(l10n.t('Note: {0} is not one of the people of sitrep.yaml ({1}). It is recorded as given.', strangers.join(', '), handles.join(', ')));
  const { label, incident } = await session.change(located, assign(await session.context(), role, people.join(','), { reason: options.reason }));
  return {
    json: { id: located.id, file: repository.relative(located.file), done: label, roles: incident.roles ?? {} },
    lines: [[styled('bold', await session.shortId(located.id)), `: ${label}`]],
  };
}
