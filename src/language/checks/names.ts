/**
 * Names that the process gives. An unknown one is shown as it stands and marked once, where it first occurs. People, teams and
 * services are only checked when the process names any: a team that names none writes them as they come.
 */
import * as l10n from '@vscode/l10n';
import { CONDITIONS, ENTRY_TYPES } from '../../core/incident/schema.ts';
import { isUndetermined, severityOf } from '../../core/process/rules.ts';
import type { Path } from '../../core/yaml/source.ts';
import type { Diagnosis } from '../diagnosis.ts';

export function checkNames(diagnosis: Diagnosis): void {
  checkTop(diagnosis);
  checkTimeline(diagnosis);
  checkPeople(diagnosis);
  checkTeams(diagnosis);
  checkServices(diagnosis);
}

function checkTop(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  const statuses = process.statuses.map(({ name }) => name);
  const impacts = process.impacts.map(({ name }) => name);
  const urgencies = process.urgencies.map(({ name }) => name);
  const priorities = process.severities.flatMap(({ priority }) => priority ?? []);
  if (!statuses.includes(incident.status)) {
    diagnosis.report(['status'], 'unknown-status', 'warning', l10n.t('“{0}” is not one of the statuses: {1}.', incident.status, statuses.join(', ')));
  }
  if (!isUndetermined(incident.severity) && !severityOf(process, incident.severity)) {
    const severities = process.severities.map(({ name }) => name).join(', ');
    diagnosis.report(['severity'], 'unknown-severity', 'warning', l10n.t('“{0}” is not one of the severities: {1}.', incident.severity ?? '', severities));
  }
  if (incident.priority && !priorities.includes(incident.priority)) {
    diagnosis.report(['priority'], 'unknown-priority', 'warning', l10n.t('“{0}” is not one of the priorities: {1}.', incident.priority, priorities.join(', ')));
  }
  if (incident.impact && !impacts.includes(incident.impact)) {
    diagnosis.report(['impact'], 'unknown-impact', 'warning', l10n.t('“{0}” is not one of the impacts: {1}.', incident.impact, impacts.join(', ')));
  }
  if (incident.urgency && !urgencies.includes(incident.urgency)) {
    diagnosis.report(['urgency'], 'unknown-urgency', 'warning', l10n.t('“{0}” is not one of the urgencies: {1}.', incident.urgency, urgencies.join(', ')));
  }
  if (incident.type && !Object.hasOwn(process.types, incident.type)) {
    diagnosis.report(['type'], 'unknown-type', 'warning', l10n.t('“{0}” is not one of the types: {1}.', incident.type, Object.keys(process.types).join(', ')));
  }
}

function checkTimeline(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  const types = new Set<string>(ENTRY_TYPES);
  const conditions = new Set<string>(CONDITIONS);
  const statuses = new Set(process.statuses.map(({ name }) => name));
  const seen = new Set<string>();
  for (const [index, { type, to, role }] of incident.timeline.entries()) {
    const report = (key: string, code: string, name: string, message: string): void => {
      if (seen.has(`${code} ${name}`)) return;
      seen.add(`${code} ${name}`);
      diagnosis.report(diagnosis.item('timeline', index, key), code, 'warning', message);
    };
    if (!types.has(type)) report('type', 'unknown-entry-type', type, l10n.t('“{0}” is not a type of entry. It is shown as it stands.', type));
    if (type === 'condition' && to !== undefined && !conditions.has(to)) report('to', 'unknown-condition', to, l10n.t('“{0}” is not a condition: {1}.', to, CONDITIONS.join(', ')));
    if (type === 'status' && to !== undefined && !statuses.has(to)) report('to', 'unknown-status', to, l10n.t('“{0}” is not one of the statuses: {1}.', to, [...statuses].join(', ')));
    if (type === 'severity' && !isUndetermined(to) && !severityOf(process, to)) report('to', 'unknown-severity', to ?? '', l10n.t('“{0}” is not one of the severities.', to ?? ''));
    if (role !== undefined && !Object.hasOwn(process.roles, role)) report('role', 'unknown-role', role, l10n.t('“{0}” is not one of the roles.', role));
  }
}

function checkPeople(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  for (const role of Object.keys(incident.roles ?? {})) {
    if (!Object.hasOwn(process.roles, role)) diagnosis.report(['roles', role], 'unknown-role', 'warning', l10n.t('“{0}” is not one of the roles: {1}.', role, Object.keys(process.roles).join(', ')));
  }
  const check = once(diagnosis, process.people, 'unknown-person', (name) => l10n.t('“{0}” is not one of the people of sitrep.yaml.', name));
  for (const [role, holders] of Object.entries(incident.roles ?? {})) {
    if (Array.isArray(holders)) holders.forEach((holder, index) => check(holder, () => ['roles', role, index]));
    else check(holders, () => ['roles', role]);
  }
  // What a system sent was recorded in its name.
  const systems = new Set(incident.external?.map(({ system }) => system));
  incident.timeline.forEach(({ by }, index) => {
    if (by !== undefined && !systems.has(by)) check(by, () => diagnosis.item('timeline', index, 'by'));
  });
  incident.tasks?.forEach(({ owner }, index) => check(owner, () => diagnosis.item('tasks', index, 'owner')));
  incident.updates?.forEach(({ by }, index) => check(by, () => diagnosis.item('updates', index, 'by')));
  incident.actions?.forEach(({ owner, closed }, index) => {
    check(owner, () => diagnosis.item('actions', index, 'owner'));
    check(closed?.by, () => diagnosis.item('actions', index, 'closed', 'by'));
  });
  check(incident.review?.owner, () => ['review', 'owner']);
  incident.review?.reviewers?.forEach((reviewer, index) => check(reviewer, () => ['review', 'reviewers', index]));
}

function checkTeams(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  const check = once(diagnosis, process.teams, 'unknown-team', (name) => l10n.t('“{0}” is not one of the teams of sitrep.yaml.', name));
  incident.teams?.forEach((team, index) => check(team, () => ['teams', index]));
  incident.tasks?.forEach(({ team }, index) => check(team, () => diagnosis.item('tasks', index, 'team')));
}

function checkServices(diagnosis: Diagnosis): void {
  const { incident, process } = diagnosis;
  const check = once(diagnosis, process.services, 'unknown-service', (name) => l10n.t('“{0}” is not one of the services of sitrep.yaml.', name));
  incident.services?.forEach(({ name }, index) => check(name, () => diagnosis.item('services', index, 'name')));
  incident.timeline.forEach(({ service }, index) => check(service, () => diagnosis.item('timeline', index, 'service')));
}

/** Reports each unknown name where it is first met; nothing when the process knows no names at all. */
function once(
  diagnosis: Diagnosis,
  known: Readonly<Record<string, unknown>>,
  code: string,
  words: (name: string) => string,
): (name: string | undefined, path: () => Path) => void {
  const seen = new Set(Object.keys(known));
  const knowsAny = seen.size > 0;
  return (name, path) => {
    if (!knowsAny || name === undefined || name === '' || seen.has(name)) return;
    seen.add(name);
    diagnosis.report(path(), code, 'warning', words(name));
  };
}
