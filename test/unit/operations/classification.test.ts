import assert from 'node:assert/strict';
import { assign, classify } from '../../../src/core/operations/classification.ts';
import { apply, contextOf, entryOf, incidentIn, NOW, refused, refusedWith } from './applying.ts';

const TEXT = `schema: sitrep/v1
title: Slow
status: triage
severity: undetermined   # nobody knows yet
timeline:
  - {id: aaaaaa, at: 2026-11-22T05:00Z, type: declared, by: alice}
`;

describe('classifying', () => {
  it('suggests the severity from impact and urgency, and tells it in one entry', () => {
    const done = apply(TEXT, classify(contextOf(), { impact: 'high', urgency: 'HIGH', reason: 'payments' }));
    assert.deepEqual(entryOf(done), { at: NOW, type: 'severity', by: 'alice', from: 'undetermined', to: 'SEV2', reason: 'payments' });
    const { impact, urgency, severity, priority } = done.incident;
    assert.deepEqual({ impact, urgency, severity, priority }, { impact: 'high', urgency: 'high', severity: 'SEV2', priority: undefined });
    assert.equal(done.edit.label, 'severity undetermined → SEV2');
    assert.ok(done.text.includes('SEV2   # nobody knows yet'));
  });

  it('lets a given severity win over the matrix', () => {
    const { incident } = apply(TEXT, classify(contextOf(), { impact: 'high', urgency: 'high', severity: 'sev1' }));
    assert.equal(incident.severity, 'SEV1');
  });

  it('sets the priority by hand, and lets it follow the severity again', () => {
    const set = apply(TEXT, classify(contextOf(), { severity: 'SEV3', priority: 'p1' }));
    assert.deepEqual(set.written.map(({ type, from, to }) => [type, from, to]), [['severity', 'undetermined', 'SEV3'], ['priority', '–', 'P1']]);
    assert.equal(set.incident.priority, 'P1');
    const back = apply(set.text, classify(contextOf(2), { priority: '' }));
    assert.equal(back.incident.priority, undefined);
    assert.deepEqual(back.written.map(({ type, from, to }) => [type, from, to]), [['priority', 'P1', 'P3']]);
  });

  it('tells a change of impact that changes no severity, and of type', () => {
    const first = apply(TEXT, classify(contextOf(), { impact: 'low', urgency: 'low' })).text;
    const second = apply(first, classify(contextOf(2), { urgency: 'medium', type: 'security' }));
    assert.deepEqual(second.written.map(({ type, text, from, to }) => [type, text, from, to]).sort(), [['scope', 'type', 'undetermined', 'security'], ['scope', 'urgency', 'low', 'medium']]);
    assert.equal(second.edit.label, 'type security, urgency medium');
    assert.equal(second.incident.severity, 'SEV4');
  });

  it('writes at the time it is given', () => {
    const done = apply(TEXT, classify(contextOf(), { severity: 'SEV1', at: '2026-11-22T04:00Z' }));
    assert.equal(done.incident.timeline[0]?.type, 'severity');
    assert.equal(refused(TEXT, classify(contextOf(), { severity: 'SEV1', at: 'now' })).kind, 'invalid');
  });

  it('refuses what changes nothing and what the process does not know', () => {
    assert.equal(refusedWith(TEXT, classify(contextOf(), {})), 'invalid: This is how it is classified already.');
    assert.equal(refusedWith(TEXT, classify(contextOf(), { severity: 'undetermined' })), 'invalid: This is how it is classified already.');
    assert.equal(refusedWith(TEXT, classify(contextOf(), { priority: 'P9' })), 'invalid: “P9” is not known to this process. Known: P1, P2, P3, P4.');
    assert.match(refusedWith(TEXT, classify(contextOf(), { severity: 'SEV9' })), /“SEV9” is not known.*SEV4, undetermined/);
    for (const wish of [{ impact: '' }, { urgency: 'x' }, { type: '__proto__' }]) assert.equal(refused(TEXT, classify(contextOf(), wish)).kind, 'invalid');
  });

  it('overwrites a value that is wrong in the file, and can bring it back', () => {
    const text = TEXT.replace('severity: undetermined', 'severity: [what, ever]');
    const { edit, incident } = apply(text, classify(contextOf(), { severity: 'SEV1' }));
    assert.equal(incident.severity, 'SEV1');
    assert.deepEqual(edit.changes.find(({ path }) => path.length === 1)?.before, ['what', 'ever']);
  });
});

describe('assigning a role', () => {
  it('states who has it, and who had it before', () => {
    const first = apply(TEXT, assign(contextOf(), 'commander', 'alice'));
    assert.deepEqual(entryOf(first), { at: NOW, type: 'role', by: 'alice', role: 'commander', to: 'alice' });
    assert.deepEqual(first.incident.roles, { commander: 'alice' });
    assert.equal(first.edit.label, 'commander: alice');
    const second = apply(first.text, assign(contextOf(2), 'commander', ' bob ', { reason: 'shift ends' }));
    assert.deepEqual(entryOf(second), { at: NOW, type: 'role', by: 'alice', role: 'commander', from: 'alice', to: 'bob', reason: 'shift ends' });
    const nobody = apply(second.text, assign(contextOf(3), 'commander', ''));
    assert.deepEqual(nobody.incident.roles, {});
    assert.equal(nobody.edit.label, 'commander: nobody');
  });

  it('takes several people', () => {
    const { incident, text } = apply(TEXT, assign(contextOf(), 'operations', 'carol,erin ,'));
    assert.deepEqual(incident.roles, { operations: ['carol', 'erin'] });
    assert.equal(incident.timeline.at(-1)?.to, 'carol, erin');
    assert.equal(refusedWith(text, assign(contextOf(), 'operations', 'carol, erin')), 'invalid: carol, erin is operations already.');
  });

  it('refuses what changes nothing, and names that mean something to programs', () => {
    assert.equal(refusedWith(TEXT, assign(contextOf(), 'scribe', '')), 'invalid: Nobody is scribe.');
    assert.equal(refusedWith(TEXT, assign(contextOf(), ' ', 'bob')), 'invalid: Which role?');
    for (const role of ['constructor', '__proto__', 'prototype']) assert.match(refusedWith(TEXT, assign(contextOf(), role, 'bob')), /cannot be the name of a role/);
    assert.deepEqual(incidentIn(apply(TEXT, assign(contextOf(), 'toString', 'bob')).text).roles, { toString: 'bob' });
    assert.equal(refused(TEXT, assign(contextOf(), 'scribe', 'bob', { at: '' })).kind, 'invalid');
  });
});
