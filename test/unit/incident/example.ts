/** The incident of the design, and short incidents for tests. */
import assert from 'node:assert/strict';
import { readIncident } from '../../../src/core/incident/read.ts';
import type { Entry, Incident } from '../../../src/core/incident/schema.ts';

export const EXAMPLE_ID = '2026-11-22-checkout-latency-k7q2';

export const EXAMPLE = `schema: sitrep/v1
id: ${EXAMPLE_ID}
title: Checkout latency above objective
status: monitoring
mode: live
type: availability
impact: high
urgency: high
severity: SEV2
priority: P1
services:
  - {name: checkout, condition: degraded}
roles: {commander: alice, communications: bob, operations: [carol, erin], scribe: dave}
teams: [payments, support, communications]
timeline:
  - id: s7k2mq
    at: 2026-11-22T05:00Z~
    type: started
  - id: d8h1xw
    at: 2026-11-22T05:18:00Z
    type: detected
    by: alice
    text: p99 above 4 s in eu-west.
    source: https://grafana.example.org/d/abc
  - {id: e4c2la, at: 2026-11-22T05:18:30Z, type: declared, by: alice}
  - {id: b4n7ty, at: 2026-11-22T05:19:00Z, type: condition, service: checkout, to: degraded, by: alice}
  - {id: i5v3st, at: 2026-11-22T05:20:00Z, type: status, from: triage, to: investigating, by: alice}
  - {id: k2n9wl, at: 2026-11-22T05:21:00Z, type: acknowledged, by: alice}
  - {id: c2v9pd, at: 2026-11-22T05:24:10Z, type: severity, from: SEV3, to: SEV2, by: alice, reason: payments affected too}
  - {id: h2m8rk, at: 2026-11-22T05:29:00Z, type: hypothesis, ref: p3x8wd, by: carol}
  - {id: h5m3rk, at: 2026-11-22T05:41:00Z, type: hypothesis, ref: p3x8wd, to: confirmed, by: carol, text: 50 of 50 connections in use}
  - {id: r6b2ok, at: 2026-11-22T05:52:00Z, end: 2026-11-22T05:58:00Z, type: runbook, by: carol, text: rollback-deploy, source: runs/x.md}
  - {id: m9t4gd, at: 2026-11-22T06:00:00Z, type: mitigated, by: carol, text: errors back to 0.1 %}
  - {id: o3n7gs, at: 2026-11-22T06:00:00Z, type: status, from: investigating, to: monitoring, by: carol}
hypotheses: [{id: p3x8wd, text: Connection pool exhausted after the 05:00 deploy, state: confirmed}]
tasks: [{id: t6w2hz, title: Tell support what to answer, team: support, owner: bob, state: done}]
updates:
  - {id: u9c4vb, at: 2026-11-22T05:40:00Z, by: bob, audience: customers, state: sent, next: 2026-11-22T06:10:00Z,
     text: Some payments take longer than usual.}
  - {id: u2d8vk, at: 2026-11-22T06:10:00Z, by: bob, audience: customers, state: sent, next: 2026-11-22T06:30:00Z, text: Recovering.}
deadlines: [{id: l2d7sf, name: Notice to the data protection authority, due: 2026-11-25T05:18Z, met: null}]
causes: [{id: r8f5ja, category: change, kind: contributing, text: A deploy halved the connection pool}]
actions:
  - {id: a3k9mt, title: Alert on pool saturation, kind: detect, owner: carol, due: 2026-12-01, state: open, ref: "#482", cause: r8f5ja}
related: [{id: 2026-03-02-checkout-timeouts-m4x7, kind: recurrence}]
external: [{system: alertmanager, id: 37a3e45f29c4d0e0, starts_at: 2026-11-22T05:18:03Z}]
review: {state: draft, owner: carol, due: 2026-11-27, reviewers: [bob, dave], url: null}
`;

/** Reads a text that must be a readable incident. */
export function incidentOf(text: string): Incident {
  const reading = readIncident(text);
  assert.ok(reading.readable, JSON.stringify(reading.problems));
  return reading.incident;
}

/** An incident with these entries; `05:18` means that minute of 22 November 2026, UTC. */
export function incidentWith(entries: readonly (Omit<Entry, 'at'> & { at: string })[], rest: Partial<Incident> = {}): Incident {
  const timeline = entries.map((entry) => ({ ...entry, at: /^\d\d:/.test(entry.at) ? `2026-11-22T${entry.at.replace(/(~?)$/, 'Z$1')}` : entry.at }));
  return { schema: 'sitrep/v1', title: 'A test', status: 'investigating', ...rest, timeline };
}
