/** `sitrep show`: one incident on one page. */
import * as l10n from '@vscode/l10n';
import { isDone, nextStatus, phaseOf, priorityOf } from '../../core/process/rules.ts';
import { metricsOf } from '../../core/incident/metrics.ts';
import { UNDETERMINED, type Incident } from '../../core/incident/schema.ts';
import { groupOf, serviceStates } from '../../core/incident/state.ts';
import { nextUpdates } from '../../core/incident/updates.ts';
import { conditionWords } from '../../core/incident/words.ts';
import { missingOnTheWay } from '../../core/operations/recovery.ts';
import { itemsOf } from '../../core/picture/items.ts';
import type { PictureItem } from '../../core/picture/picture.ts';
import type { Need } from '../../core/process/gates.ts';
import type { Process } from '../../core/process/process.ts';
import { formatRelative, formatSpan } from '../../core/time/duration.ts';
import { parseTime } from '../../core/time/recordedTime.ts';
import type { Problem } from '../../core/yaml/source.ts';
import { diagnoseIncident } from '../../language/diagnostics.ts';
import { dayInZone, displayTime, zoneLabel } from '../../core/time/zone.ts';
import type { CommandLine } from '../commandLine.ts';
import { needJson, needLines } from '../needs.ts';
import type { Report } from '../printer.ts';
import type { Readable, Session } from '../session.ts';
import { severityMark } from '../severity.ts';
import { styled, table, type Line } from '../text.ts';

export function registerShow(line: CommandLine): void {
  line.command('show <id>', l10n.t('show an incident: where it stands, its timeline, what is missing for the next status'), ['sitrep show k7q2', 'sitrep show k7q2 --json'], 'reads').action(line.run(show));
}

/** A status ahead that is not reached yet, because something is missing. */
interface Ahead {
  readonly status: string;
  readonly missing: readonly Need[];
}

async function show(session: Session, id: string): Promise<Report> {
  const repository = await session.repository();
  const { process: team } = repository;
  const readable = await session.read(id);
  const { incident, reading } = readable;
  const short = await session.shortId(readable.id);
  const ahead = statusesAhead(team, incident);
  const problems = diagnoseIncident(reading.source.text, { process: team, folderName: readable.id });
  return {
    json: {
      ...incident,
      id: readable.id,
      file: repository.relative(readable.file),
      phase: phaseOf(team, incident.status),
      group: groupOf(team, incident),
      severity: incident.severity ?? UNDETERMINED,
      priority: priorityOf(team, incident),
      mode: incident.mode ?? 'live',
      services: serviceStates(incident).map((standing) => ({ ...incident.services?.find(({ name }) => name === standing.name), ...standing })),
      metrics: metricsOf(incident),
      next: nextStatus(team, incident.status),
      missing: Object.fromEntries(ahead.map(({ status, missing }) => [status, missing.map((need) => needJson(need, short, status))])),
      readOnly: reading.readOnly,
      problems: problems.map(({ code, severity, message, start }) => ({ code, severity, message, line: start.line, column: start.column })),
    },
    lines: await page(session, readable, short, ahead, problems),
  };
}

/** The statuses from here to the end before which something is missing now. */
function statusesAhead(team: Process, incident: Incident): readonly Ahead[] {
  const ahead: Ahead[] = [];
  for (let status = nextStatus(team, incident.status); status !== null; status = isDone(team, status) ? null : nextStatus(team, status)) {
    const seen = ahead.flatMap(({ missing }) => missing.map(({ words }) => words));
    const missing = missingOnTheWay({ process: team }, incident, status).filter(({ words }) => !seen.includes(words));
    if (missing.length > 0) ahead.push({ status, missing });
  }
  return ahead;
}

async function page(session: Session, { id, file, incident, reading }: Readable, short: string, ahead: readonly Ahead[], found: readonly Problem[]): Promise<readonly Line[]> {
  const { process: team, now } = await factsOf(session);
  const zone = await session.zone();
  const problems = found.filter(({ severity }) => severity !== 'info');
  const [next] = ahead;
  return [
    [severityMark(team, incident.severity), ' ', priorityOf(team, incident) ?? '', '  ', styled('bold', incident.title)],
    [styled('dim', `${id} · ${session.shown(file)}`)],
    ...(reading.readOnly === null ? [] : [[styled('yellow', reading.readOnly)]]),
    ...table(factRows(team, incident, zone, now), ''),
    ...(next ? [[], [styled('bold', l10n.t('Before {0}', next.status))], ...needLines(next.missing, short, next.status)] : []),
    ...timeline(incident, itemsOf(incident, reading.source), zone),
    ...actionLines(incident),
    ...(problems.length > 0 ? [[], [styled('bold', l10n.t('Problems in the file'))], ...problems.slice(0, 20).map(({ start, message }) => [l10n.t('  line {0}: {1}', start.line, message)])] : []),
  ];
}

async function factsOf(session: Session): Promise<{ readonly process: Process; readonly now: number }> {
  const repository = await session.repository();
  return { process: repository.process, now: repository.now() };
}

function factRows(team: Process, incident: Incident, zone: string, now: number): readonly Line[] {
  const phase = phaseOf(team, incident.status);
  const modes = [incident.mode === undefined || incident.mode === 'live' ? '' : incident.mode, incident.outcome ?? '', incident.confidential ? l10n.t('confidential') : ''];
  const status = [phase === null ? incident.status : `${incident.status} (${phase})`, ...modes.filter((mode) => mode !== '' && mode !== 'incident')];
  const services = serviceStates(incident).map(({ name, condition, verified, how }) => {
    if (verified) return l10n.t('{0} {1}, verified: {2}', name, conditionWords('normal'), how ?? '');
    return condition === 'normal' ? l10n.t('{0} {1}, not verified', name, conditionWords(condition)) : `${name} ${condition === null ? '' : conditionWords(condition)}`.trim();
  });
  const people = Object.entries(incident.roles ?? {}).map(([role, who]) => `${role} ${Array.isArray(who) ? who.join(', ') : who}`);
  const metrics = metricsOf(incident);
  const updates = nextUpdates(incident).map(({ audience, due }) => `${audience} ${displayTime(due, zone, 'date-time')}, ${formatRelative(due.start, now)}`.trim());
  const classified = [
    incident.impact && l10n.t('impact {0}', incident.impact),
    incident.urgency && l10n.t('urgency {0}', incident.urgency),
    incident.type,
    (incident.severity ?? UNDETERMINED) === UNDETERMINED ? l10n.t('severity {0}', UNDETERMINED) : undefined,
  ].filter(Boolean);
  const review = [incident.review?.state, incident.review?.owner, incident.review?.due && l10n.t('due {0}', incident.review.due)].filter(Boolean);
  return [
    ...row(l10n.t('Status'), [status.join(', ')]),
    ...row(l10n.t('Classified'), classified.length > 0 ? [classified.join(', ')] : []),
    ...row(l10n.t('Services'), services),
    ...row(l10n.t('People'), people),
    ...row(l10n.t('Metrics'), [`TTD ${formatSpan(metrics.ttd)}   TTA ${formatSpan(metrics.tta)}   TTM ${formatSpan(metrics.ttm)}   TTR ${formatSpan(metrics.ttr)}`]),
    ...row(l10n.t('Next update'), isDone(team, incident.status) ? [] : updates),
    ...row(l10n.t('Review'), review.length > 0 ? [review.join(', ')] : []),
    ...row(l10n.t('Related'), (incident.related ?? []).map(({ id, kind }) => `${kind ?? ''} ${id}`.trim())),
    ...row(l10n.t('Links'), (incident.links ?? []).map(({ kind, url }) => `${kind ?? ''} ${url}`.trim())),
  ];
}

/** A name with its values below each other. */
function row(name: string, values: readonly string[]): readonly Line[] {
  return values.map((value, index) => [styled('dim', index === 0 ? name : ''), value]);
}

function timeline(incident: Incident, items: readonly PictureItem[], zone: string): readonly Line[] {
  const drawn = items.filter(({ list }) => list === 'timeline' || list === 'updates');
  const first = drawn.find(({ at }) => at !== null)?.at;
  const heading: Line = [styled('bold', l10n.t('Timeline')), styled('dim', first ? `  ${zoneWords(first.start, zone)}` : '')];
  const rows: Line[] = [];
  const days: (string | null)[] = [];
  for (const item of drawn) {
    const parsed = parseTime(item.at?.text ?? '');
    const [text, ...more] = [item.text, item.remark].flatMap((part) => part.split(/\r?\n/)).filter((part) => part.trim() !== '');
    const time = parsed.ok ? displayTime(parsed.time, zone, 'time') : '?';
    rows.push([time, item.label, item.by, styled('dim', handle(item)), text ?? '']);
    days.push(parsed.ok ? dayInZone(parsed.time.start, zone) : null);
    for (const line of more) {
      rows.push(['', '', '', '', line]);
      days.push(days[days.length - 1] ?? null);
    }
  }
  const lines = table(rows, '  ');
  const dated = lines.flatMap((line, index) => (days[index] !== days[index - 1] || index === 0 ? [[styled('dim', days[index] ?? l10n.t('time unknown'))], line] : [line]));
  return [[], heading, ...(incident.timeline.length === 0 ? [[l10n.t('  Nothing is recorded yet.')]] : dated)];
}

/** What a person types to mean an entry: its id, else its place in the file. */
function handle({ list, entry, key }: PictureItem): string {
  if (list !== 'timeline') return '';
  // Of an entry without an id the key holds its index in the file.
  return entry !== null && key === `timeline ${entry}` ? entry : `#${Number(key.slice(key.indexOf(' ') + 1)) + 1}`;
}

function actionLines({ actions = [] }: Incident): readonly Line[] {
  if (actions.length === 0) return [];
  const rows = actions.map(({ id, title, state, kind, owner, due }, index) => [
    styled('dim', id ?? `#${index + 1}`),
    state ?? 'open',
    kind ?? '—',
    owner ?? l10n.t('nobody'),
    due ?? l10n.t('no date'),
    title,
  ]);
  return [[], [styled('bold', l10n.t('Actions'))], ...table(rows, '  ')];
}

/** "Europe/Berlin (CET)". */
function zoneWords(at: number, zone: string): string {
  const label = zoneLabel(at, zone);
  return label === zone ? zone : `${zone} (${label})`;
}
