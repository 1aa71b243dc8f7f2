/** The block that says what was hit: services with their worst condition, and what customers noticed. */
import { stamps, type Stamp } from '../incident/metrics.ts';
import { CONDITIONS, type Condition, type Incident } from '../incident/schema.ts';
import { serviceStates, type ServiceStanding } from '../incident/state.ts';
import { compareTimes } from '../time/recordedTime.ts';
import { inline, multiline } from './escape.ts';
import { wordsFor, zoneFor, type PostmortemFacts } from './facts.ts';
import { table } from './table.ts';
import { dateTime, dateTimeWithZone, timeOf, zoneOfAll } from './times.ts';
import { fill, word } from './words.ts';

/** A table of services, and a list of what is known about customers; each only where there is something. */
export function renderImpact(facts: PostmortemFacts): string {
  const parts = [servicesTable(facts), customersList(facts)].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('\n\n') : wordsFor(facts).nothing.impact;
}

function servicesTable(facts: PostmortemFacts): string {
  const { incident } = facts;
  const words = wordsFor(facts);
  const zone = zoneFor(facts);
  const services = serviceStates(incident).map((service) => courseOf(service, incident));
  if (services.length === 0) return '';
  const times = services.flatMap(({ from, to }) => [from, to].flatMap((stamp) => stamp?.time ?? []));
  const shown = (stamp: Stamp | null): string => (stamp ? dateTime(stamp.time, zone) : words.unknown);
  const rows = services.map(({ name, worst, from, to, isOver }) => [
    inline(name),
    inline(worst === null ? words.unknown : word(words.conditions, worst)),
    shown(from),
    isOver ? shown(to) : words.impact.notNormal,
  ]);
  const labels = words.impact;
  return table([labels.service, labels.worst, `${labels.from} (${zoneOfAll(times, zone)})`, labels.to], rows);
}

interface Course {
  readonly name: string;
  readonly worst: Condition | null;
  /** The first condition that was not normal, and the return to normal after the last such. */
  readonly from: Stamp | null;
  readonly to: Stamp | null;
  readonly isOver: boolean;
}

function courseOf({ name, condition }: ServiceStanding, { timeline }: Incident): Course {
  const entries = stamps(timeline.filter(({ type, service, to }) => type === 'condition' && service === name && to !== undefined));
  const changes = entries.toSorted((a, b) => compareTimes(a.time, b.time));
  const lastBad = changes.findLastIndex(({ entry }) => entry.to !== 'normal');
  const seen = new Set<string | null | undefined>([condition, ...changes.map(({ entry }) => entry.to)]);
  const to = lastBad < 0 ? null : (changes[lastBad + 1] ?? null);
  return {
    name,
    worst: CONDITIONS.find((worst) => seen.has(worst)) ?? null,
    from: changes.find(({ entry }) => entry.to !== 'normal') ?? null,
    to,
    isOver: to !== null || condition === null || condition === 'normal',
  };
}

function customersList(facts: PostmortemFacts): string {
  const { impacted } = facts.incident;
  const words = wordsFor(facts);
  const zone = zoneFor(facts);
  const time = (text: string | undefined): string => {
    const parsed = timeOf(text);
    return parsed ? dateTimeWithZone(parsed, zone) : inline(text ?? '');
  };
  const labels = words.impact;
  const lines: readonly (readonly [label: string, value: string])[] = [
    [labels.customers, impacted?.customers === undefined ? '' : impacted.customers.toLocaleString(facts.process.language)],
    [labels.what, multiline(impacted?.summary ?? '')],
    [labels.affectedFrom, time(impacted?.from)],
    [labels.affectedTo, time(impacted?.to)],
  ];
  return lines.filter(([, value]) => value !== '').map(([label, value]) => `- ${fill(words.labelled, `**${label}**`, value)}`).join('\n');
}
