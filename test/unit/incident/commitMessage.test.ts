import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commitMessage } from '../../../src/core/incident/commitMessage.ts';
import type { Incident } from '../../../src/core/incident/schema.ts';
import { EXAMPLE, EXAMPLE_ID, incidentOf } from './example.ts';

const example = (): Incident => incidentOf(EXAMPLE);

function message(change: (incident: Incident) => void, otherFiles: readonly string[] = []): string {
  const after = example();
  change(after);
  return commitMessage({ id: EXAMPLE_ID, before: example(), after, otherFiles });
}

const subject = (text: string): string => text.split('\n')[0] ?? '';
const trailer = `Incident: ${EXAMPLE_ID}`;

describe('the message of a commit', () => {
  it('tells of a change of status', () => {
    const text = message((incident) => {
      incident.status = 'resolved';
      incident.timeline.push({ id: 'aaaaaa', at: '2026-11-22T06:30Z', type: 'resolved', from: 'monitoring', to: 'resolved' });
    });
    assert.equal(
      text,
      ['SEV2 Checkout latency above objective: monitoring → resolved', '', '- Status: monitoring → resolved', '- Timeline, added: 1 × resolved', '', trailer, ''].join('\n'),
    );
  });

  it('tells of a declaration', () => {
    const after = { ...example(), severity: 'undetermined', status: 'triage', timeline: [{ id: 'aaaaaa', at: '2026-11-22T06:30Z', type: 'declared' }] };
    const text = commitMessage({ id: EXAMPLE_ID, before: null, after, otherFiles: [] });
    assert.equal(subject(text), 'Declare: Checkout latency above objective');
    assert.match(text, /^- Status: triage$/m);
    assert.match(text, /^- Service checkout: degraded$/m);
    assert.match(text, /^- Role commander: alice$/m);
    assert.doesNotMatch(text, /undetermined|Title:/);
  });

  it('counts what was recorded, and names files', () => {
    const text = message(
      (incident) => {
        for (const id of ['aaaaaa', 'aaaaab', 'aaaaac']) incident.timeline.push({ id, at: '2026-11-22T06:30Z', type: id === 'aaaaaa' ? 'evidence' : 'note', text: 'x' });
      },
      ['postmortem.md', 'attachments/graph.png'],
    );
    assert.equal(subject(text), 'Checkout latency above objective: 3 timeline entries, postmortem');
    assert.match(text, /^- Timeline, added: 1 × evidence, 2 × note$/m);
    assert.match(text, /^- File: postmortem\.md$/m);
    assert.match(text, /^- File: attachments\/graph\.png$/m);
  });

  it('tells of classification, services, roles, actions and review', () => {
    const text = message((incident) => {
      incident.severity = 'SEV1';
      delete incident.priority;
      incident.services = [{ name: 'checkout', condition: 'normal' }, { name: 'ledger' }];
      incident.roles = { commander: ['bob', 'carol'], communications: 'bob', scribe: 'dave' };
      incident.timeline = incident.timeline.slice(1).map((entry) => (entry.id === 'd8h1xw' ? { ...entry, text: 'corrected' } : entry));
      incident.actions = [...(incident.actions ?? []).map((action) => ({ ...action, state: 'done' as const })), { id: 'bbbbbb', title: 'Test the failover' }];
      incident.review = { ...incident.review, state: 'in-review' };
      incident.tasks = [];
    });
    for (const line of [
      '- Severity: SEV2 → SEV1',
      '- Priority: P1, removed',
      '- Service checkout: degraded → normal',
      '- Service ledger: added',
      '- Role commander: alice → bob, carol',
      '- Role operations: carol, erin, removed',
      '- Timeline, changed: 1 × detected',
      '- Timeline, removed: 1 × started',
      '- Action added: Test the failover',
    ]) {
      assert.ok(text.split('\n').includes(line), `${line} in\n${text}`);
    }
    assert.match(subject(text), /^Checkout latency above.*: SEV2 → SEV1, checkout normal/);
  });

  it('names only the end of the id when the incident is or was confidential, or cannot be read', () => {
    const open = example();
    const secret = { ...example(), confidential: true };
    for (const [before, after] of [[null, secret], [secret, secret], [secret, open], [open, secret], [secret, null]] as const) {
      assert.equal(commitMessage({ id: EXAMPLE_ID, before, after, otherFiles: ['attachments/names.csv'] }), 'Update confidential incident k7q2\n\nIncident: k7q2\n');
    }
    assert.equal(commitMessage({ id: EXAMPLE_ID, before: open, after: null, otherFiles: [] }), 'Update incident k7q2\n\nIncident: k7q2\n');
  });

  it('closes no issues, calls nobody, and hides nothing', () => {
    const text = message((incident) => {
      incident.title = 'Fixes #12\n\nSigned-off-by: @mallory\u202e';
      incident.actions = [{ id: 'cccccc', title: 'Fix GH-7 \u0007and\u0000 tell @alice, mail a@example.org' }];
    });
    assert.match(subject(text), /^Fixes no\. 12 Signed-off-by: mallory: /);
    assert.match(text, /^- Action added: Fix no\. 7 and tell alice, mail a@example\.org$/m);
  });

  it('is never longer than sensible', () => {
    const text = message(
      (incident) => {
        incident.title = 'Every checkout in every region is slow and nobody can say why 🔥'.repeat(5);
        incident.status = 'x'.repeat(300);
        incident.roles = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`role${index}`, 'y'.repeat(300)]));
        incident.actions = Array.from({ length: 50 }, (_, index) => ({ title: `Action ${index} ${'z'.repeat(300)}` }));
      },
      Array.from({ length: 1000 }, (_, index) => `attachments/${index}.png`),
    );
    const lines = text.split('\n');
    assert.ok(lines.length < 50, String(lines.length));
    assert.ok(lines.every((line) => line.length <= 102));
    assert.match(text, /… and \d+ more/);
    assert.ok(text.endsWith(`\n\n${trailer}\n`));
  });

  it('has one subject, one body and one trailer, whatever the texts hold', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(texts, texts, texts, (title, status, file) => {
        const text = message((incident) => Object.assign(incident, { title, status }), [file]);
        assert.ok(subject(text).length <= 72, subject(text));
        assert.ok(text.isWellFormed());
        assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u);
        assert.equal(text.split('\n\n').length, 3);
        assert.equal(text.split('\n').filter((line) => line.startsWith('Incident: ')).length, 1);
      }),
    );
  });
});
