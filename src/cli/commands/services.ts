/** `sitrep service` and `sitrep verify`: how services are, and how it was verified that they are well. */
import * as l10n from '@vscode/l10n';
import { CONDITIONS, type Condition } from '../../core/incident/schema.ts';
import { serviceStates } from '../../core/incident/state.ts';
import { conditionWords } from '../../core/incident/words.ts';
import { setCondition } from '../../core/operations/recovery.ts';
import type { CommandLine } from '../commandLine.ts';
import { usage } from '../failure.ts';
import { oneOf, shellWord, spelled } from '../names.ts';
import type { Report } from '../printer.ts';
import { readingOf, type Session } from '../session.ts';
import { styled, type Line } from '../text.ts';
import { whenWords } from '../when.ts';

export function registerServices(line: CommandLine): void {
  line
    .command('service <id> <name>', l10n.t('set the condition of a service'), ['sitrep service k7q2 checkout --condition degraded', 'sitrep service k7q2 payments --condition down --at 05:19'])
    .requiredOption('--condition <condition>', CONDITIONS.join(', '))
    .option('--at <when>', l10n.t('since when (default: now)'))
    .action(line.run(service));
  line
    .command('verify <id> <service>', l10n.t('record that a service is back to normal, and how that was verified'), [
      'sitrep verify k7q2 checkout --how "synthetic purchase, 50 of 50 in 10 minutes"',
      'sitrep verify k7q2 payments --how "error rate below 0.1 %" --by carol --at "5 min ago"',
    ])
    .requiredOption('--how <how>', l10n.t('what was checked, and what it said'))
    .option('--at <when>', l10n.t('when (default: now)'))
    .action(line.run(verify));
}

async function service(session: Session, id: string, name: string, options: { readonly condition: string; readonly at?: string }): Promise<Report> {
  const condition = oneOf<Condition>(options.condition, CONDITIONS, '--condition');
  return set(session, id, name, { condition, at: options.at });
}

async function verify(session: Session, id: string, name: string, options: { readonly how: string; readonly at?: string }): Promise<Report> {
  if (options.how.trim() === '') throw usage(l10n.t('How was it verified? Give --how "synthetic purchase, 50 of 50".'));
  return set(session, id, name, { condition: 'normal', how: options.how, at: options.at });
}

interface Wish {
  readonly condition: Condition;
  readonly how?: string;
  readonly at?: string;
}

async function set(session: Session, id: string, said: string, wish: Wish): Promise<Report> {
  if (said.trim() === '') throw usage(l10n.t('Which service?'));
  const located = await session.incident(id);
  const at = await session.when(wish.at);
  const repository = await session.repository();
  const before = await readingOf(repository, located);
  const listed = before ? serviceStates(before).map((one) => one.name) : [];
  const name = spelled(said, listed) ?? spelled(said, Object.keys(repository.process.services)) ?? said.trim();
  if (!listed.includes(name)) {
    const known = [...new Set([...listed, ...Object.keys(repository.process.services)])];
    const others = known.length === 0 ? '' : l10n.t(' Known: {0}.', known.join(', '));
    if (!Object.hasOwn(repository.process.services, name)) session.printer.warn(l10n.t('Note: {0} is new to this incident and not in sitrep.yaml.{1} “sitrep undo” takes it back.', name, others));
  }
  const change = { service: name, condition: wish.condition, how: wish.how, at: at?.text };
  const { incident, item, label } = await session.change(located, setCondition(await session.context(), change));
  const services = serviceStates(incident).map(({ name: other, condition, verified }) => ({ name: other, condition, verified }));
  const short = await session.shortId(located.id);
  const stamp: Line[] = at ? [[l10n.t('  at {0}', whenWords(at, await session.zone()))]] : [];
  const unverified = wish.condition === 'normal' && !wish.how;
  const hint: Line[] = unverified ? [[l10n.t('  How was that verified? '), styled('bold', `sitrep verify ${shellWord(short)} ${shellWord(name)} --how "…"`)]] : [];
  return {
    json: { id: located.id, file: repository.relative(located.file), done: label, entry: item, services },
    lines: [[styled('bold', short), ': ', wish.how ? l10n.t('{0} verified normal: {1}', name, wish.how) : l10n.t('{0} is {1}', name, conditionWords(wish.condition))], ...stamp, ...hint],
  };
}
