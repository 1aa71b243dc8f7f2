/**
 * Declaring: the incident is written on the first Enter, with its title alone; the steps that follow amend it, each may be
 * skipped, and Escape keeps what is written.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { classify } from '../../core/operations/classification.ts';
import { inOrder, type Operation } from '../../core/operations/edit.ts';
import { addEntry } from '../../core/operations/entries.ts';
import { addService } from '../../core/operations/recovery.ts';
import type { OperationContext } from '../../core/operations/context.ts';
import type { Process } from '../../core/process/process.ts';
import { severityOf, suggestSeverity } from '../../core/process/rules.ts';
import { applyEdit, mayWrite } from '../edits.ts';
import { askChoice, askLine, askSeveral, askTime, type Choice } from '../input/ask.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';
import { chooseRepository } from './where.ts';

const STEPS = 5;
const SKIP = '';

export async function declareIncident(services: Services): Promise<void> {
  if (!mayWrite()) return;
  const repository = await chooseRepository(services);
  if (!repository) return;
  const by = await services.person(repository);
  if (by === undefined) return;
  const title = await askLine({
    title: l10n.t('Declare Incident'),
    step: 1,
    steps: STEPS,
    prompt: l10n.t('What is wrong, in one line? Enter declares it; everything else can follow.'),
    placeholder: l10n.t('Checkout latency above objective'),
    explain: (input) => (input.trim() === '' ? { ok: false, words: l10n.t('An incident needs a title.') } : { ok: true, words: '' }),
  });
  if (title === undefined) return;
  const declared = await repository.declare(by, { title });
  if (!declared.ok) {
    await services.reporter.refused(declared.refusal);
    return;
  }
  const target: Target = { repository, incident: declared.value, title: declared.value.incident.title };
  services.reporter.done(l10n.t('Declared {0}', declared.value.id));
  await amend(services, target);
  await vscode.commands.executeCommand('sitrep.openTimeline', { target });
  await vscode.commands.executeCommand('_sitrep.reveal', declared.value.file);
}

/** The steps after the title. Escape ends them. */
async function amend(services: Services, target: Target): Promise<void> {
  const { repository } = target;
  const { process } = repository;
  const apply = (operation: (context: OperationContext) => Operation): Promise<unknown> => applyEdit(services, target, operation);
  const title = l10n.t('Declared: {0}', target.title);

  const affected = await askServices(title, process);
  if (affected === undefined) return;
  if (affected.length > 0) await apply(() => inOrder(affected.map(addService)));

  const impact = await askChoice({ title, step: 3, steps: STEPS, placeholder: l10n.t('How much harm? (impact)'), choices: levels(process.impacts) });
  if (impact === undefined) return;
  const urgency = impact === SKIP ? SKIP : await askChoice({ title, step: 4, steps: STEPS, placeholder: l10n.t('How fast must it be dealt with? (urgency)'), choices: urgencies(process, impact) });
  if (urgency === undefined) return;
  if (impact !== SKIP) await apply((context) => classify(context, { impact, ...(urgency === SKIP ? {} : { urgency }) }));

  const zone = services.zones.of(process);
  const started = await askTime({ title, step: 5, steps: STEPS, prompt: l10n.t('When did it start? Enter alone if that is not known yet.'), zone, now: () => repository.now(), optional: true });
  if (started === undefined || started === 'none') return;
  await apply((context) => addEntry(context, { type: 'started', at: started.text }));
}

async function askServices(title: string, process: Process): Promise<readonly string[] | undefined> {
  const known = Object.entries(process.services).map(([name, service]) => ({
    label: name,
    description: [service.title === name ? '' : service.title, service.tier === null ? '' : l10n.t('tier {0}', service.tier), service.owner ?? ''].filter((part) => part !== '').join(' · '),
  }));
  return askSeveral({ title, step: 2, steps: STEPS, placeholder: known.length > 0 ? l10n.t('Which services are affected? Choose or type; Enter alone goes on.') : l10n.t('Which services are affected? Type a name and Enter; Enter alone goes on.'), choices: known });
}

function levels(all: Process['impacts']): Choice<string>[] {
  return [...all.map(({ name, meaning }) => ({ label: name, detail: meaning, value: name })), skip()];
}

/** Says for each urgency what the matrix makes of it. */
function urgencies(process: Process, impact: string): Choice<string>[] {
  const choices = process.urgencies.map(({ name, meaning }) => ({ label: name, description: severityWords(process, suggestSeverity(process, impact, name)), detail: meaning, value: name }));
  return [...choices, skip()];
}

/** "SEV2 · P2: the meaning of it". */
export function severityWords(process: Process, name: string | null): string {
  const severity = severityOf(process, name);
  if (!severity) return name ?? '';
  const head = [severity.name, severity.priority].filter((part) => part !== null).join(' · ');
  return severity.meaning === '' ? `→ ${head}` : `→ ${head}: ${severity.meaning}`;
}

function skip(): Choice<string> {
  return { label: l10n.t('Skip'), description: l10n.t('decide later'), value: SKIP };
}
