/** `sitrep declare`: a new incident, from a title or from alerts. */
import * as l10n from '@vscode/l10n';
import { Option } from 'commander';
import { MODES, UNDETERMINED, type Mode } from '../../core/incident/schema.ts';
import type { Declaration } from '../../core/operations/declare.ts';
import type { RecordedTime } from '../../core/time/recordedTime.ts';
import type { Declared } from '../../repository/repository.ts';
import { collect, type CommandLine } from '../commandLine.ts';
import { refused, usage } from '../failure.ts';
import { optionalOneOf, shellWord, spelled } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled, type Line } from '../text.ts';
import { whenWords } from '../when.ts';

export function registerDeclare(line: CommandLine): void {
  line
    .command('declare', l10n.t('declare an incident, or record alerts of Alertmanager'), [
      'sitrep declare --title "Checkout latency above objective"',
      'sitrep declare --title "Checkout down" --service checkout --service payments --impact high --urgency high --started "20 min ago"',
      'sitrep declare --title "Failover drill" --mode drill',
      'sitrep declare --alert webhook.json',
      'curl -s http://alertmanager:9093/api/v2/alerts | sitrep declare --alert - --json',
    ])
    .option('--title <title>', l10n.t('what is wrong, in a line'))
    .option('--service <name>', l10n.t('a service that is affected; may be given several times'), collect)
    .option('--impact <impact>', l10n.t('how many are affected, and how much: critical, high, medium or low unless sitrep.yaml names others'))
    .option('--urgency <urgency>', l10n.t('how quickly it gets worse: high, medium or low unless sitrep.yaml names others'))
    .option('--severity <severity>', l10n.t('default: what impact and urgency suggest, else undetermined'))
    .option('--type <type>', l10n.t('a type of the process, such as availability or security'))
    .option('--mode <mode>', MODES.join(', '))
    .option('--started <when>', l10n.t('when it started, as far as known'))
    .addOption(
      new Option('--alert <file>', l10n.t('a webhook body or a list of the API v2, - for standard input: firing alerts join the open incident that knows them, else make one; resolved ones are noted, and never declare')).conflicts([
        'title',
        'service',
        'impact',
        'urgency',
        'severity',
        'type',
        'mode',
        'started',
      ]),
    )
    .action(line.run(declare));
}

interface DeclareOptions {
  readonly title?: string;
  readonly service?: readonly string[];
  readonly impact?: string;
  readonly urgency?: string;
  readonly severity?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly started?: string;
  readonly alert?: string;
}

async function declare(session: Session, options: DeclareOptions): Promise<Report> {
  if (options.alert !== undefined) {
    const { declareFromAlerts } = await import('../alerts.ts');
    return declareFromAlerts(session, options.alert);
  }
  if (!options.title?.trim()) throw usage(l10n.t('What is wrong? Give --title "Checkout latency", or --alert FILE.'));
  const started = await session.when(options.started, '--started');
  const repository = await session.repository();
  const declaration = await declarationOf(session, { ...options, title: options.title }, started);
  const outcome = await repository.declare(await session.person(), declaration);
  if (!outcome.ok) throw refused(outcome.refusal);
  return declared(session, outcome.value, started);
}

async function declarationOf(session: Session, options: DeclareOptions & { readonly title: string }, started: RecordedTime | undefined): Promise<Declaration> {
  const { process: team } = await session.repository();
  return {
    title: options.title,
    services: [...new Set((options.service ?? []).map((name) => serviceName(name, Object.keys(team.services))))],
    impact: optionalOneOf(options.impact, team.impacts.map(({ name }) => name), '--impact'),
    urgency: optionalOneOf(options.urgency, team.urgencies.map(({ name }) => name), '--urgency'),
    severity: optionalOneOf(options.severity, [...team.severities.map(({ name }) => name), UNDETERMINED], '--severity'),
    type: optionalOneOf(options.type, Object.keys(team.types), '--type'),
    mode: optionalOneOf<Mode>(options.mode, MODES, '--mode'),
    started: started?.text,
  };
}

function serviceName(said: string, known: readonly string[]): string {
  const name = said.trim();
  if (name === '') throw usage(l10n.t('--service: which one?'));
  return spelled(name, known) ?? name;
}

async function declared(session: Session, { id, file, incident }: Declared, started: RecordedTime | undefined): Promise<Report> {
  const repository = await session.repository();
  const [short, severity] = [await session.shortId(id), incident.severity ?? UNDETERMINED];
  const next: Line =
    severity === UNDETERMINED
      ? [l10n.t('  Not classified yet: '), styled('bold', `sitrep classify ${shellWord(short)} --impact IMPACT --urgency URGENCY`)]
      : [l10n.t('  {0}. On it: ', severity), styled('bold', `sitrep status ${shellWord(short)} investigating`)];
  return {
    json: { id, file: repository.relative(file), created: true, title: incident.title, status: incident.status, severity, ...(started ? { started: started.text } : {}) },
    lines: [
      [l10n.t('Declared '), styled('bold', short), `: ${incident.title}`],
      [`  ${session.shown(file)}`],
      ...(started ? [[l10n.t('  Started {0}', whenWords(started, await session.zone()))]] : []),
      next,
    ],
  };
}
