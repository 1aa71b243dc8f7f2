import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readForList, readIncident } from '../../../src/core/incident/read.ts';
import type { Incident } from '../../../src/core/incident/schema.ts';
import { editIncident, undoChanges, type Edit } from '../../../src/core/operations/edit.ts';
import { sameJson } from '../../../src/core/yaml/json.ts';
import { applySplices } from '../../../src/core/yaml/rewrite.ts';
import { parseYaml, type YamlSource } from '../../../src/core/yaml/source.ts';
import { assertOtherLinesKept } from '../yaml/otherLines.ts';
import { chooser, styledYaml } from '../yaml/styledYaml.ts';
import { incidentIn } from './applying.ts';
import { incidentValue, plan, regardlessOfOrder, type Planned } from './generated.ts';

/** Ten and more look for what the usual number of runs does not find. */
const THOROUGH = Number(process.env['SITREP_THOROUGH'] ?? 1);
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

function edited(text: string, { operation, name }: Planned): Edit | null {
  const edit = editIncident(text, operation);
  if (edit.ok) return edit;
  assert.equal(edit.refusal.kind, 'invalid', `${name} was refused: ${edit.refusal.message}\n${text}`);
  return null;
}

/** What the operation does to the value, without any text. */
function meant(incident: Incident, { operation }: Planned): unknown {
  const draft = structuredClone(incident);
  operation(draft);
  return JSON.parse(JSON.stringify(draft));
}

/** An operation that has a random source of its own starts afresh each time it is planned. */
function planned(text: string, seed: number): Planned {
  return plan(incidentIn(text), chooser(seed), seed);
}

function sourceOf(text: string): YamlSource {
  const parsed = parseYaml(text);
  return parsed.ok ? parsed.source : assert.fail(text);
}

describe('any operation on any file', () => {
  it('says what was meant, touches no other byte, and can be taken back', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(incidentValue, seeds, fc.array(seeds, { minLength: 1, maxLength: 5 }), (value, style, sequence) => {
        const { text: start, hasAlias } = styledYaml(value, style);
        assert.ok(sameJson(sourceOf(start).value, value), `the test's own writer erred: ${start}`);
        let text = start;
        for (const seed of sequence) {
          const before = sourceOf(text);
          const expected = meant(incidentIn(text), planned(text, seed));
          const one = planned(text, seed);
          const edit = edited(text, one);
          if (!edit) continue;
          seen.set(one.name, (seen.get(one.name) ?? 0) + 1);
          // What it says.
          assert.deepEqual(incidentIn(edit.text), expected);
          assert.ok(readForList(edit.text).ok);
          // What it touches.
          assert.equal(applySplices(text, edit.splices), edit.text);
          if (!hasAlias) assertOtherLinesKept(before, sourceOf(edit.text));
          assert.equal(edit.text.startsWith('\ufeff'), text.startsWith('\ufeff'));
          assert.equal(edit.text.endsWith('\n'), text.endsWith('\n'), `final newline\n${text}\n=>\n${edit.text}`);
          if (!/[^\r]\n/.test(text) && text.includes('\n')) assert.ok(!/[^\r]\n/.test(edit.text), `mixed line endings\n${JSON.stringify(text)}\n=>\n${JSON.stringify(edit.text)}`);
          // The way back.
          const back = undoChanges(edit.text, edit.changes, edit.label);
          assert.ok(back.ok, back.ok ? '' : `${one.name}: ${back.refusal.message}\n${text}\n=>\n${edit.text}\n${JSON.stringify(edit.changes)}`);
          assert.ok(sameJson(sourceOf(back.text).value, before.value), `${one.name}\n${text}\n=>\n${edit.text}\n=>\n${back.text}`);
          assert.deepEqual(back.incident, incidentIn(text));
          // And the way forth again.
          const again = undoChanges(back.text, back.changes, edit.label);
          assert.ok(again.ok && sameJson(sourceOf(again.text).value, sourceOf(edit.text).value), `${one.name}: redo`);
          text = edit.text;
        }
      }),
      { numRuns: 100 * THOROUGH },
    );
    assert.equal(seen.size, 11, `all kinds of operations: ${JSON.stringify([...seen])}`);
  });

  it('commutes with one on something else, and is taken back alone', () => {
    let pairs = 0;
    fc.assert(
      fc.property(incidentValue, seeds, seeds, seeds, (value, style, seedOne, seedTwo) => {
        const { text } = styledYaml(value, style);
        const [one, two] = [planned(text, seedOne), planned(text, seedTwo)];
        if (one.concerns === two.concerns || seedOne === seedTwo) return;
        const first = edited(text, planned(text, seedOne));
        const second = edited(text, planned(text, seedTwo));
        if (!first || !second) return;
        const oneTwo = edited(first.text, planned(text, seedTwo));
        const twoOne = edited(second.text, planned(text, seedOne));
        assert.ok(oneTwo && twoOne, `${one.name} and ${two.name}`);
        pairs += 1;
        assert.deepEqual(regardlessOfOrder(incidentIn(oneTwo.text)), regardlessOfOrder(incidentIn(twoOne.text)), `${one.name} and ${two.name}`);
        const back = undoChanges(oneTwo.text, first.changes, '');
        assert.ok(back.ok, back.ok ? '' : `${one.name} before ${two.name}: ${back.refusal.message}`);
        assert.deepEqual(regardlessOfOrder(back.incident), regardlessOfOrder(incidentIn(second.text)), `${one.name} taken back after ${two.name}`);
      }),
      { numRuns: 150 * THOROUGH },
    );
    assert.ok(pairs > 60, `${pairs} pairs`);
  });

  it('is not taken back once the same thing has changed again', () => {
    let refusals = 0;
    fc.assert(
      fc.property(incidentValue, seeds, seeds, (value, style, seed) => {
        const { text } = styledYaml(value, style);
        const one = planned(text, seed);
        const first = edited(text, one);
        if (!first) return;
        // Every value that it left behind is changed by hand, one at a time.
        for (const change of first.changes) {
          const last = change.path.at(-1);
          if (change.after === undefined || !last || change.made) continue;
          const item = 'item' in last && typeof change.after === 'object';
          const tampered = undoChanges(first.text, [{ path: change.path, after: change.after, before: item ? { ...change.after, text: 'changed by hand' } : 'changed by hand' }], '');
          if (!tampered.ok) continue;
          const back = undoChanges(tampered.text, first.changes, '');
          assert.ok(!back.ok, `${one.name}\n${tampered.text}`);
          assert.equal(back.refusal.kind, 'conflict');
          assert.match(back.refusal.message, /has changed since\. Nothing was undone\.$/);
          refusals += 1;
        }
      }),
      { numRuns: 100 * THOROUGH },
    );
    assert.ok(refusals > 60, `${refusals} refusals`);
  });

  it('reads the same quickly and fully', () => {
    fc.assert(
      fc.property(incidentValue, seeds, (value, style) => {
        const { text } = styledYaml(value, style);
        const [full, quick] = [readIncident(text), readForList(text)];
        assert.ok(full.readable && quick.ok);
        assert.deepEqual(quick.incident, full.incident);
      }),
      { numRuns: 200 },
    );
  });
});
