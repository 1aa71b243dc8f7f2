import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {Picture} from '../../../src/core/picture/picture.ts';
import {fitDomain} from '../../../src/webview/timeline/picture/scale.ts';
import type {Domain} from '../../../src/webview/timeline/picture/scale.ts';
import {layScene} from '../../../src/webview/timeline/picture/scene.ts';
import type {Scene} from '../../../src/webview/timeline/picture/scene.ts';
import {step} from '../../../src/webview/timeline/picture/steps.ts';
import {shownItems} from '../../../src/webview/timeline/state.ts';
import {shortTime, sinceOrigin, untilDue} from '../../../src/webview/timeline/times.ts';
import {dueTone, toneOf} from '../../../src/webview/timeline/tones.ts';
import {busy, checkout, closed, empty, hostile, instant, item, NOW, time, triage, years} from '../../webview/fixtures.ts';

const measure = (words: string): number => [...words].length * 6.5;

function sceneOf(picture: Picture, {domain, width = 820, selected = null}: {domain?: Domain; width?: number; selected?: string | null} = {}): Scene {
  const fit = fitDomain(picture, NOW);
  return layScene({picture, items: picture.items, domain: domain ?? fit, fit, width, now: NOW, zone: 'UTC', selected, measure});
}

const marksOf = (scene: Scene) => scene.lanes.flatMap(({marks}) => marks);

describe('The picture', () => {
  it('is that of the design', () => {
    const scene = sceneOf(checkout());
    assert.deepEqual(scene.lanes.map(({lane}) => lane), ['milestones', 'status', 'evidence', 'hypotheses', 'runbook', 'updates']);
    assert.deepEqual(scene.brackets.map(({label}) => label), ['TTD 13–23 min', 'TTA 3 min', 'TTM 55–65 min', 'TTR running, 1 h 22 min']);
    assert.ok(scene.brackets.every(({labelLeft}) => labelLeft !== null));
    assert.deepEqual(scene.bands.map(({status}) => status), ['triage', 'investigating', 'identified', 'fixing', 'monitoring']);
    const milestones = scene.lanes[0]?.labels.map(({words}) => words) ?? [];
    assert.deepEqual(milestones.toSorted(), ['acknowledged', 'detected', 'mitigated', 'started 05:00~']);
    assert.ok(scene.now !== null);
    assert.equal(scene.lanes.find(({lane}) => lane === 'updates')?.due.length, 1);
  });

  it('has no present once the incident is done', () => assert.equal(sceneOf(closed()).now, null));

  it('draws every readable entry in some mark when all is shown, whatever the incident', () => {
    for (const picture of [checkout(), triage(), closed(), hostile(), busy(), instant(), years(), empty()]) {
      const drawn = marksOf(sceneOf(picture)).flatMap(({members}) => members.map(({key}) => key));
      assert.deepEqual(drawn.toSorted(), picture.items.filter(({at}) => at).map(({key}) => key).toSorted(), picture.title);
    }
  });

  it('keeps all places finite and its height while one zooms and pans', () => {
    const domains = fc.tuple(fc.double({min: -1, max: 1, noNaN: true}), fc.double({min: 0.001, max: 1, noNaN: true}));
    const picture = closed();
    const [first, last] = fitDomain(picture, NOW);
    const height = sceneOf(picture).height;
    fc.assert(
      fc.property(domains, fc.integer({min: 280, max: 2000}), ([shift, share], width) => {
        const start = first + (last - first) * shift;
        const scene = sceneOf(picture, {domain: [start, start + (last - first) * share], width});
        for (const {x, y} of marksOf(scene)) assert.ok(x >= scene.bounds.left && x <= scene.bounds.right && Number.isFinite(y));
        for (const {width: wide} of scene.bands) assert.ok(wide > 0);
        if (width === 820) assert.equal(scene.height, height);
      }),
    );
  });

  it('marks the selected entry also inside a cluster', () => {
    const picture = busy();
    const selected = picture.items[40]?.key ?? '';
    const marks = marksOf(sceneOf(picture, {selected})).filter((mark) => mark.selected);
    assert.equal(marks.length, 1);
    assert.ok(marks[0]?.members.some(({key}) => key === selected));
  });

  it('lets the most important entry speak for those that lie under it', () => {
    const types = ['declared', 'acknowledged', 'mitigated', 'resolved', 'closed'];
    const picture = {...triage(), items: types.map((type) => item('milestones', type, '06:20:11'))};
    const [lane] = sceneOf(picture).lanes;
    assert.deepEqual(lane?.marks.map(({face, tone, members}) => [face.type, tone, members.length]), [['resolved', 'recovery', 5]]);
    assert.deepEqual(lane?.labels.map(({words}) => words), ['mitigated · resolved +3']);
    const chosen = sceneOf(picture, {selected: picture.items[1]?.key ?? ''});
    assert.equal(chosen.lanes[0]?.marks[0]?.face.type, 'acknowledged');
    const changes = ['role', 'severity', 'condition'].map((type) => item('status', type, '06:20:11', {label: `a ${type}`}));
    const status = sceneOf({...triage(), items: changes}).lanes.find(({lane: name}) => name === 'status');
    assert.equal(status?.marks[0]?.pill?.words, 'a severity +2');
  });

  it('leaves the brackets to the figures where there is little room', () => {
    assert.equal(sceneOf(checkout(), {width: 440}).brackets.length, 0);
    assert.equal(sceneOf(checkout(), {width: 500}).brackets.length, 4);
  });

  it('shows where uncertain times may have been', () => {
    const started = marksOf(sceneOf(checkout())).find(({members}) => members[0]?.type === 'started');
    assert.equal(started?.fades.length, 1);
  });
});

describe('Arrow keys', () => {
  const {items} = checkout();
  const typeAfter = (from: string, direction: 'left' | 'right' | 'up' | 'down'): string | undefined =>
    step(items, items.find(({type}) => type === from)?.key ?? null, direction)?.type;

  it('move in time', () => {
    assert.equal(typeAfter('started', 'right'), 'detected');
    assert.equal(typeAfter('detected', 'left'), 'started');
    assert.equal(typeAfter('started', 'left'), 'started');
    assert.equal(step(items, null, 'right')?.type, 'started');
    assert.equal(step([], null, 'right'), undefined);
  });

  it('move to the nearest entry of the next lane', () => {
    assert.equal(typeAfter('severity', 'up'), 'acknowledged');
    assert.equal(typeAfter('severity', 'down'), 'evidence');
    assert.equal(typeAfter('started', 'up'), 'started');
  });

  it('reach every drawn entry', () => {
    const {items: all} = closed();
    const seen = new Set<string>();
    for (let next = step(all, null, 'right'); next && !seen.has(next.key); next = step(all, next.key, 'right')) seen.add(next.key);
    assert.equal(seen.size, all.filter(({at}) => at).length);
  });
});

describe('Words of the timeline', () => {
  it('count minutes from the origin', () => {
    const origin = Date.parse('2026-11-22T05:00:00Z');
    assert.equal(sinceOrigin(item('evidence', 'note', '05:18:03'), origin), '+18');
    assert.equal(sinceOrigin(item('evidence', 'note', '04:50'), origin), '−10');
    assert.equal(sinceOrigin(item('evidence', 'note', '06:39'), origin), '+99');
    assert.equal(sinceOrigin(item('evidence', 'note', '06:40'), origin), '+1:40');
    assert.equal(sinceOrigin(item('evidence', 'note', '2026-11-23T05:05Z'), origin), '+24:05');
    assert.equal(sinceOrigin(item('evidence', 'note', '05:00~'), origin), '');
    assert.equal(sinceOrigin(item('evidence', 'note', '2026-11-25T05:00Z'), origin), '+3 d');
    assert.equal(sinceOrigin(item('evidence', 'note', '2026-11'), origin), '');
  });

  it('say what is due as tired people read it', () => {
    assert.equal(untilDue(NOW + 8 * 60_000, NOW), 'in 8 min');
    assert.equal(untilDue(NOW + 7.2 * 60_000, NOW), 'in 8 min');
    assert.equal(untilDue(NOW - 4.5 * 60_000, NOW), '4 min late');
    assert.equal(untilDue(NOW - 10_000, NOW), 'now');
    assert.deepEqual([60, 8, -4].map((minutes) => dueTone({due: NOW + minutes * 60_000}, NOW)), ['recovery', 'warning', 'alarm']);
  });

  it('show times in the zone', () => assert.equal(shortTime(time('2026-11-22T05:18:03Z'), 'Europe/Berlin'), '06:18'));

  it('have a tone for every type, also for names that objects have by nature', () => {
    for (const type of ['started', 'unheard-of', '__proto__', 'constructor']) assert.equal(typeof toneOf(item('evidence', type, '05:00'), checkout()), 'string');
    const [about] = checkout().items.filter(({ref}) => ref === 'h1');
    assert.equal(about && toneOf(about, checkout()), 'muted');
    const conditions = ['down', 'degraded', 'normal', 'constructor'].map((to) => toneOf(item('status', 'condition', '05:00', {to}), checkout()));
    assert.deepEqual(conditions, ['alarm', 'warning', 'recovery', 'warning']);
  });
});

describe('Filters', () => {
  it('choose by type and by person', () => {
    const picture = checkout();
    const count = (types: readonly string[], person: string | null): number => shownItems({picture, types, person}).length;
    assert.equal(count([], null), picture.items.length);
    assert.equal(count(['update'], null), 3);
    assert.equal(count(['update', 'mitigated'], null), 4);
    assert.equal(count(['update'], 'alice'), 0);
    assert.equal(count([], 'erin'), 1);
  });
});
