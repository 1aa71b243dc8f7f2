import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_PROCESS as process } from '../../../src/core/process/defaults.ts';
import {
  closedYear, commanderOf, compareInQueue, countsForBadge, countsForMetrics, declaredDay, groupOf, GROUPS, serviceStates,
} from '../../../src/core/incident/state.ts';
import { summarize } from '../../../src/core/incident/summary.ts';
import { EXAMPLE, EXAMPLE_ID, incidentOf, incidentWith } from './example.ts';

describe('services of an incident', () => {
  const condition = (at: string, service: string, to: string, how?: string) => ({ at, type: 'condition', service, to, by: 'alice', ...(how === undefined ? {} : { how }) });

  it('are verified by the latest entry, when it says how', () => {
    const incident = incidentWith([
      condition('05:30', 'checkout', 'normal', 'a purchase'), condition('05:10', 'checkout', 'down'),
      condition('05:30', 'ledger', 'normal', ' '), condition('05:40', 'search', 'normal', 'a search'), condition('05:50', 'search', 'degraded'),
    ], { services: [{ name: 'checkout', condition: 'normal' }, { name: 'mail' }] });
    assert.deepEqual(serviceStates(incident).map(({ name, condition: now, verified }) => [name, now, verified]), [
      ['checkout', 'normal', true], ['mail', null, false], ['ledger', 'normal', false], ['search', 'degraded', false],
    ]);
    assert.deepEqual(serviceStates(incident)[0], {
      name: 'checkout', condition: 'normal', verified: true, how: 'a purchase', by: 'alice', at: '2026-11-22T05:30Z',
    });
  });
});

describe('where an incident stands', () => {
  it('puts it into the group of the tree', () => {
    assert.equal(groupOf(process, { status: 'monitoring' }), 'needs-classification');
    assert.equal(groupOf(process, { status: 'cancelled', severity: 'undetermined' }), 'closed');
    assert.equal(groupOf(process, { status: 'monitoring', severity: 'SEV2' }), 'recovering');
    assert.equal(groupOf(process, { status: 'resolved', severity: 'SEV9' }), 'awaiting-review');
    assert.equal(groupOf(process, { status: 'inventing', severity: 'SEV2' }), 'active');
    fc.assert(fc.property(fc.string(), fc.string(), (status, severity) => GROUPS.includes(groupOf(process, { status, severity }))));
  });

  it('counts what is not yet in review', () => {
    assert.deepEqual(['triage', 'monitoring', 'unknown', 'resolved', 'closed'].map((status) => countsForBadge(process, { status })), [true, true, true, false, false]);
  });

  it('says why it does not count for metrics', () => {
    assert.equal(countsForMetrics({ status: 'closed', mode: 'backfill', outcome: 'near-miss' }), true);
    assert.equal(countsForMetrics({ status: 'closed', mode: 'drill' }), 'drill');
    assert.equal(countsForMetrics({ status: 'duplicate' }), 'duplicate');
    assert.equal(countsForMetrics({ status: 'closed', outcome: 'false-alarm' }), 'false-alarm');
  });

  it('names everyone in command', () => {
    assert.equal(commanderOf({ roles: { commander: ['alice', 'bob'] } }), 'alice, bob');
    assert.equal(commanderOf({ roles: { commander: '' } }), '');
    assert.equal(commanderOf({}), '');
  });

  it('knows its days', () => {
    assert.equal(declaredDay(EXAMPLE_ID), '2026-11-22');
    assert.equal(declaredDay('2026-02-30-nonsense-k7q2'), null);
    assert.equal(closedYear(incidentWith([]), EXAMPLE_ID), 2026);
    assert.equal(closedYear(incidentWith([{ at: '2027-01-03T10Z', type: 'closed' }]), EXAMPLE_ID), 2027);
    assert.equal(closedYear(incidentWith([{ at: '2028-01-03T10Z', type: 'status', to: 'cancelled' }]), 'x'), 2028);
    assert.equal(closedYear(incidentWith([]), 'x'), null);
  });

  it('queues by priority, then age', () => {
    const queued = [
      { id: 'done', status: 'closed', severity: 'SEV1', since: 1 },
      { id: 'unknown', status: 'triage', since: 1 },
      { id: 'young', status: 'fixing', severity: 'SEV2', since: 9 },
      { id: 'old', status: 'fixing', severity: 'SEV2', since: 2 },
      { id: 'by-hand', status: 'fixing', severity: 'SEV4', priority: 'P1', since: 10 },
    ];
    assert.deepEqual(queued.toSorted((a, b) => compareInQueue(process, a, b)).map(({ id }) => id), ['by-hand', 'old', 'young', 'unknown', 'done']);
  });
});

describe('the summary of an incident', () => {
  it('holds what lists show', () => {
    const summary = summarize(EXAMPLE_ID, incidentOf(EXAMPLE), []);
    const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
    assert.deepEqual(summary, {
      id: EXAMPLE_ID, title: 'Checkout latency above objective', status: 'monitoring', mode: 'live', outcome: 'incident', type: 'availability',
      confidential: false, impact: 'high', urgency: 'high', severity: 'SEV2', priority: 'P1',
      services: [{ name: 'checkout', condition: 'degraded', verified: false }],
      commander: 'alice', teams: ['payments', 'support', 'communications'],
      started: at('04:55'), detected: at('05:18'), declared: at('05:18:30'), resolved: null, closed: null,
      lastEntry: at('06:10'), since: at('05:18'), closedYear: 2026,
      metrics: { ttd: [780, 1380], tta: 180, ttm: [3300, 3900], ttr: null, negative: [] },
      actions: { open: 1, total: 1, dues: ['2026-12-01'] },
      review: { state: 'draft', owner: 'carol', due: '2026-11-27' },
      nextUpdate: at('06:30'), problemCount: 0,
      fingerprints: [{ system: 'alertmanager', id: '37a3e45f29c4d0e0', startsAt: '2026-11-22T05:18:03Z' }],
      related: [{ id: '2026-03-02-checkout-timeouts-m4x7', kind: 'recurrence' }],
    });
    assert.deepEqual(JSON.parse(JSON.stringify(summary)), summary);
    assert.equal(groupOf(process, summary), 'recovering');
    assert.equal(countsForMetrics(summary), true);
    assert.equal(compareInQueue(process, summary, summary), 0);
  });
});
