/** `sitrep review`, `sitrep postmortem` and `sitrep refresh`: the review, and the document it is about. */
import * as l10n from '@vscode/l10n';
import { REVIEW_STATES, type ReviewState } from '../../core/incident/schema.ts';
import { setReview } from '../../core/operations/review.ts';
import type { CommandLine } from '../commandLine.ts';
import { refused } from '../failure.ts';
import { oneOf } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerReview(line: CommandLine): void {
  line
    .command('review <id> <state>', l10n.t('set the state of the review: {0}', REVIEW_STATES.join(', ')), ['sitrep review k7q2 in-review', 'sitrep review k7q2 published'])
    .action(line.run(review));
  line
    .command('postmortem <id>', l10n.t('create the postmortem, or add the sections that were too early before'), ['sitrep postmortem k7q2'])
    .action(line.run((session, id: string) => postmortem(session, id, 'create')));
  line
    .command('refresh <id>', l10n.t('bring the generated blocks of the postmortem up to date, and leave the rest alone'), ['sitrep refresh k7q2'])
    .action(line.run((session, id: string) => postmortem(session, id, 'refresh')));
}

async function review(session: Session, id: string, said: string): Promise<Report> {
  const state = oneOf<ReviewState>(said, REVIEW_STATES, l10n.t('state'));
  const located = await session.incident(id);
  const repository = await session.repository();
  const { label } = await session.change(located, setReview(state));
  return {
    json: { id: located.id, file: repository.relative(located.file), done: label, review: state },
    lines: [[styled('bold', await session.shortId(located.id)), `: ${label}`]],
  };
}

async function postmortem(session: Session, id: string, mode: 'create' | 'refresh'): Promise<Report> {
  const located = await session.incident(id);
  const repository = await session.repository();
  const outcome = await repository.postmortem(located, mode);
  if (!outcome.ok) throw refused(outcome.refusal);
  const { file, created, changed } = outcome.value;
  const words = created ? l10n.t('Wrote ') : changed.length > 0 ? l10n.t('Brought up to date: ') : l10n.t('Is up to date: ');
  return {
    json: { id: located.id, file: repository.relative(file), created, changed },
    lines: [[words, styled('bold', session.shown(file))], ...(changed.length > 0 ? [[`  ${changed.join(', ')}`]] : [])],
  };
}
