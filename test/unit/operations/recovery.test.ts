import assert from 'node:assert/strict';
import { CHANGES } from '../../../src/core/incident/schema.ts';
import { addService, changeStatus, missingOnTheWay, proposesAcknowledged, proposesMitigated, setCondition, type StatusChange } from '../../../src/core/operations/recovery.ts';
import { readProcess } from '../../../src/core/process/read.ts';
import { diagnoseIncident } from '../../../src/language/diagnostics.ts';
import { apply, contextOf, entryOf, incidentIn, NOW, refused, refusedWith } from './applying.ts';

const HEAD = 'schema: sitrep/v1\ntitle: Slow\n';
const TEXT = `${HEAD}status: fixing
severity: SEV2
services:
  - {name: checkout, condition: degraded}
timeline:
  - {id: aaaaaa, at: 2026-11-22T05:00Z, type: started}
  - {id: bbbbbb, at: 2026-11-22T05:10Z, type: declared, by: alice}
  - {id: cccccc, at: 2026-11-22T05:19:00Z, type: condition, service: checkout, to: degraded, by: alice}
  - {id: dddddd, at: 2026-11-22T05:20:00Z, type: status, from: triage, to: fixing, by: alice}
`;
const READY = TEXT.replace('condition: degraded', 'condition: normal')
  + '  - {id: eeeeee, at: 2026-11-22T05:50Z, type: mitigated}\n  - {id: ffffff, at: 2026-11-22T05:55Z, type: condition, service: checkout, to: normal, how: bought a book}\n';
const disagreements = (text: string): readonly string[] => diagnoseIncident(text, { process: contextOf().process, folderName: 'x' }).filter(({ code }) => code === 'disagreement').map(({ message }) => message);
const status = (to: string, more: Partial<StatusChange> = {}, seed = 5): ReturnType<typeof changeStatus> => changeStatus(contextOf(seed), { to, ...more });

describe('the condition of a service', () => {
  it('is stated at the top and in the timeline by one change', () => {
    const down = apply(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'down' }));
    assert.deepEqual(entryOf(down), { at: NOW, type: 'condition', by: 'alice', service: 'checkout', from: 'degraded', to: 'down' });
    assert.deepEqual(down.incident.services, [{ name: 'checkout', condition: 'down' }]);
    assert.equal(down.edit.label, 'checkout down');
    assert.deepEqual(disagreements(down.text), []);
  });

  it('is verified by how it was found normal', () => {
    const normal = apply(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'normal' }));
    assert.equal(normal.edit.label, 'checkout normal');
    const verified = apply(normal.text, setCondition(contextOf(2), { service: 'checkout', condition: 'normal', how: ' bought a book ', by: 'carol' }));
    assert.deepEqual(entryOf(verified), { at: NOW, type: 'condition', by: 'carol', service: 'checkout', to: 'normal', how: 'bought a book' });
    assert.equal(verified.edit.label, 'checkout verified normal');
    assert.equal(refusedWith(verified.text, setCondition(contextOf(3), { service: 'checkout', condition: 'normal', how: 'again' })), 'invalid: checkout is normal already.');
  });

  it('takes no verification for a service that is down', () => {
    const down = apply(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'down', how: 'it does not answer' }));
    assert.equal(down.edit.label, 'checkout down');
    assert.equal(down.written[0]?.how, undefined);
  });

  it('adds a service that was not listed', () => {
    const added = apply(`${HEAD}status: fixing\ntimeline: []\n`, setCondition(contextOf(), { service: ' ledger ', condition: 'down' }));
    assert.deepEqual(added.incident.services, [{ name: 'ledger', condition: 'down' }]);
    assert.deepEqual(apply(TEXT, addService(' ledger ')).incident.services?.map(({ name }) => name), ['checkout', 'ledger']);
    assert.equal(refusedWith(TEXT, addService('checkout ')), 'invalid: checkout is listed already.');
    assert.equal(refusedWith(TEXT, addService(' ')), 'invalid: Which service?');
  });

  it('of the past is history, and leaves the present alone', () => {
    const past = apply(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'down', at: '2026-11-22T05:05Z' }));
    assert.deepEqual(past.incident.services, [{ name: 'checkout', condition: 'degraded' }]);
    assert.deepEqual(entryOf(past), { at: '2026-11-22T05:05Z', type: 'condition', by: 'alice', service: 'checkout', to: 'down' });
    assert.equal(past.edit.label, 'checkout was down');
    assert.deepEqual(disagreements(past.text), []);
  });

  it('refuses nonsense', () => {
    assert.equal(refusedWith(TEXT, setCondition(contextOf(), { service: '', condition: 'down' })), 'invalid: Which service?');
    assert.equal(refusedWith(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'degraded' })), 'invalid: checkout is degraded already.');
    assert.equal(refusedWith(TEXT, setCondition(contextOf(), { service: 'x', condition: 'fine' as 'normal' })), 'invalid: A service is down, degraded, normal.');
    assert.equal(refused(TEXT, setCondition(contextOf(), { service: 'checkout', condition: 'down', at: 'noon' })).kind, 'invalid');
  });
});

describe('the status', () => {
  it('changes with an entry that says from and to', () => {
    const done = apply(TEXT, status('Identified', { reason: ' found it ' }));
    assert.equal(done.incident.status, 'identified');
    assert.deepEqual(entryOf(done), { at: NOW, type: 'status', by: 'alice', from: 'fixing', to: 'identified', reason: 'found it' });
    assert.equal(done.edit.label, 'fixing → identified');
    assert.equal(done.edit.item, done.written[0]?.id);
    assert.deepEqual(disagreements(done.text), []);
  });

  it('asks at the gate for all that is missing', () => {
    const text = TEXT.replace('severity: SEV2', 'severity: undetermined');
    const refusal = refused(text, status('resolved'));
    assert.equal(refusal.kind, 'gate');
    assert.equal(refusal.message, 'Before “resolved”: set the severity, verify checkout, record when it was mitigated.');
    assert.deepEqual(refusal.kind === 'gate' ? refusal.missing.map(({ condition }) => condition) : [], ['severity-determined', 'services-verified', 'mitigated']);
  });

  it('passes the gate when nothing is missing, and then records no override', () => {
    const done = apply(READY, status('resolved', { override: 'hurry' }));
    assert.deepEqual(entryOf(done), { at: NOW, type: 'resolved', by: 'alice', from: 'fixing', to: 'resolved' });
  });

  it('passes a gate with an override, which is recorded', () => {
    const done = apply(TEXT, status('resolved', { override: ' the vendor says so ' }));
    assert.deepEqual(entryOf(done), { at: NOW, type: 'resolved', by: 'alice', from: 'fixing', to: 'resolved', override: 'the vendor says so' });
    assert.equal(refused(TEXT, status('resolved', { override: '  ' })).kind, 'gate');
  });

  it('counts milestones stamped along with the change', () => {
    const text = READY.replace(/ {2}- \{id: eeeeee.*\n/, '');
    assert.equal(refused(text, status('resolved')).kind, 'gate');
    const done = apply(text, status('resolved', { stamps: { mitigated: '2026-11-22T05:50Z', acknowledged: '2026-11-22T05:15Z~' } }));
    assert.deepEqual(done.written.map(({ type, at }) => `${type} ${at}`), ['acknowledged 2026-11-22T05:15Z~', 'mitigated 2026-11-22T05:50Z', `resolved ${NOW}`]);
  });

  it('proposes stamps where they are due', () => {
    const fixing = incidentIn(TEXT);
    assert.equal(proposesMitigated(contextOf(), fixing, 'monitoring'), true);
    assert.equal(proposesMitigated(contextOf(), incidentIn(READY), 'monitoring'), false);
    assert.equal(proposesMitigated(contextOf(), fixing, 'resolved'), false);
    assert.equal(proposesAcknowledged(contextOf(), { ...fixing, status: 'triage' }, 'investigating'), true);
    assert.equal(proposesAcknowledged(contextOf(), fixing, 'identified'), false);
  });

  it('is reopened, and asks for the next mitigation', () => {
    const resolved = apply(READY, status('resolved')).text;
    const again = apply(resolved, status('investigating', { at: '2026-11-22T06:30Z', reason: 'it came back' }, 8));
    assert.deepEqual(entryOf(again), { at: '2026-11-22T06:30Z', type: 'reopened', by: 'alice', from: 'resolved', to: 'investigating', reason: 'it came back' });
    assert.deepEqual(missingOnTheWay(contextOf(), again.incident, 'resolved').map(({ condition }) => condition), ['mitigated']);
    assert.deepEqual(disagreements(again.text), []);
    const cancelled = apply(TEXT, status('cancelled', { reason: 'a test' })).text;
    assert.equal(apply(cancelled, status('investigating', {}, 9)).written[0]?.type, 'reopened');
  });

  it('begins a required review, due in working days', () => {
    // A Sunday; five working days for SEV2.
    assert.deepEqual(apply(READY, status('resolved')).incident.review, { state: 'draft', due: '2026-11-27' });
    assert.deepEqual(apply(READY, status('resolved', { at: '2026-11-20T23:30Z' })).incident.review, { state: 'draft', due: '2026-11-27' });
    assert.equal(apply(READY.replace('SEV2', 'SEV3'), status('resolved')).incident.review, undefined);
    assert.deepEqual(apply(`${READY}review: {owner: carol}\n`, status('resolved')).incident.review, { owner: 'carol' });
  });

  it('is closed when the review is published and the actions are complete', () => {
    const resolved = apply(READY, status('resolved')).text + 'actions:\n  - {id: hhhhhh, title: Alert}\n';
    const refusal = refused(resolved, status('closed'));
    assert.equal(refusal.message, 'Before “closed”: publish the review, give “Alert” an owner, a due date and a kind.');
    const text = resolved.replace('title: Alert', 'title: Alert, owner: bob, due: 2026-12-01, kind: detect').replace('state: draft', 'state: published');
    const done = apply(text, status('closed', {}, 9));
    assert.deepEqual(entryOf(done), { at: NOW, type: 'closed', by: 'alice', from: 'resolved', to: 'closed' });
  });

  it('asks for what resolving needs when it is closed straight away', () => {
    const refusal = refused(TEXT, status('closed'));
    assert.equal(refusal.message, 'Before “closed”: verify checkout, record when it was mitigated, publish the review.');
    assert.equal(apply(TEXT, status('closed', { override: 'moved to the other tool' })).written[0]?.type, 'closed');
  });

  it('is a duplicate of another incident', () => {
    assert.equal(refused(TEXT, status('duplicate')).message, 'Before “duplicate”: give a reason, name the other incident.');
    const done = apply(TEXT, status('duplicate', { of: ' 2026-11-22-db-x2k9 ', reason: 'same cause' }));
    assert.deepEqual(done.incident.related, [{ id: '2026-11-22-db-x2k9', kind: 'duplicate-of' }]);
    assert.deepEqual(entryOf(done), { at: NOW, type: 'status', by: 'alice', from: 'fixing', to: 'duplicate', reason: 'same cause' });
    assert.deepEqual(apply(`${TEXT}related: [{id: o, kind: duplicate-of}]\n`, status('duplicate', { of: 'o', reason: 'r' })).incident.related?.length, 1);
    assert.equal(refusedWith(`id: self\n${TEXT}`, status('duplicate', { of: 'self', reason: 'r' })), 'invalid: An incident is no duplicate of itself.');
    assert.equal(refusedWith(TEXT, status('identified', { of: 'other' })), 'invalid: Only a duplicate names another incident.');
    assert.equal(apply(TEXT, status('duplicate', { of: '  ', override: 'unknown' })).incident.related, undefined);
  });

  it('refuses what is no status, no change, or no time', () => {
    assert.match(refusedWith(TEXT, status('done')), /^invalid: “done” is not a status of this process\. Known: triage, /);
    assert.equal(refusedWith(TEXT, status('fixing')), 'invalid: The status is fixing already.');
    assert.equal(refused(TEXT, status('identified', { at: 'now' })).kind, 'invalid');
    assert.equal(refused(TEXT, status('identified', { stamps: { started: '' } })).kind, 'invalid');
  });

  it('follows a process of the team’s own', () => {
    const { process, problems } = readProcess('statuses:\n  - {name: new, phase: identification}\n  - {name: working, phase: response}\n  - {name: watching, phase: recovery}\n  - {name: over, phase: review}\n  - {name: archived, phase: done}\ngates: {over: [reason]}\n');
    assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
    const context = contextOf(1, { process });
    const text = `${HEAD}status: working\ntimeline: []\n`;
    assert.equal(refused(text, changeStatus(context, { to: 'over' })).message, 'Before “over”: give a reason.');
    const over = apply(text, changeStatus(context, { to: 'over', reason: 'done' }));
    assert.equal(over.written[0]?.type, 'resolved');
    assert.equal(apply(over.text, changeStatus(context, { to: 'working' })).written.map(({ type }) => type).at(-1), 'reopened');
  });

  it('writes entries that no other command may write', () => {
    assert.ok(CHANGES.includes('status') && CHANGES.includes('condition'));
  });
});
