/** Post-incident review: the postmortem, action items, and the state of the review. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { identitiesOf } from '../../core/incident/identity.ts';
import { ACTION_KINDS, ACTION_STATES, REVIEW_STATES } from '../../core/incident/schema.ts';
import { addAction, changeAction, setReview } from '../../core/operations/review.ts';
import { applyEdit, readTarget } from '../edits.ts';
import { askChoice, askLine, askNameOrChoice, askTime } from '../input/ask.ts';
import { openAt } from '../report.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';

export async function makePostmortem(services: Services, target: Target, mode: 'create' | 'refresh'): Promise<void> {
  const { repository, incident } = target;
  const outcome = await repository.postmortem(incident, mode);
  const file = repository.postmortemFile(incident);
  if (!outcome.ok) {
    await services.reporter.refused(outcome.refusal, file);
    return;
  }
  const { created, changed } = outcome.value;
  if (mode === 'create') await openAt(file);
  services.reporter.done(created ? l10n.t('Postmortem created') : changed.length > 0 ? l10n.t('Postmortem updated: {0}', changed.join(', ')) : l10n.t('The postmortem is up to date'));
}

export async function addActionByInput(services: Services, target: Target): Promise<void> {
  const { repository } = target;
  const heading = l10n.t('Add Action: {0}', target.title);
  const title = await askLine({ title: heading, step: 1, steps: 4, prompt: l10n.t('What is to be done?'), placeholder: l10n.t('Alert on pool saturation'), explain: (input) => (input.trim() === '' ? { ok: false, words: l10n.t('An action needs a title.') } : { ok: true, words: '' }) });
  if (title === undefined) return;
  const kind = await askChoice({ title: heading, step: 2, steps: 4, placeholder: l10n.t('What kind of action is it?'), choices: ACTION_KINDS.map((value) => ({ label: value, detail: kindWords(value), value })) });
  if (kind === undefined) return;
  const me = await services.person(repository);
  if (me === undefined) return;
  const people = Object.entries(repository.process.people).map(([label, { name }]) => ({ label, description: label === me ? l10n.t('you') : name }));
  const owner = await askNameOrChoice({ title: heading, step: 3, steps: 4, placeholder: l10n.t('Who owns it? A name can be typed.'), choices: people.some(({ label }) => label === me) ? people : [{ label: me, description: l10n.t('you') }, ...people] });
  if (owner === undefined) return;
  const due = await askTime({ title: heading, step: 4, steps: 4, prompt: l10n.t('When is it due? Enter alone leaves it open.'), zone: 'UTC', now: () => repository.now(), optional: true });
  if (due === undefined) return;
  await applyEdit(services, target, (context) => addAction(context, { title, kind, owner, ...(due === 'none' ? {} : { due: due.text.slice(0, 10) }) }));
}

/** @param given identity of the action that was clicked */
export async function setActionStateByInput(services: Services, target: Target, given: string | undefined): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const actions = reading.incident.actions ?? [];
  const keys = identitiesOf('actions', actions);
  const key = given ?? (await askChoice({ title: target.title, placeholder: l10n.t('Which action?'), choices: actions.map((action, index) => ({ label: action.title, description: [action.state ?? 'open', action.owner ?? ''].join(' · '), value: keys[index] ?? '' })) }));
  if (key === undefined) return;
  const action = actions[keys.indexOf(key)];
  const state = await askChoice({ title: `${target.title} · ${action?.title ?? ''}`, placeholder: l10n.t('How does it stand?'), choices: ACTION_STATES.map((value) => ({ label: value, description: value === (action?.state ?? 'open') ? l10n.t('as it is') : '', value })) });
  if (state === undefined) return;
  const reason = state === 'declined' ? await askLine({ title: target.title, prompt: l10n.t('Why is it declined?') }) : '';
  if (reason === undefined) return;
  await applyEdit(services, target, (context) => changeAction(context, key, { state, ...(reason === '' ? {} : { reason }) }));
}

export async function setReviewByInput(services: Services, target: Target): Promise<void> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return;
  const current = reading.incident.review?.state;
  const state = await askChoice({ title: target.title, placeholder: l10n.t('How does the review stand?'), choices: REVIEW_STATES.map((value) => ({ label: value, description: value === current ? l10n.t('as it is') : '', value })), ...(current === undefined ? {} : { active: current }) });
  if (state === undefined) return;
  await applyEdit(services, target, () => setReview(state));
}

export async function openFile({ incident }: Target): Promise<void> {
  await openAt(incident.file);
}

export async function copyId(services: Services, { incident }: Target): Promise<void> {
  await vscode.env.clipboard.writeText(incident.id);
  services.reporter.done(l10n.t('Copied {0}', incident.id));
}

function kindWords(kind: (typeof ACTION_KINDS)[number]): string {
  switch (kind) {
    case 'investigate':
      return l10n.t('find out more');
    case 'mitigate':
      return l10n.t('make the harm smaller or shorter next time');
    case 'repair':
      return l10n.t('mend what this incident left behind');
    case 'detect':
      return l10n.t('notice it earlier');
    case 'prevent':
      return l10n.t('keep it from happening again');
    case 'process':
      return l10n.t('work better together');
  }
}
