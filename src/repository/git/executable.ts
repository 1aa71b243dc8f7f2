/** Which git to run. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/**
 * On Windows a program's bare name is looked for in the working directory first, which is the user's repository: a
 * `git.exe` in there must not run. So it is looked for here, in the absolute folders of PATH only.
 *
 * @param gitPath as the user set it; without one, the git of PATH
 * @returns null when there is none
 */
export async function gitExecutable(
  gitPath: string | undefined,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  if (gitPath && (isAbsolute(gitPath) || platform !== 'win32')) return gitPath;
  if (platform !== 'win32') return 'git';
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  for (const folder of path.split(';').map((part) => part.replace(/^"(.*)"$/, '$1'))) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, 'git.exe');
    if (await stat(candidate).then((found) => found.isFile(), () => false)) return candidate;
  }
  return null;
}
