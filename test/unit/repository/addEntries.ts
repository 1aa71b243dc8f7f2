// Adds entries to an incident through the repository, as a second window or the command line would.
//   node addEntries.ts ROOT STATE ID COUNT NAME
import { join } from 'node:path';
import { addEntry } from '../../../src/core/operations/entries.ts';
import { NO_DOCUMENTS, Repository, SYSTEM_CLOCK, SYSTEM_RANDOM } from '../../../src/repository/repository.ts';
import { locatedAt } from '../../../src/repository/root.ts';

const [path = '', state = '', id = '', count = '0', name = ''] = process.argv.slice(2);
const repository = await Repository.open({ path, state, git: false }, { documents: NO_DOCUMENTS, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: null });
const incident = locatedAt(join(repository.index.folder, '2026', id));
for (let number = 0; number < Number(count); number++) {
  const outcome = await repository.edit(incident, addEntry(repository.context(name), { text: `${name} ${number}` }));
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}
