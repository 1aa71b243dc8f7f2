import assert from 'node:assert/strict';
import { DEFAULT_PROCESS as process } from '../../../src/core/process/defaults.ts';
import { readProcess } from '../../../src/core/process/read.ts';
import {
  closedStatus, isDone, monitoringStatus, nextStatus, personFor, phaseOf, priorityOf, priorityRank, reopenStatus, resolvedStatus,
  reviewPolicy, severityRank, startStatus, suggestSeverity,
} from '../../../src/core/process/rules.ts';

const OWN = readProcess(`
severities: [{name: A, priority: now}, {name: B, priority: now}, {name: C}, {name: D}, {name: E, priority: later}]
statuses: [{name: new, phase: identification}, {name: working, phase: response}, {name: over, phase: done}]
people: {alice: {emails: [Alice@Example.org]}}
`).process;

describe('rules of a process', () => {
  it('knows the phase of a status', () => {
    assert.equal(phaseOf(process, 'monitoring'), 'recovery');
    assert.equal(phaseOf(process, 'constructor'), null);
    assert.equal(isDone(process, 'duplicate'), true);
    assert.equal(isDone(process, 'whatever'), false);
  });

  it('suggests the severity of the matrix', () => {
    const suggested = ['critical', 'high', 'medium', 'low'].map((impact) => ['high', 'medium', 'low'].map((urgency) => suggestSeverity(process, impact, urgency)));
    assert.deepEqual(suggested, [['SEV1', 'SEV1', 'SEV2'], ['SEV2', 'SEV2', 'SEV3'], ['SEV3', 'SEV3', 'SEV4'], ['SEV4', 'SEV4', 'SEV4']]);
    assert.equal(suggestSeverity(process, 'high', undefined), null);
    assert.equal(suggestSeverity(process, 'toString', 'high'), null);
    assert.equal(suggestSeverity(OWN, 'high', 'high'), null, 'the default matrix names severities that this process lacks');
  });

  it('ranks severities by position', () => {
    assert.deepEqual([undefined, 'undetermined', 'A', 'D', 'E', 'SEV1'].map((name) => severityRank(OWN, name)), [0, 0, 1, 4, 5, 5]);
  });

  it('takes the priority set by hand before that of the severity', () => {
    assert.equal(priorityOf(process, { severity: 'SEV2' }), 'P2');
    assert.equal(priorityOf(process, { severity: 'SEV2', priority: 'P1' }), 'P1');
    assert.equal(priorityOf(process, {}), null);
    assert.deepEqual(['now', 'later', 'P1', null].map((name) => priorityRank(OWN, name)), [1, 2, 3, 4]);
  });

  it('finds the person who uses git', () => {
    assert.equal(personFor(OWN, { email: 'alice@example.ORG', name: 'A. Ngo' }), 'alice');
    assert.equal(personFor(OWN, { email: 'bob@example.org', name: 'Bob' }), 'Bob');
    assert.equal(personFor(OWN, { email: null, name: ' ' }), null);
  });

  it('knows where a status leads', () => {
    assert.deepEqual(['triage', 'fixing', 'resolved', 'closed', 'nonsense'].map((status) => nextStatus(process, status)), ['investigating', 'monitoring', 'closed', null, null]);
    assert.deepEqual([startStatus(process), reopenStatus(process), monitoringStatus(process), resolvedStatus(process), closedStatus(process)],
      ['triage', 'investigating', 'monitoring', 'resolved', 'closed']);
    assert.deepEqual([startStatus(OWN), reopenStatus(OWN), monitoringStatus(OWN), resolvedStatus(OWN), closedStatus(OWN)], ['new', 'working', null, null, 'over']);
  });

  it('says whether a review is wanted', () => {
    assert.deepEqual(reviewPolicy(process, 'SEV2'), { policy: 'required', days: 5 });
    assert.deepEqual(reviewPolicy(process, 'SEV4'), { policy: 'none', days: null });
    assert.deepEqual(reviewPolicy(process, 'undetermined'), { policy: 'optional', days: null });
  });
});
