/** The command line as a whole: its options, its commands, and how a run ends. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { Command, CommanderError } from 'commander';
import type { CommandLine } from './commandLine.ts';
import { registerAction } from './commands/action.ts';
import { registerClassify } from './commands/classify.ts';
import { registerCommit } from './commands/commit.ts';
import { registerDeclare } from './commands/declare.ts';
import { registerEntries } from './commands/entries.ts';
import { registerInit } from './commands/init.ts';
import { registerList } from './commands/list.ts';
import { registerReview } from './commands/review.ts';
import { registerServices } from './commands/services.ts';
import { registerShow } from './commands/show.ts';
import { registerStatus } from './commands/status.ts';
import { registerUndo } from './commands/undo.ts';
import { failureOf, usage, type Failure } from './failure.ts';
import { Printer, type Report, type Stream } from './printer.ts';
import { Session, type CommonOptions } from './session.ts';

/** In the order of an incident's life. */
const REGISTER: readonly ((line: CommandLine) => void)[] = [
  registerInit,
  registerDeclare,
  registerEntries,
  registerClassify,
  registerServices,
  registerStatus,
  registerAction,
  registerReview,
  registerCommit,
  registerUndo,
  registerShow,
  registerList,
];

/**
 * Runs one command.
 *
 * @param args what follows the program's name
 * @returns the exit status: 0, 1 for a refused operation, 2 for wrong usage
 */
export async function runProgram(args: readonly string[], out: Stream, err: Stream): Promise<number> {
  // Also what cannot be parsed has to be told in the right form.
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  const printer = new Printer(options.includes('--json'), out, err);
  try {
    await program(printer, out).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = error instanceof CommanderError ? misuse(error) : failureOf(error);
    printer.fail(failure);
    if (options.includes('--debug') || process.env['SITREP_DEBUG']) printer.debug(error);
    return failure.exitStatus;
  }
}

function program(printer: Printer, out: Stream): Command {
  const root = new Command('sitrep')
    .description(l10n.t('Incidents in a git repository: recorded, classified, resolved, reviewed.'))
    .version(version(), '-V, --version', l10n.t('print the version'))
    .helpOption('-h, --help', l10n.t('print help'))
    .helpCommand('help [command]', l10n.t('print help for a command'))
    .allowExcessArguments(false)
    // What follows the command belongs to it, so that a text may begin with a dash.
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', () => `\n${generalHelp()}`);
  addCommonOptions(root, true);
  const made: (() => void)[] = [];
  const line: CommandLine = {
    command(usageText, description, examples, kind = 'changes') {
      const command = root.command(usageText).description(description);
      command.addHelpText('after', () => `\n${l10n.t('Examples:')}\n${examples.map((example) => `  ${example}`).join('\n')}`);
      // Help shows a command's own options first.
      made.push(() => addCommonOptions(command, kind === 'changes'));
      return command;
    },
    run: <A extends unknown[]>(work: (session: Session, ...args: A) => Promise<Report>) =>
      async (...args: [...A, Command]) => {
        // Commander passes the arguments, the options, and the command itself.
        const command = args[args.length - 1] as Command;
        const session = new Session(printer, { ...root.opts<CommonOptions>(), ...command.opts<CommonOptions>() });
        printer.report(await work(session, ...(args.slice(0, -1) as unknown as A)));
      },
  };
  for (const register of REGISTER) register(line);
  for (const complete of made) complete();
  return root;
}

function addCommonOptions(command: Command, changes: boolean): void {
  if (changes) command.option('--by <person>', l10n.t('who does it, where that is recorded (default: the git user)'));
  command
    .option('-C <folder>', l10n.t('run as if started in this folder'))
    .option('--json', l10n.t('print JSON, errors included'))
    .option('--debug', l10n.t('print where an error comes from'));
}

function misuse(error: CommanderError): Failure {
  if (error.code === 'commander.help') return usage(l10n.t('Which command? “sitrep --help” lists them, “sitrep list” shows the incidents.'));
  const message = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, ' ($1)');
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return usage(/[.?!)]$/.test(sentence) ? sentence : `${sentence}.`, [[l10n.t('  “sitrep --help” lists the commands; --help behind a command shows its options, with examples.')]]);
}

function generalHelp(): string {
  return l10n.t(`ID is any part of an incident’s id that no other has, such as its last four characters: k7q2.
ENTRY and ACTION are an id, the beginning of one, or a place in the file: "#3".
WHEN is a time as people say it: now, "20 min ago", 14:05, "yesterday 23:10", "around 05:00",
  2026-11-22, 2026-11-22T05:18Z, 2026-11-22T05:XXZ. The zone is that of TZ, else of sitrep.yaml,
  else of this computer; the instant that was understood is printed.

Exit status:
  0  done
  1  refused by the state of things: something is missing before a status, nothing or several
     things fit an ID, a file cannot be read or changed, git refuses
  2  wrong usage: an option, argument, name or time that cannot be understood as typed
With --json, errors are {"error": {"code", "message", …}} on standard output.

Examples:
  sitrep declare --title "Checkout latency" --service checkout --impact high --urgency high
  sitrep note k7q2 --text "Rolled back deploy 4812" --at "10 min ago"
  sitrep status k7q2 monitoring
  sitrep list --phase response`);
}

/** From the nearest package.json: the bundle and the sources lie at different depths. */
function version(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string }).version ?? '';
  }
  return '';
}
