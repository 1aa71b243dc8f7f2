import assert from 'node:assert/strict';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import { addEntry, correctEntry, deleteEntry } from '../../../src/core/operations/entries.ts';
import { inOrder, undoChanges } from '../../../src/core/operations/edit.ts';
import { apply, contextOf, entryOf, incidentIn, newLines, NOW, refused, refusedWith } from './applying.ts';

const HEAD = 'schema: sitrep/v1\ntitle: Slow\nstatus: triage\n';
const TEXT = `${HEAD}timeline:
  - {id: aaaaaa, at: 2026-11-22T05:00Z~, type: started}
  - {id: bbbbbb, at: 2026-11-22T05:18:03Z, type: detected, by: alice, text: p99 above 4 s}  # from the alert
  - {id: cccccc, at: 2026-11-22T05:40:00Z, type: note, by: bob, text: looking}
`;
const ids = (text: string): readonly (string | undefined)[] => incidentIn(text).timeline.map(({ id }) => id);

describe('adding an entry', () => {
  it('writes one line: now, by the person, at the end', () => {
    const added = apply(TEXT, addEntry(contextOf(), { text: '  Rolled back.  ' }));
    assert.deepEqual(entryOf(added), { at: NOW, type: 'note', by: 'alice', text: 'Rolled back.' });
    assert.equal(added.edit.label, 'add note');
    assert.equal(added.edit.item, added.written[0]?.id);
    assert.ok(added.text.startsWith(TEXT));
  });

  it('keeps time order, uncertain times included', () => {
    const at = (time: string): number => {
      const { incident, written } = apply(TEXT, addEntry(contextOf(), { at: time, text: 'x' }));
      return incident.timeline.findIndex(({ id }) => id === written[0]?.id);
    };
    assert.equal(at('2026-11-22T04:00Z'), 0);
    assert.equal(at('2026-11-22T05:10Z'), 1);
    assert.equal(at('2026-11-22T05:18:03Z'), 2);
    assert.equal(at('2026-11-22T05:20Z'), 2);
    assert.equal(at('2026-11-22T07:00+01:00'), 3);
    assert.equal(at('2026-11-23'), 3);
  });

  it('takes type, person, source, service and end', () => {
    const all = { type: 'runbook', at: '2026-11-22T05:50Z', end: '2026-11-22T05:55Z', text: 'drain', by: 'carol', source: 'runs/x.md', service: 'checkout', ref: 'aaaaaa' };
    assert.deepEqual(entryOf(apply(TEXT, addEntry(contextOf(), all))), all);
    assert.deepEqual(entryOf(apply(TEXT, addEntry(contextOf(), { type: 'mitigated', text: ' ', by: ' ', source: '' }))), { at: NOW, type: 'mitigated', by: 'alice' });
  });

  it('refuses what makes no entry', () => {
    assert.equal(refusedWith(TEXT, addEntry(contextOf(), {})), 'invalid: A note needs a text.');
    assert.equal(refusedWith(TEXT, addEntry(contextOf(), { text: ' \n' })), 'invalid: A note needs a text.');
    for (const type of ['status', 'severity', 'condition', 'role', 'resolved', 'closed', 'reopened']) {
      assert.match(refusedWith(TEXT, addEntry(contextOf(), { type, text: 'x' })), /^invalid: An entry of type “\w+” comes with the change itself/);
    }
    for (const type of ['', 'nonsense', 'constructor']) assert.match(refusedWith(TEXT, addEntry(contextOf(), { type, text: 'x' })), /^invalid: “\w*” is not a type of entry\. Known: started, /);
    for (const bad of [{ at: 'soon' }, { at: '' }, { end: '2026-13-01' }]) assert.equal(refused(TEXT, addEntry(contextOf(), { text: 'x', ...bad })).kind, 'invalid');
  });

  it('gives an id that no item of any list has', () => {
    const taken = apply(TEXT, addEntry(contextOf(7), { text: 'x' })).edit.item ?? '';
    const text = `${TEXT}tasks: [{id: ${taken}, title: t}]\nown: [null, [1], x]\n`;
    const fresh = apply(text, addEntry(contextOf(7), { text: 'x' })).edit.item;
    assert.notEqual(fresh, taken);
  });

  it('keeps any text, in files of any style', () => {
    const texts = ['a: b', '- x', '# no', 'two\n\nlines\n  indented', '<script>alert(1)</script>', '<<<<<<< HEAD\n=======\n>>>>>>> x', '{{', "it's", '"', '\\', 'é\u2028ü', '\u0000\u0007', '\ud800', '🙂', '*bold*', '&c', '!', '%', '@x', '`', '|', '>', '- [ ] x', '...', '---', '? q', 'null', '1e3', '0x10', '12:30', 'yes', '=', '<<', 'x'.repeat(70_000), '[0, 1)'.repeat(200), ': '.repeat(300), '- '.repeat(150)];
    for (const start of [TEXT, `${HEAD}timeline: []\n`, `${HEAD}timeline: [{at: 2026-11-22, type: note, text: x}]`, `${HEAD}timeline:\r\n- at: 2026-11-22\r\n  type: note\r\n`]) {
      for (const text of texts) {
        const { incident, written } = apply(start, addEntry(contextOf(3), { text }));
        const said = written.find(({ id }) => id !== undefined)?.text ?? incident.timeline.at(-1)?.text;
        assert.equal(said, text.trim());
      }
    }
  });

  it('adds several with one way back', () => {
    const { edit, text } = apply(TEXT, inOrder([addEntry(contextOf(3), { text: 'one' }), addEntry(contextOf(4), { text: 'two', at: '2026-11-22T05:01Z' })]));
    assert.equal(incidentIn(text).timeline.length, 5);
    const back = undoChanges(text, edit.changes, edit.label);
    assert.ok(back.ok);
    assert.equal(back.text, TEXT);
    assert.deepEqual(back.incident, incidentIn(TEXT));
  });

  it('refuses all when one is refused', () => {
    assert.equal(refused(TEXT, inOrder([addEntry(contextOf(), { text: 'one' }), addEntry(contextOf(), {})])).kind, 'invalid');
    assert.equal(refused(TEXT, inOrder([])).kind, 'invalid');
  });
});

describe('correcting an entry', () => {
  it('changes what was said and nothing else', () => {
    const corrected = apply(TEXT, correctEntry('bbbbbb', { text: 'p99 above 5 s' }));
    assert.equal(corrected.text, TEXT.replace('above 4 s', 'above 5 s'));
    assert.equal(corrected.edit.label, 'correct detected');
    assert.equal(corrected.edit.item, 'bbbbbb');
    const retimed = apply(TEXT, correctEntry('bbbbbb', { at: '2026-11-22T05:16Z' }));
    assert.equal(retimed.text, TEXT.replace('05:18:03Z', '05:16Z'));
    assert.equal(retimed.edit.label, 'retime detected');
    assert.equal(apply(TEXT, correctEntry('cccccc', { type: 'decision', by: 'carol' })).text, TEXT.replace('type: note, by: bob', 'type: decision, by: carol'));
  });

  it('takes a text or a person out', () => {
    assert.equal(apply(TEXT, correctEntry('bbbbbb', { text: ' ', by: '' })).text, TEXT.replace(', by: alice, text: p99 above 4 s', ''));
    assert.equal(refusedWith(TEXT, correctEntry('cccccc', { text: '' })), 'invalid: A note needs a text.');
    assert.equal(refusedWith(TEXT, correctEntry('aaaaaa', { type: 'note' })), 'invalid: A note needs a text.');
  });

  it('refuses times that are none, types that state a change, and entries that are gone', () => {
    assert.equal(refused(TEXT, correctEntry('bbbbbb', { at: 'yesterday' })).kind, 'invalid');
    assert.equal(refused(TEXT, correctEntry('bbbbbb', { type: 'resolved' })).kind, 'invalid');
    assert.equal(refused(TEXT, correctEntry('bbbbbb', { type: '' })).kind, 'invalid');
    const history = TEXT.replace('type: note, by: bob', 'type: status, from: triage, to: fixing, by: bob');
    assert.match(refusedWith(history, correctEntry('cccccc', { type: 'note' })), /comes with the change itself/);
    assert.ok(apply(history, correctEntry('cccccc', { at: '2026-11-22T05:41Z', type: 'status' })));
    assert.ok(apply(TEXT.replace('type: note', 'type: noet'), correctEntry('cccccc', { type: 'note' })), 'a misspelt type can be mended');
    assert.equal(refusedWith(TEXT, correctEntry('zzzzzz', { text: 'x' })), 'conflict: There is no entry “zzzzzz” in this incident.');
    assert.equal(refused(TEXT, deleteEntry('zzzzzz')).kind, 'conflict');
  });

  it('changes an entry written by hand in place, its comments kept', () => {
    const text = `${HEAD}timeline:
  - at: 2026-11-22T05:00Z   # about
    # who saw it?
    type: note
    text: 'hello'           # sic
  - at: 2026-11-22T05:00Z
    type: note
    text: 500
`;
    const [first = '', second = ''] = identitiesOf('timeline', incidentIn(text).timeline);
    const { text: after, edit } = apply(text, correctEntry(first, { text: 'bye' }));
    assert.equal(after, text.replace("'hello'", 'bye'));
    const back = undoChanges(after, edit.changes, '');
    assert.ok(back.ok);
    assert.deepEqual(back.incident, incidentIn(text));
    assert.deepEqual(newLines(text, back.text), ['    text: hello           # sic']);
    const number = apply(text, correctEntry(second, { at: '2026-11-22T05:01Z' }));
    assert.deepEqual(number.incident.timeline[1], { at: '2026-11-22T05:01Z', type: 'note', text: '500' });
  });
});

describe('deleting an entry', () => {
  it('takes its lines out, and they come back where they were', () => {
    const { text, edit } = apply(TEXT, deleteEntry('bbbbbb'));
    assert.equal(text, TEXT.replace(/ {2}- \{id: bbbbbb.*\n/, ''));
    assert.equal(edit.label, 'delete detected');
    const back = undoChanges(text, edit.changes, '');
    assert.ok(back.ok);
    assert.deepEqual(back.incident, incidentIn(TEXT));
  });

  it('deletes the last one there is', () => {
    const only = `${HEAD}timeline:\n  - {id: aaaaaa, at: 2026-11-22, type: started}\n`;
    assert.deepEqual(apply(only, deleteEntry('aaaaaa')).incident.timeline, []);
  });

  it('brings several back in their order', () => {
    const { text, edit } = apply(TEXT, inOrder([deleteEntry('bbbbbb'), deleteEntry('cccccc')]));
    const back = undoChanges(text, edit.changes, '');
    assert.ok(back.ok);
    assert.deepEqual(ids(back.text), ['aaaaaa', 'bbbbbb', 'cccccc']);
  });

  it('brings one back before the next, when the one before is gone too', () => {
    const first = apply(TEXT, deleteEntry('bbbbbb'));
    const back = undoChanges(apply(first.text, deleteEntry('aaaaaa')).text, first.edit.changes, '');
    assert.ok(back.ok);
    assert.deepEqual(ids(back.text), ['bbbbbb', 'cccccc']);
  });
});

describe('a file that may not be changed', () => {
  it('is refused with the line', () => {
    const broken = refused(TEXT.replace('type: started}', 'type: started'), addEntry(contextOf(), { text: 'x' }));
    assert.equal(broken.kind, 'unreadable');
    assert.match(broken.message, /^The file cannot be read \(line \d\): This is not valid YAML/);
    assert.match(refused('title: x\n', addEntry(contextOf(), { text: 'x' })).message, /^The file cannot be read \(line 1\): “\w+” is missing\.$/);
  });

  it('is refused when its format is newer or unknown', () => {
    const newer = refused(TEXT.replace('sitrep/v1', 'sitrep/v2'), addEntry(contextOf(), { text: 'x' }));
    assert.equal(newer.kind, 'read-only');
    assert.match(newer.message, /newer format “sitrep\/v2”\. Update Sitrep/);
    assert.equal(refused(TEXT.replace('sitrep/v1', 'other'), addEntry(contextOf(), { text: 'x' })).kind, 'unreadable');
    assert.ok(apply(TEXT.replace('sitrep/v1', 'sitrep/v1.3'), addEntry(contextOf(), { text: 'x' })));
    const undone = undoChanges(TEXT.replace('sitrep/v1', 'sitrep/v2'), [], '');
    assert.equal(undone.ok ? '' : undone.refusal.kind, 'read-only');
  });
});
