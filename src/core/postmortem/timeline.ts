/** The block that tells what happened when: the timeline's entries and the updates sent, in order of time. */
import type { Entry, Hypothesis, Update } from '../incident/schema.ts';
import { compareTimes, nominal, type RecordedTime } from '../time/recordedTime.ts';
import { dayInZone } from '../time/zone.ts';
import { inline, link, linkName, linkTarget, multiline } from './escape.ts';
import { wordsFor, zoneFor, type PostmortemFacts } from './facts.ts';
import { table } from './table.ts';
import { clockTime, dateTime, isDate, timeOf, zoneOfAll } from './times.ts';
import { fill, word, type Words } from './words.ts';

/** One row of the table, its cells but for the time already Markdown. */
interface Row {
  readonly at: string;
  readonly end: string | undefined;
  readonly time: RecordedTime | null;
  readonly type: string;
  readonly what: string;
  readonly who: string;
}

/** A table. Days get a row of their own where there are several, so that times stay short; else the header names the day. */
export function renderTimeline(facts: PostmortemFacts): string {
  const words = wordsFor(facts);
  const zone = zoneFor(facts);
  const rows = rowsOf(facts, words);
  if (rows.length === 0) return words.nothing.timeline;
  const days = new Set(rows.flatMap((row) => dayOf(row, zone) ?? []));
  const zoneName = zoneOfAll(rows.flatMap(({ time }) => time ?? []), zone);
  const [onlyDay] = days;
  const header = days.size === 1 && onlyDay !== undefined ? `${onlyDay}, ${zoneName}` : zoneName;
  const cells = rows.map((row) => [timeCell(row, zone), row.type, row.what, row.who]);
  const labels = words.timeline;
  return table([`${labels.time} (${header})`, labels.type, labels.what, labels.who], days.size > 1 ? withDays(rows, cells, zone) : cells);
}

/** In order of time; equal times as the file has them, those without a readable time last. */
function rowsOf({ incident }: PostmortemFacts, words: Words): Row[] {
  const hypotheses = incident.hypotheses ?? [];
  const updates = (incident.updates ?? []).filter(({ state }) => state !== 'draft');
  const rows = [...incident.timeline.map((entry) => entryRow(entry, hypotheses, words)), ...updates.map((update) => updateRow(update, words))];
  return rows.toSorted((a, b) => (a.time && b.time ? compareTimes(a.time, b.time) : Number(a.time === null) - Number(b.time === null)));
}

function entryRow(entry: Entry, hypotheses: readonly Hypothesis[], words: Words): Row {
  return {
    at: entry.at,
    end: entry.end,
    time: timeOf(entry.at),
    type: inline(word(words.entryTypes, entry.type)),
    what: whatHappened(entry, hypotheses, words),
    who: inline(entry.by ?? ''),
  };
}

function updateRow(update: Update, words: Words): Row {
  const text = multiline(update.text);
  return {
    at: update.at,
    end: undefined,
    time: timeOf(update.at),
    type: words.entryTypes.update,
    what: update.audience ? fill(words.updateTo, inline(update.audience), text) : text,
    who: inline(update.by ?? ''),
  };
}

/** "checkout: degraded", "SEV3 → SEV2 — payments affected too", "confirmed: Pool exhausted — 50 of 50 in use (host)". */
function whatHappened(entry: Entry, hypotheses: readonly Hypothesis[], words: Words): string {
  const hypothesis = entry.ref === undefined ? undefined : hypotheses.find(({ id }) => id === entry.ref);
  const change = changeOf(entry, words);
  const parts = [
    hypothesis ? labelled(change, inline(hypothesis.text), words) : labelled(inline(entry.role ?? entry.service ?? ''), change, words),
    multiline(entry.text ?? ''),
    multiline(entry.reason ?? ''),
    entry.how ? fill(words.verified, multiline(entry.how)) : '',
    entry.override ? fill(words.overridden, multiline(entry.override)) : '',
  ];
  const sources = [entry.source, entry.attachment, hypothesis || entry.type === 'hypothesis' ? undefined : entry.ref].flatMap((source) => sourceOf(source));
  const text = parts.filter((part) => part !== '').join(' — ');
  return [text, sources.length > 0 ? `(${sources.join(', ')})` : ''].filter((part) => part !== '').join(' ');
}

function changeOf(entry: Entry, words: Words): string {
  const value = (text: string | undefined): string => inline(word(dictionaryOf(entry, words), text ?? ''));
  const [from, to] = [value(entry.from), value(entry.to)];
  return from === '' ? to : `${from} → ${to || words.unknown}`;
}

function dictionaryOf({ type }: Entry, words: Words): Readonly<Record<string, string>> {
  if (type === 'condition') return words.conditions;
  if (type === 'hypothesis') return words.hypothesisStates;
  return type === 'severity' ? { undetermined: words.undetermined } : {};
}

function labelled(label: string, text: string, words: Words): string {
  return label === '' || text === '' ? label + text : fill(words.labelled, label, text);
}

/** A link where the address is one that may be followed, else the text. An id of the file means nothing to readers. */
function sourceOf(source: string | undefined): string[] {
  const target = linkTarget(source ?? '');
  if (target !== null) return [link(linkName(target), target)];
  const text = inline(source ?? '');
  return text === '' || /^[a-z][a-z0-9]{5}$/.test(text) ? [] : [text];
}

function timeCell({ at, end, time }: Row, zone: string): string {
  if (!time) return inline(at);
  const from = clockTime(time, zone);
  const until = timeOf(end);
  if (!until) return from;
  const sameDay = !isDate(until) && !isDate(time) && dayInZone(nominal(time).start, zone) === dayInZone(nominal(until).start, zone);
  return `${from} – ${sameDay ? clockTime(until, zone) : dateTime(until, zone)}`;
}

/** The day under which a row stands; undefined for months, and for days of UTC that are no day of the zone. */
function dayOf({ time }: Row, zone: string): string | undefined {
  if (!time) return undefined;
  const day = dayInZone(nominal(time).start, zone);
  return !isDate(time) || day === time.text ? day : undefined;
}

/** With a row for each day before the first of its times. */
function withDays(rows: readonly Row[], cells: readonly (readonly string[])[], zone: string): (readonly string[])[] {
  let day: string | undefined;
  return cells.flatMap((cell, index) => {
    const row = rows[index];
    const next = row && dayOf(row, zone);
    if (next === undefined || next === day) return [cell];
    day = next;
    return [[`**${next}**`, '', '', ''], cell];
  });
}
