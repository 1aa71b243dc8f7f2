/** `sitrep note` and `sitrep entry`: what is recorded in the timeline, and corrected there. */
import * as l10n from '@vscode/l10n';
import { timeOf } from '../../core/operations/context.ts';
import { addEntry, correctEntry, deleteEntry } from '../../core/operations/entries.ts';
import type { Entry } from '../../core/incident/schema.ts';
import type { CommandLine } from '../commandLine.ts';
import { usage } from '../failure.ts';
import { findEntry } from '../items.ts';
import { oneOf } from '../names.ts';
import type { Report } from '../printer.ts';
import type { Session } from '../session.ts';
import { styled, type Line } from '../text.ts';
import { whenWords } from '../when.ts';

export function registerEntries(line: CommandLine): void {
  line
    .command('note <id>', l10n.t('add an entry to the timeline'), [
      'sitrep note k7q2 --text "p99 back below 1 s in eu-west"',
      'sitrep note k7q2 --at "20 min ago" --type decision --text "Roll back deploy 4812"',
      'sitrep note k7q2 --type mitigated --at 05:52',
      'kubectl get events | sitrep note k7q2',
    ])
    .option('--text <text>', l10n.t('what there is to say; - or nothing reads standard input'))
    .option('--at <when>', l10n.t('when it happened (default: now)'))
    .option('--type <type>', l10n.t('note, evidence, hypothesis, decision, runbook, handover, escalation, deploy, or a milestone: started, detected, declared, acknowledged, mitigated'), 'note')
    .action(line.run(note));
  line
    .command('entry <id> <entry>', l10n.t('correct an entry of the timeline, or delete it'), [
      'sitrep entry k7q2 d8h1xw --at 05:16',
      'sitrep entry k7q2 d8h --text "p99 above 4 s, eu-west only"',
      'sitrep entry k7q2 "#3" --delete',
    ])
    .option('--at <when>', l10n.t('when it really happened'))
    .option('--text <text>', l10n.t('what it should say; empty for nothing'))
    .option('--delete', l10n.t('take it out'))
    .action(line.run(entry));
}

interface NoteOptions {
  readonly text?: string;
  readonly at?: string;
  readonly type: string;
}

async function note(session: Session, id: string, options: NoteOptions): Promise<Report> {
  const type = await typeOf(options.type);
  const incident = await session.incident(id);
  const at = await session.when(options.at);
  const context = await session.context();
  const text = await textOf(session, options, type);
  const repository = await session.repository();
  const edit = await session.change(incident, addEntry(context, { type, text, at: at?.text }));
  const written = edit.incident.timeline.find((one) => one.id === edit.item);
  const time = at ?? timeOf(written?.at ?? '');
  return {
    json: { id: incident.id, file: repository.relative(incident.file), entry: edit.item, type, at: written?.at ?? null, by: written?.by ?? null },
    lines: [[styled('bold', await session.shortId(incident.id)), l10n.t(': {0} at {1}', type, time ? whenWords(time, await session.zone()) : '?'), ' ', styled('dim', edit.item ?? '')]],
  };
}

/** Types that state a change come with the change itself. */
async function typeOf(said: string): Promise<string> {
  if (said === 'note') return said;
  const { TYPED_BY_HAND } = await import('../../core/incident/entryInput.ts');
  return oneOf(said, TYPED_BY_HAND, '--type');
}

async function textOf(session: Session, options: NoteOptions, type: string): Promise<string | undefined> {
  const isAsked = options.text === '-' || (options.text === undefined && type === 'note' && !process.stdin.isTTY);
  const text = isAsked ? await session.input('-') : options.text;
  if (type === 'note' && !text?.trim()) throw usage(l10n.t('What is there to note? Give --text, or the text on standard input.'));
  return text;
}

interface EntryOptions {
  readonly at?: string;
  readonly text?: string;
  readonly delete?: boolean;
}

async function entry(session: Session, id: string, said: string, options: EntryOptions): Promise<Report> {
  const { at: when, text } = options;
  const { by } = session;
  const corrects = when !== undefined || text !== undefined || (by !== undefined && !options.delete);
  if (options.delete && corrects) throw usage(l10n.t('Either --delete, or what to correct: not both.'));
  if (!options.delete && !corrects) throw usage(l10n.t('What about this entry? Give --at, --text or --delete.'));
  const incident = await session.read(id);
  const at = await session.when(when);
  const { identity, item } = findEntry(incident, said);
  const operation = options.delete
    ? deleteEntry(identity)
    : correctEntry(identity, { at: at?.text, text, by: by === undefined ? undefined : await session.person() });
  const edit = await session.change(incident, operation);
  const repository = await session.repository();
  const name = item.id ?? said;
  const zone = await session.zone();
  const short = await session.shortId(incident.id);
  return {
    json: { id: incident.id, file: repository.relative(incident.file), entry: item.id ?? null, done: edit.label, ...(at ? { at: at.text } : {}) },
    lines: [
      ...(options.delete ? [deleted(short, item, name)] : [[styled('bold', short), l10n.t(': corrected {0} {1}', item.type, name)]]),
      ...(at ? [[l10n.t('  It now stands at {0}.', whenWords(at, zone))]] : []),
    ],
  };
}

function deleted(short: string, item: Entry, name: string): Line {
  return [styled('bold', short), l10n.t(': deleted {0} {1}. “sitrep undo {2}” brings it back.', item.type, name, short)];
}
