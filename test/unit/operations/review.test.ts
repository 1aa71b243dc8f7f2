import assert from 'node:assert/strict';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import { addAction, changeAction, setReview } from '../../../src/core/operations/review.ts';
import { apply, contextOf, incidentIn, newLines, NOW, refused, refusedWith } from './applying.ts';

const TEXT = `schema: sitrep/v1
title: Slow
status: resolved
timeline: []
actions:
  - {id: a3k9mt, title: Alert on saturation, kind: detect, owner: carol, due: 2026-12-01, state: open, ref: "#482"}   # promised
  - title: Write it down
review: {state: draft, owner: carol, reviewers: [bob, dave]}
`;

describe('an action', () => {
  it('is added with an id, open', () => {
    const { incident, edit, text } = apply(TEXT, addAction(contextOf(), { title: ' Test restores ', kind: 'prevent', owner: 'bob', due: '2026-12', ref: '#9', cause: 'r8f5ja' }));
    assert.deepEqual(incident.actions?.[2], { id: edit.item, title: 'Test restores', kind: 'prevent', owner: 'bob', due: '2026-12', state: 'open', ref: '#9', cause: 'r8f5ja' });
    assert.equal(edit.label, 'add action “Test restores”');
    assert.equal(newLines(text, TEXT).length, 0);
    assert.deepEqual(apply('schema: sitrep/v1\ntitle: t\nstatus: s\ntimeline: []\n', addAction(contextOf(), { title: 'x' })).incident.actions?.map(({ title, state }) => [title, state]), [['x', 'open']]);
  });

  it('is refused without a title, and with a kind or date that is none', () => {
    assert.equal(refusedWith(TEXT, addAction(contextOf(), { title: ' ' })), 'invalid: An action needs a title.');
    assert.match(refusedWith(TEXT, addAction(contextOf(), { title: 'x', kind: 'hope' as 'detect' })), /“hope” is not a kind of action\. Known: investigate/);
    assert.equal(refused(TEXT, addAction(contextOf(), { title: 'x', due: 'soon' })).kind, 'invalid');
  });

  it('is done: when and by whom', () => {
    const { incident, text } = apply(TEXT, changeAction(contextOf(), 'a3k9mt', { state: 'done', link: 'https://example.org/482' }));
    assert.deepEqual(incident.actions?.[0]?.closed, { at: NOW, by: 'alice', link: 'https://example.org/482' });
    assert.ok(text.includes('# promised'));
    const open = apply(text, changeAction(contextOf(), 'a3k9mt', { state: 'open' }));
    assert.equal(open.text, TEXT);
    const same = apply(text, changeAction(contextOf(1, { by: 'bob', now: 0 }), 'a3k9mt', { state: 'done', owner: 'erin' }));
    assert.deepEqual(same.incident.actions?.[0]?.closed, incident.actions?.[0]?.closed);
  });

  it('is declined with a reason', () => {
    assert.equal(refusedWith(TEXT, changeAction(contextOf(), 'a3k9mt', { state: 'declined' })), 'invalid: Say why the action is declined.');
    const { incident, edit } = apply(TEXT, changeAction(contextOf(), 'a3k9mt', { state: 'declined', reason: 'no longer used' }));
    assert.deepEqual(incident.actions?.[0]?.closed, { at: NOW, by: 'alice', reason: 'no longer used' });
    assert.equal(edit.label, 'action “Alert on saturation” declined');
  });

  it('is changed by its id, or by its content where it has none', () => {
    const [, byHand = ''] = identitiesOf('actions', incidentIn(TEXT).actions ?? []);
    const { text, edit } = apply(TEXT, changeAction(contextOf(), byHand, { kind: 'process', owner: 'bob' }));
    assert.deepEqual(newLines(TEXT, text), ['    kind: process', '    owner: bob']);
    assert.equal(edit.label, 'change action “Write it down”');
    assert.equal(apply(TEXT, changeAction(contextOf(), 'a3k9mt', { owner: '', due: ' ' })).text, TEXT.replace(' owner: carol, due: 2026-12-01,', ''));
    assert.equal(refusedWith(TEXT, changeAction(contextOf(), 'nobody', { owner: 'x' })), 'conflict: There is no action “nobody” in this incident.');
    assert.equal(refused(TEXT, changeAction(contextOf(), 'a3k9mt', { title: ' ' })).kind, 'invalid');
    assert.equal(refused(TEXT, changeAction(contextOf(), 'a3k9mt', { due: 'soon' })).kind, 'invalid');
    assert.equal(refused(TEXT, changeAction(contextOf(), 'a3k9mt', { state: 'gone' as 'done' })).kind, 'invalid');
  });
});

describe('the review', () => {
  it('goes through its states', () => {
    const { text, edit } = apply(TEXT, setReview('in-review'));
    assert.equal(text, TEXT.replace('{state: draft', '{state: in-review'));
    assert.equal(edit.label, 'review in-review');
    assert.deepEqual(apply(TEXT, setReview('draft', { owner: 'bob', due: '2026-11-27', url: 'https://example.org/1' })).incident.review, { state: 'draft', owner: 'bob', due: '2026-11-27', reviewers: ['bob', 'dave'], url: 'https://example.org/1' });
    assert.deepEqual(apply(TEXT.replace(/review:.*\n/, ''), setReview('draft')).incident.review, { state: 'draft' });
  });

  it('refuses what changes nothing or makes no sense', () => {
    assert.equal(refusedWith(TEXT, setReview('draft')), 'invalid: The review is draft already.');
    assert.match(refusedWith(TEXT, setReview('finished' as 'draft')), /^invalid: A review is draft, in-review, approved, published/);
    assert.equal(refused(TEXT, setReview('draft', { due: 'soon' })).kind, 'invalid');
  });
});
