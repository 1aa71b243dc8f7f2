/**
 * Alerts of Prometheus Alertmanager: what its webhook (version 4) sends, and what its API v2 lists (`GET /api/v2/alerts`,
 * `amtool alert query -o json`). Both formats: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config and
 * the OpenAPI description of Alertmanager. Fields that are missing or of another type count as absent.
 */
import * as l10n from '@vscode/l10n';
import { DEFAULT_PROCESS } from '../process/defaults.ts';
import { parseTime, recordInstant } from '../time/recordedTime.ts';
import type { RecordedTime } from '../time/recordedTime.ts';
import { parseJsonText } from './jsonText.ts';

/** One alert. Texts are as they came, data of strangers: escape them where they are shown. */
export interface Alert {
  readonly fingerprint: string | null;
  /** The webhook's group; the API does not name it. */
  readonly groupKey: string | null;
  readonly state: 'firing' | 'resolved';
  /** The label `alertname`. */
  readonly name: string;
  /** The annotation `summary`, else `title`; empty if there is none. */
  readonly summary: string;
  /** The annotation `description`, else `message`; empty if there is none. */
  readonly description: string;
  /** The first label of the process that names one. `job` is not among the defaults: it names what is scraped, not what is served. */
  readonly services: readonly string[];
  /** To the second, UTC. */
  readonly startsAt: RecordedTime;
  /** To the second, UTC; only of a resolved alert, since of a firing one it is a guess of when it will time out. */
  readonly endsAt: RecordedTime | null;
  /** http or https: where the alert was made, else the alert in Alertmanager. */
  readonly url: string | null;
  /** http or https: the annotation `runbook_url`, else `runbook`. */
  readonly runbookUrl: string | null;
  /** The label `severity`, in the words of whoever wrote the alert. */
  readonly severityLabel: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

export type Alerts =
  | {
    readonly ok: true;
    readonly alerts: readonly Alert[];
    readonly groupKey?: string;
    /** A sentence for each alert that had to be left out. */
    readonly skipped: readonly string[];
  }
  | { readonly ok: false; readonly reason: string; /** From 1, of broken JSON. */ readonly line?: number; readonly column?: number };

/**
 * Reads a webhook's body, an array of the API, or one alert of it, up to 5 million characters. An alert without a start
 * is left out and named in `skipped`; if none is left for that reason, the whole is refused. No alerts at all are fine:
 * that is what the API answers when all is quiet. Never throws.
 *
 * @param serviceLabels labels that may name the affected service, the first one found counts
 */
export function parseAlerts(text: string, serviceLabels: readonly string[] = DEFAULT_PROCESS.alerts.serviceLabels): Alerts {
  const parsed = parseJsonText(text);
  if (!parsed.ok) {
    return parsed;
  }
  const payload = payloadOf(parsed.value);
  if (!payload) {
    return { ok: false, reason: l10n.t('This is neither the body of an Alertmanager webhook nor a list of alerts from its API v2.') };
  }
  const alerts: Alert[] = [];
  const skipped: string[] = [];
  for (const [index, item] of payload.items.entries()) {
    const alert = readAlert(item, payload, serviceLabels);
    if (alert) {
      alerts.push(alert);
    } else {
      skipped.push(l10n.t('Alert {0} is left out: it has no valid start (startsAt).', index + 1));
    }
  }
  const [firstSkipped] = skipped;
  if (alerts.length === 0 && firstSkipped !== undefined) {
    return { ok: false, reason: firstSkipped };
  }
  return { ok: true, alerts, skipped, ...(payload.groupKey === null ? {} : { groupKey: payload.groupKey }) };
}

/** Whether two starts are the same to the second, which with the fingerprint identifies an alert. */
export function sameStart(a: RecordedTime, b: RecordedTime): boolean {
  return Math.floor(a.start / 1000) === Math.floor(b.start / 1000);
}

/**
 * One line for a title, at most 120 characters: the summary if all alerts share it, else their name, else the first's and
 * how many more; then what tells it from the same alert elsewhere (its service, else instance, …). Empty without alerts.
 */
export function alertTitle(alerts: readonly Alert[]): string {
  const [first] = alerts;
  if (!first) {
    return '';
  }
  const headline = common(alerts, headlineOf) ?? common(alerts, alert => oneLine(alert.name))
    ?? l10n.t('{0} and {1} more', headlineOf(first), alerts.length - 1);
  const where = distinction(alerts, headline);
  return where === undefined ? shorten(headline, LONGEST_TITLE) : `${shorten(headline, LONGEST_TITLE - where.length - 3)} (${where})`;
}

const LONGEST_TITLE = 120;
const LONGEST_URL = 2048;

/** Go's zero time: Alertmanager's way to write "none". */
const NO_TIME = '0001-01-01T00:00:00Z';

/** Labels that say where, the most telling first. */
const TELLING_LABELS = ['service', 'app', 'instance', 'pod', 'namespace', 'cluster'] as const;

type Fields = Readonly<Record<string, unknown>>;

interface Payload {
  readonly items: readonly unknown[];
  readonly groupKey: string | null;
  readonly state: string;
  readonly externalUrl: string | null;
}

function payloadOf(value: unknown): Payload | undefined {
  if (Array.isArray(value)) {
    return value.every(isAlert) ? { ...NO_GROUP, items: value } : undefined;
  }
  if (!isFields(value)) {
    return undefined;
  }
  if (Array.isArray(value['alerts'])) {
    return value['alerts'].every(isAlert)
      ? {
        items: value['alerts'],
        groupKey: textOf(value['groupKey']) || null,
        state: textOf(value['status']),
        externalUrl: webUrl(value['externalURL']),
      }
      : undefined;
  }
  return isAlert(value) ? { ...NO_GROUP, items: [value] } : undefined;
}

const NO_GROUP = { groupKey: null, state: '', externalUrl: null } as const;

function isAlert(value: unknown): value is Fields {
  return isFields(value) && isFields(value['labels']);
}

function readAlert(item: unknown, payload: Payload, serviceLabels: readonly string[]): Alert | undefined {
  const fields = isFields(item) ? item : {};
  const labels = textsOf(fields['labels']);
  const annotations = textsOf(fields['annotations']);
  const startsAt = timeOf(fields['startsAt']);
  if (!startsAt) {
    return undefined;
  }
  const state = stateOf(fields['status'], payload.state);
  const service = serviceLabels.map((label) => labels[label]).find((value) => value !== undefined && value !== '');
  return {
    fingerprint: textOf(fields['fingerprint']) || null,
    groupKey: payload.groupKey,
    state,
    name: labels['alertname'] || l10n.t('Unnamed alert'),
    summary: annotations['summary'] || annotations['title'] || '',
    description: annotations['description'] || annotations['message'] || '',
    services: service ? [service] : [],
    startsAt,
    endsAt: state === 'resolved' ? timeOf(fields['endsAt']) : null,
    url: webUrl(fields['generatorURL']) ?? alertmanagerUrl(payload.externalUrl, labels),
    runbookUrl: webUrl(annotations['runbook_url']) ?? webUrl(annotations['runbook']),
    severityLabel: labels['severity'] || null,
    labels,
  };
}

/**
 * The webhook says firing or resolved; the API active, suppressed or unprocessed, all of which are firing, and lists no
 * others. Without a word of it an alert is taken as firing: overlooking one is worse than looking twice.
 */
function stateOf(status: unknown, groupState: string): Alert['state'] {
  const state = isFields(status) ? textOf(status['state']) : textOf(status) || groupState;
  return state === 'resolved' ? 'resolved' : 'firing';
}

function timeOf(value: unknown): RecordedTime | null {
  const text = textOf(value);
  const parsed = parseTime(text);
  return parsed.ok && text !== NO_TIME && parsed.time.start === parsed.time.end ? recordInstant(parsed.time.start) : null;
}

/** Alertmanager's list of alerts, filtered by all labels of this one. */
function alertmanagerUrl(externalUrl: string | null, labels: Readonly<Record<string, string>>): string | null {
  if (externalUrl === null) {
    return null;
  }
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const base = externalUrl.replace(/\/+$/, '');
  const filter = encodeURIComponent(wellFormed(`{${matchers.join(',')}}`));
  return webUrl(`${base}/#/alerts?filter=${filter}`) ?? webUrl(`${base}/#/alerts`);
}

/** The address in normal form if it is http or https and of a sane length, else null. */
function webUrl(value: unknown): string | null {
  const text = textOf(value);
  if (text === '' || text.length > LONGEST_URL || !URL.canParse(text)) {
    return null;
  }
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

function headlineOf(alert: Alert): string {
  return oneLine(alert.summary || alert.name).replace(/[.\s]+$/, '');
}

/** What all alerts have in common by a measure; undefined if they differ. */
function common(alerts: readonly Alert[], measure: (alert: Alert) => string): string | undefined {
  const values = new Set(alerts.map(measure));
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

/** The values of the first telling label that all alerts carry and the headline does not already say; three at most. */
function distinction(alerts: readonly Alert[], headline: string): string | undefined {
  for (const label of TELLING_LABELS) {
    const values = [...new Set(alerts.map(alert => oneLine(alert.labels[label] ?? '')))];
    if (values.every(value => value !== '' && !headline.toLowerCase().includes(value.toLowerCase()))) {
      const named = values.slice(0, 3).map(value => shorten(value, 20)).join(', ');
      return values.length > 3 ? `${named}, …` : named;
    }
  }
  return undefined;
}

/** Without control characters, and without the invisible ones that turn the direction of text. */
function oneLine(text: string): string {
  return wellFormed(text.slice(0, 1000)).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Cf}/gu, '').replace(/\s+/g, ' ').trim();
}

/** Half surrogate pairs replaced: they make encodeURIComponent throw and cannot be written as UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}

function shorten(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The entries whose values are texts. */
function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = isFields(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
