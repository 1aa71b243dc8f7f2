/** `sitrep commit`: one commit with the incident's own files. */
import * as l10n from '@vscode/l10n';
import type { CommandLine } from '../commandLine.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerCommit(line: CommandLine): void {
  line
    .command('commit <id>', l10n.t('commit the files of an incident, and nothing else, with a message that says what changed'), ['sitrep commit k7q2'])
    .action(line.run(commit));
}

async function commit(session: Session, id: string): Promise<Report> {
  const located = await session.incident(id);
  const repository = await session.repository();
  if (await repository.isPostmortemStale(located)) session.printer.warn(l10n.t('Note: the postmortem shows facts that have changed since. “sitrep refresh {0}” brings it up to date.', await session.shortId(located.id)));
  const { hash, paths } = await repository.commit(located);
  return {
    json: { id: located.id, hash, paths },
    lines: [[l10n.t('Committed '), styled('bold', hash.slice(0, 10)), ':'], ...paths.map((path) => [`  ${path}`])],
  };
}
