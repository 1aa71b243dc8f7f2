/** Identification and recording: a new incident, from a title or from alerts. */
import * as l10n from '@vscode/l10n';
import { newIncidentId, newItemId } from '../incident/id.ts';
import { SCHEMA_ID, UNDETERMINED, type Entry, type External, type Incident, type Link, type Mode, type Related } from '../incident/schema.ts';
import { startStatus, suggestSeverity } from '../process/rules.ts';
import { compareTimes } from '../time/recordedTime.ts';
import { emitBlock } from '../yaml/emit.ts';
import { sameJson, type Json } from '../yaml/json.ts';
import { quickRead } from '../yaml/quick.ts';
import { checkNames, checkTimes, compact, nowText, spelled, timeOf, type OperationContext } from './context.ts';
import { refuse, type Refusal } from './edit.ts';

export interface Declaration {
  readonly title: string;
  readonly services?: readonly string[];
  readonly impact?: string;
  readonly urgency?: string;
  /** Absent: what the matrix says of impact and urgency, else undetermined. */
  readonly severity?: string;
  readonly type?: string;
  readonly mode?: Mode;
  /** When it started, in the grammar of the format. */
  readonly started?: string;
  readonly detected?: { readonly at: string; readonly text?: string; readonly source?: string; readonly by?: string };
  readonly links?: readonly Link[];
  readonly external?: readonly External[];
  readonly related?: readonly Related[];
}

export interface NewIncident {
  readonly id: string;
  readonly incident: Incident;
  /** What `incident.yaml` is to hold, with `\n` line endings. */
  readonly text: string;
}

/** A title is enough: the rest is amended later. */
export function declare(context: OperationContext, declaration: Declaration): NewIncident | Refusal {
  const title = declaration.title.replace(/\s+/g, ' ').trim();
  if (title === '') return refuse('invalid', l10n.t('An incident needs a title.'));
  const { process } = context;
  const said = {
    impact: spelled(declaration.impact, process.impacts.map((one) => one.name)),
    urgency: spelled(declaration.urgency, process.urgencies.map((one) => one.name)),
    severity: spelled(declaration.severity, [...process.severities.map((one) => one.name), UNDETERMINED]),
    type: spelled(declaration.type, Object.keys(process.types)),
  };
  const wrong = checkNames(said) ?? checkTimes(declaration.started, declaration.detected?.at);
  if (wrong) return wrong;
  const ids = new Set<string>();
  const freshItem = (): string => {
    for (;;) {
      const id = newItemId(context.random);
      if (!ids.has(id)) {
        ids.add(id);
        return id;
      }
    }
  };
  const entry = (fields: Omit<Entry, 'id'>): Entry => compact({ id: freshItem(), ...fields });
  const { started, detected } = declaration;
  const timeline: Entry[] = [
    ...(started === undefined ? [] : [entry({ at: started, type: 'started' })]),
    ...(detected ? [entry({ at: detected.at, type: 'detected', by: detected.by, text: detected.text, source: detected.source })] : []),
    entry({ at: nowText(context), type: 'declared', by: context.by }),
  ];
  timeline.sort(byTime);
  const [impact, urgency] = [said.impact?.name ?? undefined, said.urgency?.name ?? undefined];
  const severity = said.severity?.name ?? suggestSeverity(process, impact, urgency) ?? UNDETERMINED;
  const id = newIncidentId(title, context.now, context.random);
  const incident: Incident = compact({
    schema: SCHEMA_ID,
    id,
    title,
    status: startStatus(process),
    mode: declaration.mode ?? 'live',
    type: said.type?.name ?? undefined,
    impact,
    urgency,
    severity,
    services: listed(namesOf(declaration.services).map((name) => ({ name }))),
    links: listed([...(declaration.links ?? [])]),
    timeline,
    related: listed([...(declaration.related ?? [])]),
    external: listed([...(declaration.external ?? [])]),
  });
  return { id, incident, text: textOf(incident) };
}

/** Each service once. */
function namesOf(services: readonly string[] = []): readonly string[] {
  return [...new Set(services.map((name) => name.trim()).filter((name) => name !== ''))];
}

/** Plain where that reads back as the same, else quoted. */
function textOf(incident: Incident): string {
  const value = incident as unknown as Json;
  const print = (quoteAll: boolean): string => `${emitBlock(value, { quoteAll, indentLists: true }).join('\n')}\n`;
  const text = print(false);
  const read = quickRead(text);
  return read.ok && sameJson(read.value, value) ? text : print(true);
}

function listed<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function byTime(a: Entry, b: Entry): number {
  const [first, second] = [timeOf(a.at), timeOf(b.at)];
  return first && second ? compareTimes(first, second) : 0;
}
