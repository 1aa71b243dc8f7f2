/** Names given on the command line: found whatever their case, refused with the known ones when they are not known. */
import * as l10n from '@vscode/l10n';
import { usage } from './failure.ts';

/** @throws Failure: a name that is not one of these is a mistake in what was typed */
export function oneOf<T extends string>(said: string, names: readonly T[], option: string): T {
  const name = spelled(said, names);
  if (name === null) throw usage(l10n.t('{0}: “{1}” is not known here. Known: {2}.', option, said, names.join(', ')));
  return name;
}

/** The same for an option that may be left out. */
export function optionalOneOf<T extends string>(said: string | undefined, names: readonly T[], option: string): T | undefined {
  return said === undefined ? undefined : oneOf(said, names, option);
}

/** A name as it is known, whatever the case it was typed in; null when it is not known. */
export function spelled<T extends string>(said: string, names: readonly T[]): T | null {
  const wanted = said.trim();
  return names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? null;
}

/** Part of a command that a shell takes as one word, whatever a file has put into it. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_.,:@%+=/-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
