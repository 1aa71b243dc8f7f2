/** Recording: entries are added in one line, and corrected later. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readEntryInput, TYPED_BY_HAND } from '../../core/incident/entryInput.ts';
import { identitiesOf } from '../../core/incident/identity.ts';
import { entryTypeWords } from '../../core/incident/words.ts';
import { addEntry, correctEntry, deleteEntry } from '../../core/operations/entries.ts';
import type { Entry } from '../../core/incident/schema.ts';
import { parseTime } from '../../core/time/recordedTime.ts';
import { displayTime } from '../../core/time/zone.ts';
import { applyEdit, readTarget } from '../edits.ts';
import { askChoice, askLine, askTime, timeWords, type Explanation } from '../input/ask.ts';
import { absolute } from '../input/zone.ts';
import type { Services } from '../services.ts';
import type { Target } from '../target.ts';

export async function addEntryByInput(services: Services, target: Target): Promise<void> {
  const zone = services.zones.of(target.repository.process);
  let chosen: string | null = null;
  const typeButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('tag'), tooltip: l10n.t('Choose the type') };
  const input = await askLine({
    title: target.title,
    prompt: l10n.t('What happened? A time or a type may stand in front: “14:05 evidence: p99 at 4 s”.'),
    placeholder: l10n.t('10 min ago rolled back deploy 4812'),
    buttons: [typeButton],
    onButton: (_button, box) => {
      // The types in turn: one key, no second input.
      chosen = TYPED_BY_HAND[(TYPED_BY_HAND.indexOf(chosen ?? '') + 1) % TYPED_BY_HAND.length] ?? null;
      box.prompt = l10n.t('Type: {0}', entryTypeWords(chosen ?? 'note'));
    },
    explain: (line) => explainEntry(line, chosen, target, zone),
  });
  if (input === undefined) return;
  const read = await readEntryInput(input, { now: target.repository.now(), zone });
  const type = read.type ?? chosen ?? 'note';
  await applyEdit(services, target, (context) => addEntry(context, { type, ...(read.time ? { at: read.time.text } : {}), ...(read.text === '' ? {} : { text: read.text }) }));
}

/** "14:05 CET (13:05 UTC) · evidence": how a typed line will be recorded. */
export async function explainEntry(line: string, chosen: string | null, target: Target, zone: string): Promise<Explanation> {
  const now = target.repository.now();
  const read = await readEntryInput(line, { now, zone });
  const type = read.type ?? chosen ?? 'note';
  if (line.trim() === '') return { ok: false, words: l10n.t('Type what happened.') };
  if (type === 'note' && read.text === '') return { ok: false, words: l10n.t('A note needs a text.') };
  const when = read.time ? timeWords(read.time, zone, read.time.start > now + 60_000) : l10n.t('now, {0}', absolute(now, zone));
  return { ok: true, words: `${when} · ${entryTypeWords(type)}` };
}

export async function editEntryByInput(services: Services, target: Target, key: string | undefined): Promise<void> {
  const found = await findEntry(services, target, key, l10n.t('Which entry is to be corrected?'));
  if (!found) return;
  const text = await askLine({ title: `${target.title} · ${entryTypeWords(found.entry.type)}`, prompt: l10n.t('Correct the text.'), value: found.entry.text ?? '' });
  if (text === undefined) return;
  await applyEdit(services, target, () => correctEntry(found.key, { text }));
}

export async function retimeEntryByInput(services: Services, target: Target, key: string | undefined): Promise<void> {
  const found = await findEntry(services, target, key, l10n.t('Which entry is to be retimed?'));
  if (!found) return;
  const at = await askTime({ title: `${target.title} · ${entryTypeWords(found.entry.type)}`, prompt: l10n.t('When did it happen?'), value: found.entry.at, zone: services.zones.of(target.repository.process), now: () => target.repository.now() });
  if (at === undefined || at === 'none') return;
  await applyEdit(services, target, () => correctEntry(found.key, { at: at.text }));
}

export async function deleteEntryByChoice(services: Services, target: Target, key: string | undefined): Promise<void> {
  const found = await findEntry(services, target, key, l10n.t('Which entry is to be deleted?'));
  if (!found) return;
  // The record of an incident is not lightly thinned; and “Undo” brings the entry back.
  const remove = l10n.t('Delete');
  const what = [entryTypeWords(found.entry.type), found.entry.text ?? ''].filter((part) => part !== '').join(': ');
  if ((await vscode.window.showWarningMessage(l10n.t('Delete this entry? “{0}”', what.slice(0, 200)), { modal: true }, remove)) !== remove) return;
  await applyEdit(services, target, () => deleteEntry(found.key));
}

async function findEntry(services: Services, target: Target, key: string | undefined, placeholder: string): Promise<{ readonly key: string; readonly entry: Entry } | undefined> {
  const reading = await readTarget(services.reporter, target);
  if (!reading) return undefined;
  const { timeline } = reading.incident;
  const keys = identitiesOf('timeline', timeline);
  const zone = services.zones.of(target.repository.process);
  const chosen = key ?? (await askChoice({
    title: target.title,
    placeholder,
    choices: timeline
      .map((entry, index) => {
        const time = parseTime(entry.at);
        return { label: `${time.ok ? displayTime(time.time, zone) : entry.at}  ${entryTypeWords(entry.type)}`, description: entry.by ?? '', detail: entry.text ?? [entry.from, entry.to].filter((part) => part !== undefined).join(' → '), value: keys[index] ?? '' };
      })
      .toReversed(),
  }));
  if (chosen === undefined) return undefined;
  const entry = timeline[keys.indexOf(chosen)];
  if (entry) return { key: chosen, entry };
  await services.reporter.refused({ kind: 'conflict', message: l10n.t('This entry is not there any more.') });
  return undefined;
}
