/** What a command is made with. */
import type { Command } from 'commander';
import type { Report } from './printer.ts';
import type { Session } from './session.ts';

export interface CommandLine {
  /**
   * A command with the options that all have.
   *
   * @param usage name and arguments: `note <id>`
   * @param examples whole command lines
   */
  command(usage: string, description: string, examples: readonly string[], kind?: 'changes' | 'reads'): Command;
  /** The action of a command: does the work, prints what it reports. */
  run<A extends unknown[]>(work: (session: Session, ...args: A) => Promise<Report>): (...args: [...A, Command]) => Promise<void>;
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
