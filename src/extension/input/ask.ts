/**
 * Asking by keyboard: one line, one of a list, several of a list, a time. All give undefined when cancelled, and then
 * nothing is written.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { RecordedTime } from '../../core/time/recordedTime.ts';
import { absolute } from './zone.ts';

export interface Asking {
  /** What the whole is about, such as the incident's title. */
  readonly title: string;
  readonly step?: number;
  readonly steps?: number;
}

export interface LineAsking extends Asking {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Says how the input is understood, or what is wrong with it, while it is typed. */
  readonly explain?: (input: string) => Promise<Explanation> | Explanation;
  readonly buttons?: readonly vscode.QuickInputButton[];
  readonly onButton?: (button: vscode.QuickInputButton, input: vscode.InputBox) => void;
}

export type Explanation = { readonly ok: true; readonly words: string } | { readonly ok: false; readonly words: string };

/** How long typing must rest before it is explained, in milliseconds. */
const REST_MS = 80;

export async function askLine(asking: LineAsking): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { title: asking.title, step: asking.step, totalSteps: asking.steps, prompt: asking.prompt, placeholder: asking.placeholder, value: asking.value ?? '', ignoreFocusOut: true });
  if (asking.buttons) box.buttons = asking.buttons;
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const explain = async (): Promise<Explanation | null> => {
    const number = ++latest;
    if (!asking.explain) return null;
    const explanation = await asking.explain(box.value);
    // A later input has been typed meanwhile.
    if (number !== latest) return null;
    box.validationMessage = explanation.words === '' ? undefined : { message: explanation.words, severity: explanation.ok ? vscode.InputBoxValidationSeverity.Info : vscode.InputBoxValidationSeverity.Error };
    return explanation;
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void explain(), REST_MS);
  };
  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue(soon);
      box.onDidTriggerButton((button) => {
        asking.onButton?.(button, box);
        soon();
      });
      box.onDidAccept(async () => {
        clearTimeout(timer);
        const { value } = box;
        // What has been typed after Enter is explained by itself.
        const explanation = (await explain()) ?? (await asking.explain?.(value));
        if (explanation?.ok !== false) resolve(value);
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
      if (box.value !== '') void explain();
    });
  } finally {
    clearTimeout(timer);
    box.dispose();
  }
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export async function askChoice<T>(asking: Asking & { readonly placeholder: string; readonly choices: readonly Choice<T>[]; readonly active?: T }): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { title: asking.title, step: asking.step, totalSteps: asking.steps, placeholder: asking.placeholder, items: asking.choices, ignoreFocusOut: true, matchOnDescription: true, matchOnDetail: true });
  const active = asking.choices.find((choice) => choice.value === asking.active);
  if (active) pick.activeItems = [active];
  return settled(pick, () => pick.selectedItems[0]?.value ?? pick.activeItems[0]?.value);
}

/** One of a list, or something else that is typed. */
export async function askNameOrChoice(asking: Asking & { readonly placeholder: string; readonly choices: readonly vscode.QuickPickItem[]; readonly active?: string }): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem>();
  Object.assign(pick, { title: asking.title, step: asking.step, totalSteps: asking.steps, placeholder: asking.placeholder, items: asking.choices, ignoreFocusOut: true, matchOnDescription: true });
  const active = asking.choices.find((choice) => choice.label === asking.active);
  if (active) pick.activeItems = [active];
  pick.onDidChangeValue((value) => {
    pick.items = withTyped(asking.choices, value);
  });
  return settled(pick, () => pick.selectedItems[0]?.label ?? pick.activeItems[0]?.label ?? (pick.value.trim() || undefined));
}

/**
 * Several of a list, and others that are typed. Enter takes what is under the cursor while something is typed, and goes on
 * when nothing is: no hand has to leave the keyboard. An empty answer is an answer.
 */
export async function askSeveral(asking: Asking & { readonly placeholder: string; readonly choices: readonly vscode.QuickPickItem[]; readonly picked?: readonly string[] }): Promise<readonly string[] | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem>();
  Object.assign(pick, { title: asking.title, step: asking.step, totalSteps: asking.steps, placeholder: asking.placeholder, ignoreFocusOut: true, canSelectMany: true, matchOnDescription: true });
  let known = [...asking.choices];
  const selectedLabels = (): string[] => pick.selectedItems.map(({ label }) => label);
  const show = (value: string, selected: readonly string[]): void => {
    pick.items = withTyped(known, value);
    pick.selectedItems = pick.items.filter(({ label }) => selected.includes(label));
    const meant = meantBy(value, known, pick.items);
    if (meant) pick.activeItems = [meant];
  };
  pick.items = known;
  pick.selectedItems = known.filter(({ label }) => asking.picked?.includes(label));
  pick.onDidChangeValue((value) => show(value, selectedLabels()));
  pick.onDidChangeSelection((selected) => {
    // What was typed and chosen stays in the list.
    const fresh = selected.filter(({ label }) => !known.some((one) => one.label === label));
    if (fresh.length > 0) known = [...known, ...fresh];
  });
  return settled(pick, () => {
    const active = pick.activeItems[0] ?? meantBy(pick.value, known, pick.items);
    if (pick.value.trim() === '' || !active || pick.selectedItems.includes(active)) return selectedLabels();
    if (!known.some(({ label }) => label === active.label)) known = [...known, active];
    const selected = [...selectedLabels(), active.label];
    pick.value = '';
    show('', selected);
    return undefined;
  });
}

/** A time as a person says it; the absolute instant is shown before Enter. */
export async function askTime(asking: Asking & { readonly prompt: string; readonly value?: string; readonly zone: string; readonly now: () => number; readonly optional?: boolean }): Promise<RecordedTime | 'none' | undefined> {
  const { readTime } = await import('../../core/time/natural.ts');
  const read = (input: string): ReturnType<typeof readTime> => readTime(input, { now: asking.now(), zone: asking.zone });
  const answer = await askLine({
    ...asking,
    placeholder: l10n.t('20 min ago, 14:05, yesterday 23:10, 2026-11-22 14:05'),
    explain: async (input) => {
      if (input.trim() === '' && asking.optional) return { ok: true, words: '' };
      const time = await read(input);
      if (!time.ok) return { ok: false, words: time.reason };
      return { ok: true, words: timeWords(time.time, asking.zone, time.future) };
    },
  });
  if (answer === undefined) return undefined;
  if (answer.trim() === '') return 'none';
  const time = await read(answer);
  return time.ok ? time.time : undefined;
}

export function timeWords(time: RecordedTime, zone: string, future = false): string {
  const words = time.start === time.end
    ? absolute(time.start, zone)
    : l10n.t('between {0} and {1}', absolute(time.start, zone), absolute(time.end, zone));
  return future ? l10n.t('{0}, in the future', words) : words;
}

function withTyped(choices: readonly vscode.QuickPickItem[], value: string): vscode.QuickPickItem[] {
  const typed = value.trim();
  if (typed === '' || choices.some(({ label }) => label.toLowerCase() === typed.toLowerCase())) return [...choices];
  return [...choices, { label: typed, description: l10n.t('as typed') }];
}

/** What Enter takes of a list while this is typed: what is called so, else what begins so, else a new one of this name. */
function meantBy(value: string, known: readonly vscode.QuickPickItem[], items: readonly vscode.QuickPickItem[]): vscode.QuickPickItem | undefined {
  const typed = value.trim().toLowerCase();
  if (typed === '') return undefined;
  return known.find(({ label }) => label.toLowerCase() === typed) ?? known.find(({ label }) => label.toLowerCase().startsWith(typed)) ?? items.at(-1);
}

/** @param answer undefined when Enter does not end the asking */
async function settled<T extends vscode.QuickPickItem, R>(pick: vscode.QuickPick<T>, answer: () => R | undefined): Promise<R | undefined> {
  try {
    return await new Promise<R | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const given = answer();
        if (given !== undefined) resolve(given);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
