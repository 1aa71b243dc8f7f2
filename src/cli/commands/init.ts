/** `sitrep init`: a commented `sitrep.yaml`, and nothing else. */
import * as l10n from '@vscode/l10n';
import { findGit } from '../../repository/git/findGitDir.ts';
import { exists, findRoot, PROCESS_FILE, rootAt } from '../../repository/root.ts';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { CommandLine } from '../commandLine.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled } from '../text.ts';

export function registerInit(line: CommandLine): void {
  line
    .command('init', l10n.t('write a commented sitrep.yaml: at the top of the git repository, else in this folder'), ['sitrep init', 'sitrep -C ~/work/shop init'])
    .action(line.run(init));
}

async function init(session: Session): Promise<Report> {
  const folder = await session.folder();
  const known = await findRoot(folder);
  if (known && (await exists(join(known.path, PROCESS_FILE)))) {
    throw new Failure('file-exists', l10n.t('“{0}” exists already. Nothing was changed.', session.shown(join(known.path, PROCESS_FILE))), { json: { file: PROCESS_FILE } });
  }
  const git = await findGit(folder);
  const repository = await session.openAt(known ?? (await rootAt(git?.topLevel ?? folder)));
  const file = await repository.initialize();
  return {
    json: { file: repository.relative(file), created: true },
    lines: [
      [l10n.t('Wrote '), styled('bold', session.shown(file)), l10n.t('. Every key in it is optional.')],
      [l10n.t('Declare an incident: '), styled('bold', l10n.t('sitrep declare --title "What is wrong"'))],
    ],
  };
}
