import assert from 'node:assert/strict';
import fc from 'fast-check';
import {clusters} from '../../../src/webview/timeline/picture/clusters.ts';
import {packRows, placeInline, placeLabels, shortened} from '../../../src/webview/timeline/picture/labels.ts';

const bounds = {left: 100, right: 800};
const wishes = fc.uniqueArray(
  fc.record({key: fc.string(), x: fc.double({min: 0, max: 900, noNaN: true}), width: fc.double({min: 1, max: 300, noNaN: true}), priority: fc.integer({min: 0, max: 9})}),
  {selector: ({key}) => key, maxLength: 40},
);
const measure = (words: string): number => [...words].length * 7;

describe('Labels', () => {
  it('never overlap, and stay inside the picture', () => {
    fc.assert(
      fc.property(wishes, fc.integer({min: 1, max: 3}), (wanted, rows) => {
        const widths = new Map(wanted.map(({key, width}) => [key, width]));
        const boxes = [...placeLabels(wanted, rows, bounds)].map(([key, {row, left}]) => ({row, left, right: left + (widths.get(key) ?? 0)}));
        for (const [index, a] of boxes.entries()) {
          assert.ok(a.left >= bounds.left - 1e-6 && a.right <= bounds.right + 1e-6);
          for (const b of boxes.slice(index + 1)) assert.ok(a.row !== b.row || a.right <= b.left || b.right <= a.left);
        }
      }),
    );
  });

  it('prefer the row above and the middle, and give way to what matters more', () => {
    const places = placeLabels(
      [
        {key: 'detected', x: 300, width: 60, priority: 1},
        {key: 'acknowledged', x: 320, width: 90, priority: 0},
        {key: 'third', x: 310, width: 200, priority: -1},
      ],
      2,
      bounds,
    );
    assert.deepEqual(places.get('detected'), {row: 0, left: 270});
    assert.deepEqual(places.get('acknowledged'), {row: 1, left: 275});
    assert.equal(places.has('third'), false);
  });

  it('on marks hide neither each other nor another mark', () => {
    fc.assert(
      fc.property(wishes, (wanted) => {
        const placed = placeInline(wanted, 6, bounds);
        for (const [key, left] of placed) {
          const own = wanted.find((wish) => wish.key === key);
          assert.ok(own);
          for (const other of wanted) if (other !== own) assert.ok(other.x + 6 <= left || other.x - 6 >= left + own.width);
        }
      }),
    );
  });

  it('are cut to what fits', () => {
    assert.equal(shortened('investigating', 200, measure), 'investigating');
    assert.equal(shortened('investigating', 70, measure), 'investiga…');
    assert.equal(shortened('investigating', 20, measure), '');
    fc.assert(fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 0, max: 400}), (words, width) => assert.ok(measure(shortened(words, width, measure)) <= width)));
  });
});

describe('Rows', () => {
  it('hold stretches that do not overlap', () => {
    const stretches = fc.uniqueArray(fc.record({key: fc.string(), left: fc.integer({min: 0, max: 500}), width: fc.integer({min: 1, max: 200})}), {selector: ({key}) => key});
    fc.assert(
      fc.property(stretches, (given) => {
        const all = given.map(({key, left, width}) => ({key, left, right: left + width}));
        const rows = packRows(all);
        assert.equal(rows.size, all.length);
        for (const a of all) for (const b of all) if (a !== b && rows.get(a.key) === rows.get(b.key)) assert.ok(a.right <= b.left || b.right <= a.left);
      }),
    );
  });
});

describe('Clusters', () => {
  const radii = {single: 6, cluster: 10};
  const sorted = fc.array(fc.double({min: 0, max: 800, noNaN: true}), {maxLength: 600}).map((places) => places.toSorted((a, b) => a - b).map((x, value) => ({x, value})));

  it('hold every mark once, in order, and do not overlap', () => {
    fc.assert(
      fc.property(sorted, (marks) => {
        const found = clusters(marks, radii);
        assert.deepEqual(found.flatMap(({members}) => members), marks.map(({value}) => value));
        for (const [index, {x, members}] of found.entries()) {
          const next = found[index + 1];
          const room = (count: number): number => (count > 1 ? radii.cluster : radii.single);
          if (next) assert.ok(next.x - x >= room(members.length) + room(next.members.length) - 1e-9);
        }
      }),
    );
  });

  it('leave alone what has room', () => {
    assert.equal(clusters([{x: 0, value: 'a'}, {x: 13, value: 'b'}], radii).length, 2);
    assert.deepEqual(clusters([{x: 0, value: 'a'}, {x: 5, value: 'b'}], radii), [{x: 2.5, members: ['a', 'b']}]);
  });
});
