/** `sitrep undo`: takes back the last change that Sitrep made. */
import * as l10n from '@vscode/l10n';
import type { CommandLine } from '../commandLine.ts';
import { Failure, refused } from '../failure.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerUndo(line: CommandLine): void {
  line
    .command('undo [id]', l10n.t('take back Sitrep’s last change: of an incident, else of all'), ['sitrep undo k7q2', 'sitrep undo'])
    .action(line.run(undo));
}

async function undo(session: Session, id?: string): Promise<Report> {
  const repository = await session.repository();
  const located = id === undefined ? undefined : await session.incident(id);
  const outcome = await repository.undo(located?.id);
  if (!outcome.ok) {
    const { refusal } = outcome;
    throw refusal.kind === 'invalid' ? new Failure('nothing-to-undo', refusal.message) : refused(refusal);
  }
  const { label, incident, file } = outcome.value;
  return {
    json: { id: incident || null, file, undone: label },
    lines: [[l10n.t('Took back: {0}', label)], ['  ', styled('dim', file)]],
  };
}
