import assert from 'node:assert/strict';
import fc from 'fast-check';
import { METRICS, metricsOf, milestone } from '../../../src/core/incident/metrics.ts';
import { MILESTONES } from '../../../src/core/incident/schema.ts';
import { EXAMPLE, incidentOf, incidentWith } from './example.ts';

const entry = (at: string, type: string) => ({ at, type });

describe('metrics of an incident', () => {
  it('are ranges where the times are uncertain', () => {
    assert.deepEqual(metricsOf(incidentOf(EXAMPLE)), { ttd: [13 * 60, 23 * 60], tta: 180, ttm: [55 * 60, 65 * 60], ttr: null, negative: [] });
  });

  it('take the first milestone by time, not by place in the file', () => {
    const incident = incidentWith([entry('05:30', 'detected'), entry('05:00', 'started'), entry('05:10', 'detected')]);
    assert.equal(metricsOf(incident).ttd, 600);
    assert.equal(milestone(incident, 'detected', 'last')?.time.text, '2026-11-22T05:30Z');
  });

  it('begin anew after a reopening', () => {
    const timeline = [entry('05:00', 'started'), entry('05:10', 'mitigated'), entry('05:20', 'resolved'), entry('06:00', 'reopened')];
    assert.deepEqual(metricsOf(incidentWith(timeline)), { ttd: null, tta: null, ttm: null, ttr: null, negative: [] });
    const again = [...timeline, entry('06:30', 'mitigated'), entry('06:40', 'mitigated'), entry('07:00', 'resolved')];
    assert.deepEqual(metricsOf(incidentWith(again)), { ttd: null, tta: null, ttm: 90 * 60, ttr: 120 * 60, negative: [] });
  });

  it('let the file decide among equal times', () => {
    const open = [entry('05:00', 'started'), entry('05:20', 'resolved'), entry('05:20', 'reopened')];
    assert.equal(metricsOf(incidentWith(open)).ttr, null);
    assert.equal(metricsOf(incidentWith([...open, entry('05:20', 'resolved')])).ttr, 20 * 60);
  });

  it('are null and named when certainly negative', () => {
    const { ttd, negative } = metricsOf(incidentWith([entry('05:30', 'started'), entry('05:10', 'detected')]));
    assert.deepEqual([ttd, negative], [null, ['ttd']]);
  });

  it('pass over times that cannot be read', () => {
    assert.equal(metricsOf(incidentWith([entry('05:00', 'started'), entry('noon', 'detected'), entry('05:10', 'detected')])).ttd, 600);
  });

  it('always have a least that is not above the most', () => {
    const minute = fc.nat(59).map((value) => String(value).padStart(2, '0'));
    const at = fc.tuple(minute, fc.constantFrom('', '~'), fc.boolean()).map(([value, tilde, hour]) => hour ? `2026-11-22T${Number(value) % 24 < 10 ? '0' : ''}${Number(value) % 24}Z${tilde}` : `05:${value}${tilde}`);
    const entries = fc.array(fc.record({ at, type: fc.constantFrom(...MILESTONES) }), { maxLength: 20 });
    fc.assert(fc.property(entries, (timeline) => {
      const metrics = metricsOf(incidentWith(timeline));
      for (const metric of METRICS) {
        const value = metrics[metric];
        if (value === null) continue;
        const [least, most] = typeof value === 'number' ? [value, value] : value;
        assert.ok(0 <= least && least <= most, `${metric} ${least} ${most}`);
        assert.ok(!metrics.negative.includes(metric));
      }
    }));
  });
});
