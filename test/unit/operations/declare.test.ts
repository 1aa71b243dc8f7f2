import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readForList, readIncident } from '../../../src/core/incident/read.ts';
import { declare, type Declaration } from '../../../src/core/operations/declare.ts';
import { diagnoseIncident } from '../../../src/language/diagnostics.ts';
import { contextOf, incidentIn, NOW } from './applying.ts';

function declared(declaration: Declaration, seed = 1): { readonly id: string; readonly text: string; readonly incident: ReturnType<typeof incidentIn> } {
  const fresh = declare(contextOf(seed), declaration);
  assert.ok(!('kind' in fresh), 'kind' in fresh ? fresh.message : '');
  const incident = incidentIn(fresh.text);
  assert.deepEqual(incident, JSON.parse(JSON.stringify(fresh.incident)));
  return { id: fresh.id, text: fresh.text, incident };
}

function refusal(declaration: Declaration): string {
  const fresh = declare(contextOf(), declaration);
  return 'kind' in fresh ? `${fresh.kind}: ${fresh.message}` : assert.fail('not refused');
}

describe('declaring', () => {
  it('needs a title and nothing more', () => {
    const { id, text, incident } = declared({ title: '  Checkout \n slow ' });
    assert.match(id, /^2026-11-22-checkout-slow-[a-z][a-z0-9]{3}$/);
    const [entry] = incident.timeline;
    assert.deepEqual(incident, {
      schema: 'sitrep/v1', id, title: 'Checkout slow', status: 'triage', mode: 'live', severity: 'undetermined',
      timeline: [{ id: entry?.id, at: NOW, type: 'declared', by: 'alice' }],
    });
    assert.deepEqual(diagnoseIncident(text, { process: contextOf().process, folderName: id }), []);
    assert.equal(refusal({ title: ' \n ' }), 'invalid: An incident needs a title.');
  });

  it('takes the severity from the matrix unless it is given', () => {
    assert.equal(declared({ title: 't', impact: 'High', urgency: 'high' }).incident.severity, 'SEV2');
    assert.equal(declared({ title: 't', impact: 'high' }).incident.severity, 'undetermined');
    assert.equal(declared({ title: 't', impact: 'high', urgency: 'high', severity: 'sev4' }).incident.severity, 'SEV4');
    assert.equal(declared({ title: 't', impact: 'High' }).incident.impact, 'high');
  });

  it('refuses names that the process does not know, and times that are none', () => {
    assert.match(refusal({ title: 't', severity: 'SEV9' }), /^invalid: “SEV9” is not known to this process\. Known: SEV1, /);
    assert.match(refusal({ title: 't', impact: 'huge' }), /^invalid: “huge” is not known/);
    assert.match(refusal({ title: 't', type: 'constructor' }), /^invalid: “constructor” is not known/);
    assert.match(refusal({ title: 't', started: 'noon' }), /^invalid: /);
  });

  it('puts started, detected and declared in order of time', () => {
    const { incident } = declared({ title: 't', started: '2026-11-22T05:40Z~', detected: { at: '2026-11-22T05:30Z', text: 'x', by: 'bob' }, services: ['a', ' a ', '', 'b'] });
    assert.deepEqual(incident.timeline.map(({ type }) => type), ['detected', 'started', 'declared']);
    assert.deepEqual(incident.services, [{ name: 'a' }, { name: 'b' }]);
    assert.deepEqual(declared({ title: 't', started: '2026-11-22T07:00Z' }).incident.timeline.map(({ type }) => type), ['declared', 'started']);
  });

  it('writes any title, so that both readers read it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(...'-:#{}[]&*!|>\'"%@`?, \t\n\r\u0000\u0085\u2028\ufeff\ud800~=<0.x'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 30 }), fc.nat(), (title, seed) => {
        fc.pre(title.trim() !== '');
        const { incident, text, id } = declared({ title, services: [title] }, seed);
        assert.equal(incident.title, title.replace(/\s+/g, ' ').trim());
        assert.ok(readForList(text).ok && readIncident(text).readable);
        assert.match(id, /^\d{4}-\d\d-\d\d-[a-z0-9]+(?:-[a-z0-9]+)*-[a-z][a-z0-9]{3}$/);
      }),
      { numRuns: 200 },
    );
  });
});
