// Incidents to measure with: all the same story, told at different lengths.

const HOUR = 3_600_000;

/** An id that is different for every number, and looks like a real one. */
export function sampleId(number: number): string {
  const suffix = `${'abcdefghjkmnpqrstvwxyz'[number % 22] ?? 'a'}${String(number).padStart(4, '0').slice(-3).replaceAll('0', 'z').replaceAll('1', 'y')}`;
  return `${new Date(Date.UTC(2024, 0, 1) + number * 20 * HOUR).toISOString().slice(0, 10)}-checkout-answers-slowly-${suffix}`;
}

/** An incident with some 2 kB around its entries, of which there are at least ten. */
export function sampleIncident(number: number, entries = 12): string {
  const start = Date.parse(`${sampleId(number).slice(0, 10)}T05:00:00Z`);
  const at = (minutes: number): string => `${new Date(start + minutes * 60_000).toISOString().slice(0, 19)}Z`;
  const closed = number % 20 !== 0;
  const notes = Array.from({length: Math.max(0, entries - 10)}, (_, index) =>
    `  - {id: n${String(index).padStart(5, '0')}, at: ${at(20 + index * (60 / entries))}, type: ${index % 3 === 0 ? 'evidence' : 'note'}, by: carol, text: "Reading ${index} of pool ${index % 7}, 50 of 50 connections in use"}`);
  return `schema: sitrep/v1
id: ${sampleId(number)}
title: Checkout answers slowly, case ${number}
status: ${closed ? 'closed' : 'fixing'}
mode: live
type: availability
impact: high
urgency: high
severity: SEV2
services:
  - {name: checkout, condition: ${closed ? 'normal' : 'degraded'}}
roles: {commander: alice, communications: bob, operations: [carol, erin], scribe: dave}
teams: [payments, support, communications]
timeline:
  - {id: s7k2mq, at: ${at(0)}~, type: started}
  - {id: d8h1xw, at: ${at(4)}, type: detected, by: alice, text: p99 above 4 s in eu-west., source: "https://grafana.example.org/d/abc"}
  - {id: e4c2la, at: ${at(5)}, type: declared, by: alice}
  - {id: b4n7ty, at: ${at(6)}, type: condition, service: checkout, to: degraded, by: alice}
  - {id: k2n9wl, at: ${at(8)}, type: acknowledged, by: alice}
  - {id: c2v9pd, at: ${at(9)}, type: severity, from: SEV3, to: SEV2, by: alice, reason: payments affected too}
  - {id: h5m3rk, at: ${at(18)}, type: hypothesis, ref: p3x8wd, to: confirmed, by: carol, text: 50 of 50 connections in use}
${notes.join('\n')}${notes.length > 0 ? '\n' : ''}${closed ? `  - {id: m9t4gd, at: ${at(90)}, type: mitigated, by: carol, text: errors back to 0.1 %}
  - {id: v3r7ok, at: ${at(120)}, type: condition, service: checkout, to: normal, by: carol, how: a test purchase works}
  - {id: r5w8nd, at: ${at(130)}, type: resolved, by: alice, from: monitoring, to: resolved}
  - {id: z1d6qe, at: ${at(9000)}, type: closed, by: alice, from: resolved, to: closed}
` : ''}hypotheses:
  - {id: p3x8wd, text: Connection pool exhausted after the 05:00 deploy, state: confirmed}
updates:
  - {id: u9c4vb, at: ${at(40)}, by: bob, audience: customers, state: sent, text: "Some payments take longer than usual. We know the cause and are working on it."}
causes:
  - {id: r8f5ja, category: change, kind: contributing, text: A deploy halved the connection pool}
actions:
  - {id: a3k9mt, title: Alert on pool saturation, kind: detect, owner: carol, due: ${at(20_000).slice(0, 10)}, state: ${closed ? 'done' : 'open'}, cause: r8f5ja}
external:
  - {system: alertmanager, id: ${number.toString(16).padStart(16, '37a3e45f29c4d0e0')}, starts_at: ${at(4)}}
review: {state: ${closed ? 'published' : 'draft'}, owner: carol, due: ${at(7200).slice(0, 10)}, reviewers: [bob, dave]}
`;
}

/** Paths below a repository, and their texts. */
export function sampleFiles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({length: count}, (_, number) => {
    const id = sampleId(number);
    return [`incidents/${id.slice(0, 4)}/${id}/incident.yaml`, sampleIncident(number)];
  }));
}

