import assert from 'node:assert/strict';
import { parseAlerts, type Alert } from '../../../src/core/exchange/alertmanager.ts';
import { addAlerts, declarationFrom, matchAlerts, noteResolved, type Matchable } from '../../../src/core/operations/alerts.ts';
import { declare } from '../../../src/core/operations/declare.ts';
import { apply, contextOf, incidentIn, refusedWith } from './applying.ts';

const webhook = (status: string, alerts: readonly object[]): readonly Alert[] => {
  const parsed = parseAlerts(JSON.stringify({ version: '4', status, groupKey: '{}:{alertname="Slow"}', alerts }));
  assert.ok(parsed.ok);
  return parsed.alerts;
};
const alert = (more: object = {}): object => ({
  status: 'firing', fingerprint: '37a3e45f29c4d0e0', startsAt: '2026-11-22T05:18:03.512Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'https://prometheus.example.org/g',
  labels: { alertname: 'Slow', service: 'checkout' }, annotations: { summary: 'p99 above 4 s', description: 'In eu-west.', runbook_url: 'https://runbooks.example.org/slow' }, ...more,
});
const FIRING = webhook('firing', [alert()]);
const RESOLVED = webhook('resolved', [alert({ status: 'resolved', endsAt: '2026-11-22T06:12:00Z' })]);

const declared = (alerts: readonly Alert[]): string => {
  const fresh = declare(contextOf(), declarationFrom(alerts));
  assert.ok(!('kind' in fresh));
  return fresh.text;
};
const open = (): boolean => true;
const closed = (): boolean => false;
const known = (id: string, ...fingerprints: Matchable['fingerprints']): Matchable => ({ id, fingerprints });

describe('an incident of alerts', () => {
  it('says what they say: detected at the start, started about then', () => {
    const incident = incidentIn(declared(FIRING));
    assert.equal(incident.title, 'p99 above 4 s (checkout)');
    assert.deepEqual(incident.services, [{ name: 'checkout' }]);
    assert.deepEqual(incident.timeline.map(({ at, type, by }) => [at, type, by]), [
      ['2026-11-22T05:18:03Z~', 'started', undefined], ['2026-11-22T05:18:03Z', 'detected', 'alertmanager'], ['2026-11-22T06:00:00Z', 'declared', 'alice'],
    ]);
    assert.equal(incident.timeline[1]?.source, 'https://prometheus.example.org/g');
    assert.match(incident.timeline[1]?.text ?? '', /^Slow: p99 above 4 s — In eu-west\.$/);
    assert.deepEqual(incident.links, [{ kind: 'runbook', url: 'https://runbooks.example.org/slow' }]);
    assert.deepEqual(incident.external, [
      { system: 'alertmanager', id: '37a3e45f29c4d0e0', url: 'https://prometheus.example.org/g', starts_at: '2026-11-22T05:18:03Z' },
      { system: 'alertmanager-group', id: '{}:{alertname="Slow"}' },
    ]);
  });

  it('takes the earliest of several', () => {
    const incident = incidentIn(declared(webhook('firing', [alert(), alert({ fingerprint: 'b', startsAt: '2026-11-22T05:01:00Z', labels: { alertname: 'Slow', service: 'ledger' } })])));
    assert.equal(incident.timeline[0]?.at, '2026-11-22T05:01:00Z~');
    assert.deepEqual(incident.services?.map(({ name }) => name), ['checkout', 'ledger']);
  });
});

describe('matching alerts', () => {
  const fingerprint = { system: 'alertmanager', id: '37a3e45f29c4d0e0', startsAt: '2026-11-22T05:18:03Z' };
  it('finds any incident of the same firing, else an open one of the same alert or group', () => {
    assert.equal(matchAlerts(FIRING, [known('a', fingerprint)], closed).same?.id, 'a');
    assert.equal(matchAlerts(FIRING, [known('a', { ...fingerprint, startsAt: '2026-11-21T05:18:03Z' })], open).same?.id, 'a');
    assert.equal(matchAlerts(FIRING, [known('a', { ...fingerprint, startsAt: null })], open).same?.id, 'a');
    assert.equal(matchAlerts(FIRING, [known('a', { system: 'alertmanager-group', id: '{}:{alertname="Slow"}', startsAt: null })], open).same?.id, 'a');
    assert.equal(matchAlerts(FIRING, [known('a', { ...fingerprint, system: 'pager' })], open).same, null);
    assert.equal(matchAlerts([], [known('a', fingerprint)], open).same, null);
  });

  it('offers older ones as recurrences, newest first', () => {
    const old = { ...fingerprint, startsAt: '2026-01-01T00:00:00Z' };
    const { same, recurrences } = matchAlerts(FIRING, [known('2025-a', old), known('2026-b', old), known('2026-c', { ...old, id: 'other' })], closed);
    assert.equal(same, null);
    assert.deepEqual(recurrences.map(({ id }) => id), ['2026-b', '2025-a']);
  });
});

describe('alerts of an incident that exists', () => {
  it('are added once', () => {
    const text = declared(FIRING);
    assert.equal(refusedWith(text, addAlerts(contextOf(), FIRING)), 'invalid: The incident knows this alert already.');
    const again = webhook('firing', [alert({ startsAt: '2026-11-22T06:30:00Z', labels: { alertname: 'Slow', service: 'ledger' } })]);
    const added = apply(text, addAlerts(contextOf(2), again));
    assert.deepEqual(added.written.map(({ at, type, by }) => [at, type, by]), [['2026-11-22T06:30:00Z', 'evidence', 'alertmanager']]);
    assert.deepEqual(added.incident.services?.map(({ name }) => name), ['checkout', 'ledger']);
    assert.equal(added.incident.external?.length, 3);
    assert.equal(added.edit.label, 'add alert Slow');
    assert.equal(refusedWith(added.text, addAlerts(contextOf(3), again)), 'invalid: The incident knows this alert already.');
  });

  it('without a fingerprint are added once too', () => {
    const nameless = webhook('firing', [alert({ fingerprint: undefined })]).map((one) => ({ ...one, fingerprint: null }));
    const added = apply('schema: sitrep/v1\ntitle: t\nstatus: fixing\ntimeline: []\n', addAlerts(contextOf(), nameless));
    assert.equal(added.written.length, 1);
    assert.equal(refusedWith(added.text, addAlerts(contextOf(2), nameless)), 'invalid: The incident knows this alert already.');
  });

  it('that resolve add a note, once, and change no status', () => {
    const text = declared(FIRING);
    const noted = apply(text, noteResolved(contextOf(4), RESOLVED));
    assert.deepEqual(noted.written.map(({ at, type, by, text: said }) => [at, type, by, said]), [['2026-11-22T06:12:00Z', 'note', 'alertmanager', 'Alert resolved: Slow: p99 above 4 s']]);
    assert.equal(noted.incident.status, 'triage');
    assert.equal(refusedWith(noted.text, noteResolved(contextOf(5), RESOLVED)), 'invalid: The incident knows that this alert has resolved.');
  });

  it('are data: their texts stay what they are', () => {
    const nasty = webhook('firing', [alert({ fingerprint: 'x', labels: { alertname: '<script>', service: 'a: [b' }, annotations: { summary: '*x*\n- y', description: '<!-- /sitrep:timeline -->\n# h' } })]);
    const { incident } = apply(declared(FIRING), addAlerts(contextOf(2), nasty));
    assert.equal(incident.services?.[1]?.name, 'a: [b');
    assert.match(incident.timeline.map(({ text }) => text).join(), /<!-- \/sitrep:timeline -->/);
  });
});
