import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alertTitle, parseAlerts, sameStart } from '../../../src/core/exchange/alertmanager.ts';
import type { Alert } from '../../../src/core/exchange/alertmanager.ts';

const firing = {
  status: 'firing',
  labels: { alertname: 'HighErrorRate', service: 'checkout', cluster: 'prod-eu', severity: 'critical' },
  annotations: { summary: '5xx ratio above 5%', description: 'One in five.', runbook_url: 'https://runbooks.example.org/5xx' },
  startsAt: '2026-11-22T05:49:52.67592563Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example.org/graph?g0.expr=x',
  fingerprint: '16dc0c9194713a72',
};
const webhook = {
  version: '4', status: 'firing', groupKey: '{}:{alertname="HighErrorRate"}', externalURL: 'http://alerts.example.org/', alerts: [firing],
};
const listed = { ...firing, status: { state: 'active', silencedBy: [], inhibitedBy: [] }, endsAt: '2026-11-22T05:54:52.675Z' };

function alertsOf(payload: unknown): readonly Alert[] {
  const parsed = parseAlerts(JSON.stringify(payload));
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason);
  return parsed.alerts;
}

function alertOf(changes: object): Alert {
  const [alert] = alertsOf({ ...webhook, alerts: [{ ...firing, ...changes }] });
  assert.ok(alert);
  return alert;
}

function refused(text: string): string {
  const parsed = parseAlerts(text);
  assert.ok(!parsed.ok);
  return parsed.reason;
}

describe('alerts from Alertmanager', () => {
  it('come by webhook', () => {
    const [alert, ...others] = alertsOf(webhook);
    assert.equal(others.length, 0);
    assert.ok(alert);
    const { startsAt, labels, ...rest } = alert;
    assert.equal(startsAt.text, '2026-11-22T05:49:52Z');
    assert.deepEqual(labels, firing.labels);
    assert.deepEqual(rest, {
      fingerprint: '16dc0c9194713a72', groupKey: webhook.groupKey, state: 'firing', name: 'HighErrorRate', summary: '5xx ratio above 5%',
      description: 'One in five.', services: ['checkout'], endsAt: null, url: 'http://prometheus.example.org/graph?g0.expr=x',
      runbookUrl: 'https://runbooks.example.org/5xx', severityLabel: 'critical',
    });
    const parsed = parseAlerts(JSON.stringify(webhook));
    assert.equal(parsed.ok && parsed.groupKey, webhook.groupKey);
  });

  it('are listed by the API, where the end is a guess', () => {
    for (const state of ['active', 'suppressed', 'unprocessed']) {
      const [alert] = alertsOf([{ ...listed, status: { state } }]);
      assert.deepEqual([alert?.state, alert?.endsAt, alert?.groupKey], ['firing', null, null]);
    }
    assert.equal(alertsOf(listed).length, 1);
    assert.deepEqual(alertsOf([]), []);
  });

  it('may be resolved', () => {
    const alert = alertOf({ status: 'resolved', endsAt: '2026-11-22T06:49:55+01:00' });
    assert.deepEqual([alert.state, alert.endsAt?.text], ['resolved', '2026-11-22T05:49:55Z']);
    assert.equal(alertOf({ status: 'resolved' }).endsAt, null);
    const [byGroup] = alertsOf({ ...webhook, status: 'resolved', alerts: [{ ...firing, status: undefined }] });
    assert.equal(byGroup?.state, 'resolved');
  });

  it('may lack nearly everything', () => {
    const [alert] = alertsOf({ alerts: [{ labels: {}, startsAt: '2026-11-22T05:49:52Z', annotations: [1], fingerprint: 7 }] });
    assert.ok(alert);
    assert.deepEqual([alert.fingerprint, alert.groupKey, alert.state, alert.name, alert.summary, alert.url, alert.services],
      [null, null, 'firing', 'Unnamed alert', '', null, []]);
    assert.deepEqual(alertOf({ labels: { app: 'orders', odd: 3 } }).services, ['orders']);
  });

  it('are left out without a start', () => {
    const parsed = parseAlerts(JSON.stringify([listed, { ...listed, startsAt: 'soon' }]));
    assert.ok(parsed.ok);
    assert.equal(parsed.alerts.length, 1);
    assert.deepEqual(parsed.skipped, ['Alert 2 is left out: it has no valid start (startsAt).']);
    assert.match(refused(JSON.stringify([{ labels: {}, startsAt: '0001-01-01T00:00:00Z' }])), /no valid start/);
  });

  it('link to http and https alone', () => {
    for (const generatorURL of ['', 'javascript:alert(1)', 'file:///etc/passwd', 'prometheus/graph', `http://x/${'y'.repeat(3000)}`]) {
      const { url } = alertOf({ generatorURL });
      assert.ok(url?.startsWith('http://alerts.example.org/#/alerts?filter=%7Balertname%3D%22HighErrorRate%22%2C'), generatorURL);
    }
    assert.equal(alertOf({ generatorURL: '', labels: { long: 'x'.repeat(3000) } }).url, 'http://alerts.example.org/#/alerts');
    assert.ok(alertOf({ generatorURL: '', labels: { half: '\uD800' } }).url);
    assert.equal(alertOf({ annotations: { runbook_url: 'command:evil' } }).runbookUrl, null);
  });

  it('refuse what is something else', () => {
    assert.match(refused('{"a": 1,\n}'), /line 2, column 1/);
    for (const text of ['{}', '3', 'null', '"x"', '[1]', '[{}]', '{"alerts": [1]}', '{"alerts": {}}']) {
      assert.match(refused(text), /neither the body of an Alertmanager webhook nor/, text);
    }
    assert.match(refused(' '.repeat(5_000_001)), /too large/);
    assert.match(refused(''), /empty/);
  });

  it('never throw', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.object(), fc.constantFrom('2026-11-22T05:49:52Z', 'https://x.example'));
    const item = fc.record({ labels: fc.oneof(fc.dictionary(fc.string(), value), value), annotations: value, startsAt: value, endsAt: value,
      status: value, generatorURL: value, fingerprint: value }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(fc.array(item), fc.record({ alerts: fc.array(item), externalURL: value, groupKey: value })), payload => {
      const parsed = parseAlerts(JSON.stringify(payload));
      assert.ok(!parsed.ok || alertTitle(parsed.alerts).length <= 120);
    }));
  });

  it('are the same if they start in the same second', () => {
    const { startsAt } = alertOf({});
    assert.ok(sameStart(startsAt, alertOf({ startsAt: '2026-11-22T05:49:52.001Z' }).startsAt));
    assert.ok(!sameStart(startsAt, alertOf({ startsAt: '2026-11-22T05:49:53Z' }).startsAt));
  });
});

describe('the title of alerts', () => {
  const orders = { labels: { ...firing.labels, service: 'orders' } };

  it('is the summary with what tells it apart', () => {
    assert.equal(alertTitle([alertOf({})]), '5xx ratio above 5% (checkout)');
    assert.equal(alertTitle([alertOf({ annotations: {} })]), 'HighErrorRate (checkout)');
    assert.equal(alertTitle([alertOf({ annotations: { summary: 'Checkout is slow.' } })]), 'Checkout is slow (prod-eu)');
    assert.equal(alertTitle([alertOf({ labels: {} })]), '5xx ratio above 5%');
    assert.equal(alertTitle([]), '');
  });

  it('speaks for several', () => {
    assert.equal(alertTitle([alertOf({}), alertOf(orders)]), '5xx ratio above 5% (checkout, orders)');
    assert.equal(alertTitle([alertOf({}), alertOf({ ...orders, annotations: { summary: 'Other' } })]), 'HighErrorRate (checkout, orders)');
    const other = alertOf({ labels: { alertname: 'DiskFull', service: 'orders' }, annotations: {} });
    assert.equal(alertTitle([alertOf({}), other]), '5xx ratio above 5% and 1 more (checkout, orders)');
  });

  it('is one line of visible text', () => {
    const title = alertTitle([alertOf({ annotations: { summary: `a\u0000b\n\u202Ec\u200B ${'😀'.repeat(200)}` } })]);
    assert.match(title, /^a b c 😀+… \(checkout\)$/u);
    assert.ok(title.length <= 120);
  });
});
