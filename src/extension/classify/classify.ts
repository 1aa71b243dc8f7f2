/** Classification by keyboard: what is to be set, then its value, then why. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UNDETERMINED, type Incident } from '../../core/incident/schema.ts';
import { assign, classify, type Classification } from '../../core/operations/classification.ts';
import type { Process } from '../../core/process/process.ts';
import { isUndetermined, priorityOf, suggestSeverity } from '../../core/process/rules.ts';
import { severityWords } from '../declare/declare.ts';
import { applyEdit, readTarget } from '../edits.ts';
import { askChoice, askLine, askNameOrChoice, type Choice } from '../input/ask.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';

type Aspect = 'matrix' | 'severity' | 'priority' | 'type';

export async function classifyByInput(services: Services, target: Target): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const { incident } = reading;
  const { process } = target.repository;
  const aspect = await askChoice<Aspect>({
    title: target.title,
    placeholder: l10n.t('What do you want to set?'),
    choices: [
      { label: l10n.t('Impact and urgency'), description: [incident.impact, incident.urgency].filter((part) => part !== undefined).join(' · '), detail: l10n.t('The matrix suggests the severity.'), value: 'matrix' },
      { label: l10n.t('Severity'), description: incident.severity ?? UNDETERMINED, value: 'severity' },
      { label: l10n.t('Priority'), description: priorityOf(process, incident) ?? '', value: 'priority' },
      { label: l10n.t('Type'), description: incident.type ?? '', value: 'type' },
    ],
  });
  if (aspect === undefined) return;
  const wish = await askAspect(aspect, target, incident, process);
  if (wish === undefined) return;
  const reason = await askLine({ title: target.title, prompt: l10n.t('Why? Enter alone leaves it open.'), placeholder: l10n.t('payments affected too') });
  if (reason === undefined) return;
  await applyEdit(services, target, (context) => classify(context, { ...wish, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }));
}

async function askAspect(aspect: Aspect, target: Target, incident: Incident, process: Process): Promise<Classification | undefined> {
  const { title } = target;
  switch (aspect) {
    case 'matrix':
      return askMatrix(title, incident, process);
    case 'severity': {
      const severity = await askSeverity(title, process, incident);
      return severity === undefined ? undefined : { severity };
    }
    case 'priority': {
      const names = [...new Set(process.severities.flatMap((one) => one.priority ?? []))];
      const choices: Choice<string>[] = [{ label: l10n.t('Follow the severity'), description: priorityOf(process, { severity: incident.severity ?? null }) ?? '', value: '' }, ...names.map((name) => ({ label: name, value: name }))];
      const priority = await askChoice({ title, placeholder: l10n.t('Priority'), choices, ...(incident.priority === undefined ? {} : { active: incident.priority }) });
      return priority === undefined ? undefined : { priority };
    }
    case 'type': {
      const choices = Object.entries(process.types).map(([name, { meaning }]) => ({ label: name, detail: meaning, value: name }));
      const type = await askChoice({ title, placeholder: l10n.t('What kind of incident is it?'), choices, ...(incident.type === undefined ? {} : { active: incident.type }) });
      return type === undefined ? undefined : { type };
    }
  }
}

/** Impact, then urgency with what the matrix makes of it, then the severity, which may differ from the matrix. */
async function askMatrix(title: string, incident: Incident, process: Process): Promise<Classification | undefined> {
  const impact = await askChoice({
    title,
    step: 1,
    steps: 3,
    placeholder: l10n.t('How much harm? (impact)'),
    choices: process.impacts.map(({ name, meaning }) => ({ label: name, detail: meaning, value: name })),
    ...(incident.impact === undefined ? {} : { active: incident.impact }),
  });
  if (impact === undefined) return undefined;
  const urgency = await askChoice({
    title,
    step: 2,
    steps: 3,
    placeholder: l10n.t('How fast must it be dealt with? (urgency)'),
    choices: process.urgencies.map(({ name, meaning }) => ({ label: name, description: severityWords(process, suggestSeverity(process, impact, name)), detail: meaning, value: name })),
    ...(incident.urgency === undefined ? {} : { active: incident.urgency }),
  });
  if (urgency === undefined) return undefined;
  const severity = await askSeverity(title, process, incident, suggestSeverity(process, impact, urgency));
  return severity === undefined ? undefined : { impact, urgency, severity };
}

/** @param suggested marked, and first under the cursor */
export async function askSeverity(title: string, process: Process, incident: Incident, suggested: string | null = null): Promise<string | undefined> {
  const choices = process.severities.map(({ name, meaning, priority }) => ({
    label: name,
    description: [priority ?? '', name === suggested ? l10n.t('suggested by the matrix') : '', name === incident.severity ? l10n.t('as it is') : ''].filter((part) => part !== '').join(' · '),
    detail: meaning,
    value: name,
  }));
  const active = suggested ?? (isUndetermined(incident.severity) ? undefined : incident.severity);
  return askChoice({ title, ...(suggested === null ? {} : { step: 3, steps: 3 }), placeholder: l10n.t('Severity'), choices, ...(active === undefined ? {} : { active }) });
}

export async function assignByInput(services: Services, target: Target, givenRole: string | undefined): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const { process } = target.repository;
  const roles = { ...Object.fromEntries(Object.entries(process.roles).map(([name, { duties }]) => [name, duties])), ...Object.fromEntries(Object.keys(reading.incident.roles ?? {}).filter((name) => !(name in process.roles)).map((name) => [name, ''])) };
  const holderOf = (role: string): string => [reading.incident.roles?.[role] ?? []].flat().join(', ');
  const role = givenRole ?? (await askNameOrChoice({ title: target.title, step: 1, steps: 2, placeholder: l10n.t('Which role?'), choices: Object.entries(roles).map(([name, duties]) => ({ label: name, description: holderOf(name), detail: duties })) }));
  if (role === undefined) return;
  const me = await services.person(target.repository);
  if (me === undefined) return;
  const people = Object.entries(process.people).map(([handle, { name, team }]) => ({ label: handle, description: [name === handle ? '' : name, team ?? '', handle === me ? l10n.t('you') : ''].filter((part) => part !== '').join(' · ') }));
  const all: vscode.QuickPickItem[] = people.some(({ label }) => label === me) ? people : [{ label: me, description: l10n.t('you') }, ...people];
  const person = await askNameOrChoice({ title: target.title, step: 2, steps: 2, placeholder: l10n.t('Who is {0}? A name can be typed.', role), choices: all, active: me });
  if (person === undefined) return;
  await applyEdit(services, target, (context) => assign(context, role, person));
}
