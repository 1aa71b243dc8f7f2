/** `sitrep list`: every incident, as the tree groups them. */
import * as l10n from '@vscode/l10n';
import { UNDETERMINED } from '../../core/incident/schema.ts';
import { compareInQueue, groupOf, type Group } from '../../core/incident/state.ts';
import { conditionWords } from '../../core/incident/words.ts';
import type { Process } from '../../core/process/process.ts';
import { phaseOf, priorityOf } from '../../core/process/rules.ts';
import { PHASES, type Phase } from '../../core/process/schema.ts';
import { formatDuration } from '../../core/time/duration.ts';
import type { Listed } from '../../repository/incidentIndex.ts';
import type { Repository } from '../../repository/repository.ts';
import type { CommandLine } from '../commandLine.ts';
import { optionalOneOf } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { severityMark } from '../severity.ts';
import { fit, styled, table, widthOf, type Fragment, type Line } from '../text.ts';

export function registerList(line: CommandLine): void {
  line
    .command('list', l10n.t('list the incidents: the most urgent and oldest first, broken files last'), ['sitrep list', 'sitrep list --phase response', 'sitrep list --severity SEV1 --json'], 'reads')
    .option('--phase <phase>', PHASES.join(', '))
    .option('--severity <severity>', l10n.t('a severity of the process, or {0}', UNDETERMINED))
    .addHelpText('after', `\n${l10n.t('Broken files are listed whatever is asked for: nobody knows what they say.')}`)
    .action(line.run(list));
}

type Sound = Extract<Listed, { ok: true }>;
type Broken = Extract<Listed, { ok: false }>;

async function list(session: Session, options: { readonly phase?: string; readonly severity?: string }): Promise<Report> {
  const repository = await session.repository();
  const { process: team } = repository;
  const phase = optionalOneOf<Phase>(options.phase, PHASES, '--phase');
  await repository.index.refresh();
  await repository.index.save();
  const listed = repository.index.list();
  const all = listed.filter((one): one is Sound => one.ok);
  // A severity that the process has dropped may still stand in old files.
  const severities = [...new Set([...team.severities.map(({ name }) => name), UNDETERMINED, ...all.map(({ summary }) => summary.severity)])];
  const severity = optionalOneOf(options.severity, severities, '--severity');
  const shown = all
    .filter(({ summary }) => (phase === undefined || phaseOf(team, summary.status) === phase) && (severity === undefined || summary.severity === severity))
    .sort((a, b) => compareInQueue(team, a.summary, b.summary));
  const broken = listed.filter((one): one is Broken => !one.ok);
  return {
    json: [...shown.map((one) => soundJson(repository, one)), ...broken.map((one) => brokenJson(repository, one))],
    lines: shown.length + broken.length > 0 ? page(session, repository, shown, broken, shortIds(listed)) : [[emptyWords(all.length)]],
  };
}

function soundJson(repository: Repository, { id, file, summary, readOnly }: Sound): Readonly<Record<string, unknown>> {
  const { title, status, severity, mode, services } = summary;
  const { ttd, tta, ttm, ttr } = summary.metrics;
  const { process: team } = repository;
  return {
    id,
    title,
    status,
    phase: phaseOf(team, status),
    severity,
    priority: priorityOf(team, summary),
    mode,
    services,
    file: repository.relative(file),
    metrics: { ttd, tta, ttm, ttr },
    ...(summary.confidential ? { confidential: true } : {}),
    ...(readOnly === null ? {} : { readOnly }),
  };
}

function brokenJson(repository: Repository, { id, file, error }: Broken): Readonly<Record<string, unknown>> {
  return { id, file: repository.relative(file), error: error.message, line: error.line, column: error.column };
}

function emptyWords(count: number): string {
  return count === 0 ? l10n.t('All quiet: there are no incidents yet. “sitrep declare --title …” records one.') : l10n.t('None of the {0} incidents fits.', count);
}

function page(session: Session, repository: Repository, shown: readonly Sound[], broken: readonly Broken[], short: ReadonlyMap<string, string>): readonly Line[] {
  const { process: team } = repository;
  const rows = new Map(shown.map((one) => [one.file, row(team, one, short.get(one.file) ?? one.id, repository.now())]));
  const cut = session.printer.columns;
  // One table, so that columns stand below each other across groups.
  const lines = fitted(table([...rows.values()], '  '), cut);
  const lineOf = new Map([...rows.keys()].map((file, index) => [file, lines[index] ?? []]));
  const groups = headings(team, shown);
  return [
    ...groups.flatMap(({ heading, members }, index) => [...(index > 0 ? [[]] : []), [styled('bold', heading), styled('dim', `  ${members.length}`)], ...members.map(({ file }) => lineOf.get(file) ?? [])]),
    ...(broken.length > 0 ? brokenLines(repository, broken, groups.length > 0) : []),
  ];
}

function row(team: Process, { summary, readOnly }: Sound, short: string, now: number): Line {
  const { severity, status, services, title, since, mode, confidential } = summary;
  const affected = services.map(({ name, condition }) => (condition === null || condition === 'normal' ? name : `${name} ${conditionWords(condition)}`));
  const marks = [mode === 'live' ? '' : mode, confidential ? l10n.t('confidential') : '', readOnly === null ? '' : l10n.t('read-only')].filter((mark) => mark !== '');
  return [
    severityMark(team, severity),
    priorityOf(team, summary) ?? '—',
    styled('bold', short),
    status,
    age(since, now),
    fit(affected.join(', '), 32),
    marks.length > 0 ? `${title} (${marks.join(', ')})` : title,
  ];
}

function age(since: number | null, now: number): string {
  return since === null || since > now ? '—' : formatDuration(Math.floor((now - since) / 1000));
}

interface Headed {
  readonly heading: string;
  readonly members: readonly Sound[];
}

function headings(team: Process, shown: readonly Sound[]): readonly Headed[] {
  const of = (group: Group): Sound[] => shown.filter(({ summary }) => groupOf(team, summary) === group);
  const closed = of('closed');
  const years = [...new Set(closed.map(({ summary }) => summary.closedYear))].sort((a, b) => (b ?? 0) - (a ?? 0));
  return [
    { heading: l10n.t('Needs classification'), members: of('needs-classification') },
    { heading: l10n.t('Active'), members: of('active') },
    { heading: l10n.t('Recovering'), members: of('recovering') },
    { heading: l10n.t('Awaiting review'), members: of('awaiting-review') },
    ...years.map((year) => ({ heading: year === null ? l10n.t('Closed') : l10n.t('Closed {0}', year), members: closed.filter(({ summary }) => summary.closedYear === year) })),
  ].filter(({ members }) => members.length > 0);
}

function brokenLines(repository: Repository, broken: readonly Broken[], apart: boolean): readonly Line[] {
  return [
    ...(apart ? [[]] : []),
    [styled('red', l10n.t('Cannot be read')), styled('dim', `  ${broken.length}`)],
    ...broken.flatMap(({ file, error }) => [[`  ${repository.relative(file)}:${error.line}`], ['    ', error.message]]),
  ];
}

/** On a terminal a line is cut rather than broken: the end of a title can be spared. */
function fitted(lines: readonly Line[], columns: number | null): readonly Line[] {
  if (columns === null) return lines;
  return lines.map((line) => {
    const last = line[line.length - 1];
    if (typeof last !== 'string') return line;
    const taken = line.slice(0, -1).reduce((sum, fragment) => sum + widthOf(plain(fragment)), 0);
    return [...line.slice(0, -1), fit(last, Math.max(10, columns - taken))];
  });
}

function plain(fragment: Fragment): string {
  return typeof fragment === 'string' ? fragment : fragment.text;
}

/** The end of each id where no other has the same, by file. */
function shortIds(listed: readonly Listed[]): ReadonlyMap<string, string> {
  const endOf = (id: string): string => id.slice(id.lastIndexOf('-') + 1).toLowerCase();
  const counts = new Map<string, number>();
  for (const { id } of listed) counts.set(endOf(id), (counts.get(endOf(id)) ?? 0) + 1);
  const whole = new Set(listed.map(({ id }) => id.toLowerCase()));
  return new Map(listed.map(({ id, file }) => [file, counts.get(endOf(id)) === 1 && !whole.has(endOf(id)) ? endOf(id) : id]));
}
