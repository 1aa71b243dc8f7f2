/** Git that is looked for and loaded when it is first needed: most commands change a file and are done. */
import type { Git } from '../repository/ports.ts';

export function lazyGit(root: string): Git {
  let git: Promise<Git> | undefined;
  const load = (): Promise<Git> => (git ??= import('../repository/git.ts').then(({ createGit }) => createGit({ root })));
  return {
    identity: async () => (await load()).identity(),
    changedBelow: async (folder) => (await load()).changedBelow(folder),
    committed: async (file) => (await load()).committed(file),
    commitBelow: async (folder, message) => (await load()).commitBelow(folder, message),
  };
}
