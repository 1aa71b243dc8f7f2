/** From the text of `sitrep.yaml` to a complete process, with everything that is wrong about the text and where. */
import * as l10n from '@vscode/l10n';
import { isZone } from '../time/zone.ts';
import { parseTime } from '../time/recordedTime.ts';
import { isJsonMap } from '../yaml/json.ts';
import { keptIndices } from '../yaml/kept.ts';
import { readShape } from '../yaml/shape.ts';
import { parseYaml, type Path, type Problem, type YamlSource } from '../yaml/source.ts';
import { DEFAULT_PROCESS } from './defaults.ts';
import { named, type Folders, type Named, type Process, type Service } from './process.ts';
import { processSchema, WEEKDAYS, type ProcessFile } from './schema.ts';

export interface ProcessReading {
  readonly process: Process;
  readonly problems: readonly Problem[];
}

/**
 * Reads a process; null (no file) gives the defaults. Never throws, and always gives a complete process.
 *
 * A key that is given replaces its default whole. What is wrong is left out and reported at its line, and its default
 * carries on; a scale (severities, impacts, urgencies, statuses) with a wrong step keeps its default whole, since a scale
 * without that step would mean something else. A file whose YAML is broken gives the defaults.
 */
export function readProcess(text: string | null): ProcessReading {
  if (text === null || saysNothing(text)) return { process: DEFAULT_PROCESS, problems: [] };
  const parsed = parseYaml(text);
  if (!parsed.ok) return { process: DEFAULT_PROCESS, problems: parsed.problems };
  const { source } = parsed;
  const shaped = readShape(source, processSchema, []);
  const problems = [...shaped.problems];
  const file = shaped.value ?? {};
  const report: Report = (path, code, message, severity = 'warning') => problems.push(source.problem(path, code, severity, message));
  const process = complete(file, source, report);
  checkKeys(source, report);
  checkScales(process, file, report);
  checkNames(process, file, report);
  return { process, problems };
}

/**
 * The folder as the tool writes it, `a/b`; null when it is absolute, leaves the root, names nothing, lies in git's own, or
 * is one that Windows reserves or cannot make.
 */
export function folderInsideRoot(path: string): string | null {
  if (/^[\\/]|^[a-z]:|[\\\0]/i.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.some((part) => part === '..' || FORBIDDEN.test(part)) ? null : parts.join('/');
}

const FORBIDDEN = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)|[. ]$|[<>:"|?*]|^\.git$/i;

/** Minutes of `30m`, `4h` or `3d`; null for anything else, and for what no team waits: nothing, or more than ten years. */
export function durationMinutes(text: string): number | null {
  const match = /^(\d{1,7})([mhd])$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * (match[2] === 'd' ? 24 * 60 : match[2] === 'h' ? 60 : 1);
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : null;
}

const MOST_MINUTES = 10 * 366 * 24 * 60;

type Report = (path: Path, code: string, message: string, severity?: Problem['severity']) => void;

/** Whether there is nothing but comments: a file from which every key was deleted, or commented out. */
function saysNothing(text: string): boolean {
  return text.replace(/^\uFEFF/, '').split('\n').every((line) => /^\s*(?:#.*|---)?\s*$/.test(line));
}

function complete(file: ProcessFile, source: YamlSource, report: Report): Process {
  const minutes = (path: Path, given: string | null | undefined): number | null => {
    if (given === null || given === undefined) return null;
    const result = durationMinutes(given);
    if (result === null) report(path, 'duration', l10n.t('“{0}” is not a time to wait. Write a number and m, h or d, such as 30m.', given), 'error');
    return result;
  };
  return {
    severities: scale(source, report, 'severities', file.severities?.map((item, index) => ({
      name: item.name,
      meaning: item.meaning ?? '',
      priority: item.priority ?? null,
      cadenceMinutes: minutes(['severities', index, 'cadence'], item.cadence),
      review: item.review ?? 'optional',
      reviewDays: item.review_days ?? null,
    }))),
    impacts: scale(source, report, 'impacts', file.impacts?.map(({ name, meaning }) => ({ name, meaning: meaning ?? '' }))),
    urgencies: scale(source, report, 'urgencies', file.urgencies?.map(({ name, meaning }) => ({ name, meaning: meaning ?? '' }))),
    matrix: file.matrix ? mapped(file.matrix, (row) => mapped(row, (severity) => severity)) : DEFAULT_PROCESS.matrix,
    statuses: scale(source, report, 'statuses', file.statuses?.map(({ name, phase }) => ({ name, phase }))),
    gates: file.gates ? mapped(file.gates, (conditions) => conditions) : DEFAULT_PROCESS.gates,
    roles: file.roles ? mapped(file.roles, (role) => ({ duties: role?.duties ?? '' })) : DEFAULT_PROCESS.roles,
    teams: mapped(file.teams ?? {}, (team, name) => ({ title: team?.title ?? name, contact: team?.contact ?? null })),
    people: mapped(file.people ?? {}, (person, handle) => ({
      name: person?.name ?? handle,
      emails: person?.emails ?? [],
      team: person?.team ?? null,
      zone: knownZone(['people', handle, 'zone'], person?.zone, report),
      contact: person?.contact ?? null,
    })),
    services: mapped(file.services ?? {}, (service, name): Service => ({
      title: service?.title ?? name,
      owner: service?.owner ?? null,
      tier: service?.tier ?? null,
      dependsOn: service?.depends_on ?? [],
      paths: service?.paths ?? [],
      runbooks: service?.runbooks ?? [],
      recoveryChecks: service?.recovery_checks ?? [],
    })),
    types: file.types
      ? mapped(file.types, (type, name) => ({
          meaning: type?.meaning ?? '',
          playbook: {
            teams: type?.playbook?.teams ?? [],
            roles: type?.playbook?.roles ?? [],
            runbooks: type?.playbook?.runbooks ?? [],
            tasks: (type?.playbook?.tasks ?? []).map(({ id, title, team }) => ({ id, title, team: team ?? null })),
          },
          deadlines: (type?.deadlines ?? []).flatMap(({ name: deadline, after, from }, index) => {
            const afterMinutes = minutes(['types', name, 'deadlines', index, 'after'], after);
            return afterMinutes === null ? [] : [{ name: deadline, afterMinutes, from: from ?? 'detected' }];
          }),
        }))
      : DEFAULT_PROCESS.types,
    audiences: file.audiences
      ? mapped(file.audiences, (audience) => ({ technical: audience?.technical ?? false, template: audience?.template ?? null }))
      : DEFAULT_PROCESS.audiences,
    glossary: mapped(file.glossary ?? {}, (meaning) => meaning),
    slas: mapped(file.slas ?? {}, (sla) => ({ actionsDays: sla.actions_days ?? null })),
    calendar: completeCalendar(file.calendar, source, report),
    oncall: mapped(file.oncall ?? {}, (rotation, name) => ({
      services: rotation.services ?? [],
      people: rotation.people ?? [],
      from: rotation.from ?? null,
      everyMinutes: minutes(['oncall', name, 'every'], rotation.every),
    })),
    folders: completeFolders(file.folders, report),
    alerts: { serviceLabels: file.alerts?.service_labels ?? DEFAULT_PROCESS.alerts.serviceLabels },
    masks: file.masks ?? DEFAULT_PROCESS.masks,
    destructive: file.destructive ?? DEFAULT_PROCESS.destructive,
    checks: mapped(file.checks ?? {}, (level) => level),
    language: file.language ?? DEFAULT_PROCESS.language,
  };
}

type Scale = 'severities' | 'impacts' | 'urgencies' | 'statuses';

/** The steps of a scale; its default when none is given, or one of them could not be read or stands twice. */
function scale<K extends Scale>(source: YamlSource, report: Report, key: K, steps: Process[K] | undefined): Process[K] {
  const given = source.value[key];
  if (!steps || !Array.isArray(given) || given.length !== steps.length) return DEFAULT_PROCESS[key];
  if (steps.length === 0) {
    report([key], 'empty-scale', l10n.t('“{0}” must name at least one. The built-in ones are used.', key), 'error');
    return DEFAULT_PROCESS[key];
  }
  const seen = new Set<string>();
  for (const [index, { name }] of steps.entries()) {
    if (seen.has(name)) {
      report([key, index, 'name'], 'duplicate-name', l10n.t('“{0}” stands twice in “{1}”. The built-in ones are used.', name, key), 'error');
      return DEFAULT_PROCESS[key];
    }
    seen.add(name);
  }
  return steps;
}

function completeCalendar(given: ProcessFile['calendar'], source: YamlSource, report: Report): Process['calendar'] {
  const { workingDays, holidays } = DEFAULT_PROCESS.calendar;
  const days = given?.working_days?.map((day) => WEEKDAYS.indexOf(day) + 1);
  if (days?.length === 0) report(['calendar', 'working_days'], 'empty-scale', l10n.t('A week without working days has no dates to review by. Monday to Friday are used.'));
  const listed = given?.holidays ?? [];
  const indices = keptIndices(isJsonMap(source.value.calendar) ? source.value.calendar.holidays : undefined, listed);
  for (const [index, day] of listed.entries()) {
    if (!isDay(day)) report(['calendar', 'holidays', indices[index] ?? index], 'not-a-day', l10n.t('“{0}” is not a day. Write it like {1}.', day, '2026-12-25'), 'error');
  }
  return {
    zone: knownZone(['calendar', 'zone'], given?.zone, report),
    workingDays: days && days.length > 0 ? [...new Set(days)].sort((a, b) => a - b) : workingDays,
    holidays: given?.holidays ? listed.filter(isDay) : holidays,
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseTime(text).ok;
}

function knownZone(path: Path, zone: string | undefined, report: Report): string | null {
  if (zone === undefined) return null;
  if (isZone(zone)) return zone;
  report(path, 'unknown-zone', l10n.t('“{0}” is not a time zone. Write it like {1}.', zone, 'Europe/Paris'), 'error');
  return null;
}

function completeFolders(given: ProcessFile['folders'], report: Report): Folders {
  const folder = (key: keyof Folders): string => {
    const path = given?.[key];
    if (path === undefined) return DEFAULT_PROCESS.folders[key];
    const inside = folderInsideRoot(path);
    if (inside === null) {
      report(['folders', key], 'folder', l10n.t('“{0}” must be a folder below this file, such as “{1}”.', path, DEFAULT_PROCESS.folders[key]), 'error');
    }
    return inside ?? DEFAULT_PROCESS.folders[key];
  };
  return { incidents: folder('incidents'), runbooks: folder('runbooks'), templates: folder('templates'), drills: folder('drills') };
}

function checkKeys(source: YamlSource, report: Report): void {
  for (const key of Object.keys(source.value)) {
    if (!Object.hasOwn(processSchema.entries, key)) report([key], 'unknown-key', l10n.t('“{0}” is not a key of Sitrep. It is kept and has no effect.', key), 'info');
  }
}

/** What the matrix and the gates name must exist. Defaults that a file's own scales leave behind are not held against it. */
function checkScales(process: Process, file: ProcessFile, report: Report): void {
  const severities = new Set(process.severities.map(({ name }) => name));
  const impacts = new Set(process.impacts.map(({ name }) => name));
  const urgencies = new Set(process.urgencies.map(({ name }) => name));
  const statuses = new Set(process.statuses.map(({ name }) => name));
  for (const [impact, row] of Object.entries(file.matrix ?? {})) {
    if (!impacts.has(impact)) report(['matrix', impact], 'unknown-impact', l10n.t('The matrix names the impact “{0}”, which “impacts” does not.', impact));
    for (const [urgency, severity] of Object.entries(row)) {
      if (!urgencies.has(urgency)) report(['matrix', impact, urgency], 'unknown-urgency', l10n.t('The matrix names the urgency “{0}”, which “urgencies” does not.', urgency));
      if (!severities.has(severity)) report(['matrix', impact, urgency], 'unknown-severity', l10n.t('The matrix names the severity “{0}”, which “severities” does not.', severity));
    }
  }
  if (!file.matrix && file.severities && Object.values(process.matrix).every((row) => Object.values(row).every((severity) => !severities.has(severity)))) {
    report(['severities'], 'no-matrix', l10n.t('Without a matrix of your own, impact and urgency suggest none of these severities.'), 'info');
  }
  for (const status of Object.keys(file.gates ?? {})) {
    if (!statuses.has(status)) report(['gates', status], 'unknown-status', l10n.t('“{0}” is not one of the statuses.', status));
  }
  for (const severity of Object.keys(file.slas ?? {})) {
    if (!severities.has(severity)) report(['slas', severity], 'unknown-severity', l10n.t('“{0}” is not one of the severities.', severity));
  }
}

/** People, teams and services that are named must be described somewhere in the file. */
function checkNames(process: Process, file: ProcessFile, report: Report): void {
  const team = (path: Path, name: string | null | undefined): void => {
    if (name && !Object.hasOwn(process.teams, name)) report(path, 'unknown-team', l10n.t('“{0}” is not one of the teams.', name));
  };
  for (const [name, { owner }] of Object.entries(process.services)) team(['services', name, 'owner'], owner);
  for (const [handle, person] of Object.entries(process.people)) team(['people', handle, 'team'], person.team);
  for (const [name, { playbook }] of Object.entries(file.types ? process.types : {})) {
    for (const [index, wanted] of playbook.teams.entries()) team(['types', name, 'playbook', 'teams', index], wanted);
    for (const [index, task] of playbook.tasks.entries()) team(['types', name, 'playbook', 'tasks', index, 'team'], task.team);
    for (const [index, role] of playbook.roles.entries()) {
      if (!Object.hasOwn(process.roles, role)) report(['types', name, 'playbook', 'roles', index], 'unknown-role', l10n.t('“{0}” is not one of the roles.', role));
    }
  }
  const owners = new Map<string, string>();
  for (const [handle, { emails }] of Object.entries(process.people)) {
    for (const [index, email] of emails.entries()) {
      const owner = owners.get(email.toLowerCase());
      if (owner !== undefined && owner !== handle) {
        report(['people', handle, 'emails', index], 'shared-email', l10n.t('“{0}” is also an address of {1}: git’s user could be either.', email, owner));
      }
      owners.set(email.toLowerCase(), handle);
    }
  }
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T, name: string) => U): Named<U> {
  return named(Object.entries(record).map(([name, value]) => [name, change(value, name)] as const));
}
