import assert from 'node:assert/strict';
import {createSandbox, type Sandbox} from './sitrep.ts';

interface Declared {
  readonly id: string | null;
  readonly file: string | null;
  readonly created: boolean;
  readonly changed: boolean;
  readonly incidents?: readonly Declared[];
}

interface AlertOptions {
  readonly fingerprint: string;
  readonly service?: string;
  readonly startsAt?: string;
  readonly resolved?: boolean;
}

/** As Alertmanager's webhook sends it. */
function alert({fingerprint, service = 'checkout', startsAt = '2026-11-22T05:49:52.703368481Z', resolved = false}: AlertOptions): object {
  return {
    status: resolved ? 'resolved' : 'firing',
    labels: {alertname: 'HighErrorRate', cluster: 'prod-us', service, severity: 'warning'},
    annotations: {summary: '5xx ratio above 5% for 10m', description: '<script>alert(1)</script>', runbook_url: 'https://runbooks.example.org/high-error-rate'},
    startsAt,
    endsAt: resolved ? '2026-11-22T06:10:00Z' : '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example.org/graph?g0.expr=x',
    fingerprint,
  };
}

function webhook(alerts: readonly AlertOptions[], groupKey = '{}:{alertname="HighErrorRate"}'): string {
  return JSON.stringify({receiver: 'hook', status: 'firing', alerts: alerts.map(alert), groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://alertmanager.example.org', version: '4', groupKey, truncatedAlerts: 0});
}

describe('Alerts on the command line', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let count = 0;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const declare = async (text: string): Promise<Declared> => {
    const file = `payload-${(count += 1)}.json`;
    sandbox.write(file, text);
    const ran = await sandbox.json<Declared>('declare', '--alert', file);
    assert.equal(ran.exit, 0);
    return ran;
  };
  const read = (declared: Declared): string => sandbox.read(declared.file ?? '');

  it('make one incident, and join it when they come again', async () => {
    const first = await declare(webhook([{fingerprint: 'aaaa'}, {fingerprint: 'bbbb', service: 'payments'}]));
    assert.equal(first.created, true);
    assert.match(read(first), /type: detected/);
    assert.match(read(first), /at: 2026-11-22T05:49:52Z~\s+type: started/);
    const again = await declare(webhook([{fingerprint: 'aaaa'}]));
    assert.deepEqual([again.id, again.created, again.changed], [first.id, false, false]);
    const grown = await declare(webhook([{fingerprint: 'cccc', service: 'ledger'}]));
    assert.deepEqual([grown.id, grown.created, grown.changed], [first.id, false, true]);
    assert.match(read(first), /name: ledger/);
  });

  it('come from standard input, also as the list of the API', async () => {
    const api = JSON.stringify([{...alert({fingerprint: 'aaaa'}), status: {state: 'active', silencedBy: [], inhibitedBy: []}}]);
    const {status, out, err} = await sandbox.spawn(['declare', '--alert', '-', '--json'], {stdin: api});
    assert.equal(status, 0, err);
    assert.equal((JSON.parse(out) as Declared).created, true);
  });

  it('that have resolved are noted, and never declare', async () => {
    const nothing = await declare(webhook([{fingerprint: 'aaaa', resolved: true}]));
    assert.deepEqual([nothing.id, nothing.created], [null, false]);
    assert.equal((await sandbox.run('list', '--json')).out, '[]\n');
    const first = await declare(webhook([{fingerprint: 'aaaa'}]));
    const resolved = await declare(webhook([{fingerprint: 'aaaa', resolved: true}]));
    assert.deepEqual([resolved.id, resolved.created, resolved.changed], [first.id, false, true]);
    assert.match(read(first), /Alert resolved/);
    assert.match(read(first), /^status: triage$/m);
  });

  it('firing and resolved in one payload belong together', async () => {
    const mixed = await declare(webhook([{fingerprint: 'aaaa'}, {fingerprint: 'bbbb', resolved: true}]));
    assert.equal(mixed.created, true);
    assert.match(read(mixed), /Alert resolved/);
  });

  it('of several incidents go each to its own', async () => {
    const first = await declare(webhook([{fingerprint: 'aaaa'}], 'one'));
    const second = await declare(webhook([{fingerprint: 'bbbb'}], 'two'));
    const both = await declare(JSON.stringify([alert({fingerprint: 'aaaa', startsAt: '2026-11-22T07:00:00Z'}), alert({fingerprint: 'bbbb', startsAt: '2026-11-22T07:00:00Z'})]));
    assert.deepEqual(both.incidents?.map(({id, changed}) => [id, changed]), [[first.id, true], [second.id, true]]);
  });

  it('of an incident that is over make a new one, related as a recurrence', async () => {
    const first = await declare(webhook([{fingerprint: 'aaaa'}]));
    await sandbox.run('status', first.id ?? '', 'closed', '--override', 'test');
    const same = await declare(webhook([{fingerprint: 'aaaa'}]));
    assert.deepEqual([same.id, same.created], [first.id, false]);
    const second = await declare(webhook([{fingerprint: 'aaaa', startsAt: '2026-11-23T05:00:00Z'}]));
    assert.equal(second.created, true);
    assert.match(read(second), new RegExp(`id: ${first.id}\\s+kind: recurrence`));
  });

  it('declare once, however many webhooks come at the same moment', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => sandbox.spawn(['declare', '--alert', '-', '--json'], {stdin: webhook([{fingerprint: 'aaaa'}])})));
    const declared = ran.map(({out}) => JSON.parse(out) as Declared);
    assert.equal(new Set(declared.map(({id}) => id)).size, 1);
    assert.equal(declared.filter(({created}) => created).length, 1);
  });

  it('that cannot be read are refused with the place', async () => {
    sandbox.write('broken.json', '{"alerts": [\n  }');
    const broken = await sandbox.json<{error: {code: string; line: number}}>('declare', '--alert', 'broken.json');
    assert.deepEqual([broken.exit, broken.error.code, broken.error.line], [1, 'unreadable', 2]);
    sandbox.write('other.json', '{"hello": 1}');
    assert.equal((await sandbox.run('declare', '--alert', 'other.json')).status, 1);
  });
});
