import assert from 'node:assert/strict';
import { missingFor, stampsOutOfOrder } from '../../../src/core/process/gates.ts';
import { DEFAULT_PROCESS as process } from '../../../src/core/process/defaults.ts';
import type { Incident } from '../../../src/core/incident/schema.ts';
import { incidentWith } from '../incident/example.ts';

const words = (incident: Incident, status: string, given = {}): string[] => missingFor(process, incident, status, given).map((need) => need.words);
const verified = { at: '05:50', type: 'condition', service: 'checkout', to: 'normal', how: 'a purchase' };
const mitigated = { at: '05:40', type: 'mitigated' };

describe('the gate to resolved', () => {
  it('asks for the severity, every service and the mitigation', () => {
    const incident = incidentWith([{ at: '05:20', type: 'condition', service: 'ledger', to: 'down' }], { services: [{ name: 'checkout', condition: 'normal' }] });
    assert.deepEqual(words(incident, 'resolved'), ['set the severity', 'verify checkout', 'verify ledger', 'record when it was mitigated']);
    const needs = missingFor(process, incident, 'resolved');
    assert.deepEqual(needs.map((need) => need.condition === 'services-verified' && need.service.condition), [false, 'normal', 'down', false]);
  });

  it('opens when nothing is missing', () => {
    assert.deepEqual(words(incidentWith([mitigated, verified], { severity: 'SEV3', services: [{ name: 'checkout' }] }), 'resolved'), []);
    assert.deepEqual(words(incidentWith([mitigated], { severity: 'SEV3' }), 'resolved'), []);
  });

  it('asks for the mitigation again after a reopening', () => {
    const timeline = [mitigated, { at: '06:00', type: 'resolved' }, { at: '06:30', type: 'reopened' }];
    assert.deepEqual(words(incidentWith(timeline, { severity: 'SEV3' }), 'resolved'), ['record when it was mitigated']);
  });
});

describe('the gate to closed', () => {
  it('asks for the review only where one is required', () => {
    assert.deepEqual(words(incidentWith([], { severity: 'SEV2' }), 'closed'), ['publish the review']);
    assert.deepEqual(words(incidentWith([], { severity: 'SEV2', review: { state: 'published' } }), 'closed'), []);
    assert.deepEqual(words(incidentWith([], { severity: 'SEV3' }), 'closed'), []);
    assert.deepEqual(words(incidentWith([], { severity: 'undetermined' }), 'closed'), ['set the severity']);
  });

  it('asks for what actions lack', () => {
    const actions: Incident['actions'] = [
      { id: 'a3k9mt', title: 'Alert on pool saturation', kind: 'detect', due: '2026-12-01' },
      { title: 'Write it down' },
      { title: 'Declined', state: 'declined' },
      { title: 'Done', state: 'done', owner: 'carol', kind: 'repair', closed: { at: '2026-11-22' } },
    ];
    const incident = incidentWith([], { severity: 'SEV4', actions });
    assert.deepEqual(words(incident, 'closed'), ['give “Alert on pool saturation” an owner', 'give “Write it down” an owner, a due date and a kind']);
    assert.deepEqual(missingFor(process, incident, 'closed')[0], {
      condition: 'actions-complete', action: { id: 'a3k9mt', index: 0, title: 'Alert on pool saturation' }, lacks: ['owner'],
      words: 'give “Alert on pool saturation” an owner',
    });
  });
});

describe('other gates', () => {
  it('ask for a reason and the other incident', () => {
    assert.deepEqual(words(incidentWith([]), 'cancelled', { reason: ' ' }), ['give a reason']);
    assert.deepEqual(words(incidentWith([]), 'duplicate'), ['give a reason', 'name the other incident']);
    assert.deepEqual(words(incidentWith([]), 'duplicate', { reason: 'same alert', other: 'k7q2' }), []);
    assert.deepEqual(words(incidentWith([], { related: [{ id: 'x', kind: 'duplicate-of' }] }), 'duplicate', { reason: 'same' }), []);
  });

  it('do not exist for most statuses', () => {
    for (const status of ['investigating', 'monitoring', 'constructor', 'nonsense']) assert.deepEqual(words(incidentWith([]), status), []);
  });
});

describe('the order of milestones', () => {
  it('is pointed out when it is certainly odd', () => {
    const odd = stampsOutOfOrder(incidentWith([{ at: '05:10', type: 'detected' }, { at: '05:30', type: 'started' }]));
    assert.deepEqual(odd.map((pair) => pair.words), ['“detected” (2026-11-22T05:10Z) lies before “started” (2026-11-22T05:30Z).']);
    assert.deepEqual(stampsOutOfOrder(incidentWith([{ at: '05:28', type: 'detected' }, { at: '05:30~', type: 'started' }])), []);
  });

  it('allows a second round', () => {
    const types = ['started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved', 'reopened', 'mitigated', 'resolved', 'closed'];
    assert.deepEqual(stampsOutOfOrder(incidentWith(types.map((type, index) => ({ at: `05:${index + 10}`, type })))), []);
  });
});
