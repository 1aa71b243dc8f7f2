import assert from 'node:assert/strict';
import fc from 'fast-check';
import {fitDomain, LEAST_SPAN, panned, revealing, standing, zoomed} from '../../../src/webview/timeline/picture/scale.ts';
import type {Domain} from '../../../src/webview/timeline/picture/scale.ts';
import {offsetAt, ticks} from '../../../src/webview/timeline/picture/ticks.ts';
import {checkout, closed, empty, item, NOW, time, triage, years} from '../../webview/fixtures.ts';

const instants = fc.integer({min: Date.parse('1990-01-01T00:00Z'), max: Date.parse('2080-01-01T00:00Z')});
const domains = fc.tuple(instants, fc.integer({min: 60_000, max: 40 * 365 * 86_400_000})).map(([start, span]): Domain => [start, start + span]);

describe('The stretch of time that is shown', () => {
  it('holds everything recorded, the present and the next update', () => {
    const [first, last] = fitDomain(checkout(), NOW);
    assert.ok(first < Date.parse('2026-11-22T04:55Z'));
    assert.ok(last > Date.parse('2026-11-22T06:30Z'));
  });

  it('does not reach to the present when the incident is over', () => {
    const later = NOW + 90 * 86_400_000;
    assert.ok(fitDomain(closed(), later)[1] < NOW + 86_400_000);
    assert.ok(fitDomain({...closed(), phase: 'review'}, later)[1] < NOW + 86_400_000);
  });

  it('stands still while the clock runs', () => {
    const seen = new Set<number>();
    for (let seconds = 0; seconds < 120; seconds++) seen.add(fitDomain(checkout(), NOW + seconds * 1000)[1]);
    assert.ok(seen.size <= 2, `${seen.size} different ends`);
  });

  it('gives one entry, or none, some room', () => {
    for (const picture of [triage(), empty()]) {
      const [first, last] = fitDomain(picture, NOW);
      assert.ok(last - first >= 15 * 60_000 && last - first < 60 * 60_000);
      assert.ok(first < NOW && NOW < last);
    }
  });

  it('is not stretched by a date among minutes', () => {
    const picture = {...checkout(), items: [...checkout().items, item('evidence', 'note', '2026-11-22')]};
    const [first, last] = fitDomain(picture, NOW);
    assert.ok(last - first < 3 * 3_600_000);
    const [from, to] = fitDomain(years(), NOW);
    assert.ok(from <= time('2023-05').end && to >= NOW);
  });

  it('keeps the instant under the mouse in its place while zooming', () => {
    fc.assert(
      fc.property(domains, fc.double({min: 0.2, max: 5, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}), (domain, factor, share) => {
        const span = domain[1] - domain[0];
        const around = domain[0] + span * share;
        const [first, last] = zoomed(domain, factor, around, span * 2);
        assert.ok(last - first >= Math.min(LEAST_SPAN, span) - 1);
        assert.ok(Math.abs((around - first) / (last - first) - share) < 1e-3);
      }),
    );
  });

  it('moves only as far as needed to show an instant', () => {
    fc.assert(
      fc.property(domains, instants, (domain, instant) => {
        const [first, last] = revealing(domain, instant);
        assert.ok(first <= instant && instant <= last);
        assert.ok(Math.abs(last - first - (domain[1] - domain[0])) < 1);
      }),
    );
    const domain: Domain = [0, 1000];
    assert.equal(revealing(domain, 500), domain);
    assert.deepEqual(panned(domain, 0.5), [500, 1500]);
  });

  it('puts the mark of an uncertain time inside that time, and in view if it can be', () => {
    const november = time('2026-11');
    const domain: Domain = [Date.parse('2026-11-22T05:00Z'), Date.parse('2026-11-22T07:00Z')];
    assert.equal(standing(november, domain), domain[0]);
    assert.equal(standing(time('2026-11-22T06:00Z~'), domain), Date.parse('2026-11-22T06:00Z'));
  });
});

describe('The time axis', () => {
  it('knows how far a zone is ahead', () => {
    assert.equal(offsetAt(Date.parse('2026-01-15T12:00Z'), 'Europe/Berlin'), 3_600_000);
    assert.equal(offsetAt(Date.parse('2026-07-15T12:00Z'), 'Europe/Berlin'), 7_200_000);
    assert.equal(offsetAt(Date.parse('2026-07-15T12:00Z'), 'Asia/Kolkata'), 19_800_000);
    assert.equal(offsetAt(Date.parse('2026-07-15T12:00Z'), 'America/New_York'), -14_400_000);
  });

  it('has round times of the zone', () => {
    const domain: Domain = [Date.parse('2026-11-22T04:55Z'), Date.parse('2026-11-22T06:40Z')];
    assert.deepEqual(ticks(domain, 700, 'UTC').map(({label}) => label), ['05:00', '05:15', '05:30', '05:45', '06:00', '06:15', '06:30']);
    assert.deepEqual(ticks(domain, 700, 'Asia/Kolkata').map(({label}) => label)[0], '10:30');
  });

  it('names the day at midnight', () => {
    const domain: Domain = [Date.parse('2026-11-21T20:00Z'), Date.parse('2026-11-22T04:00Z')];
    const midnight = ticks(domain, 700, 'UTC').find(({major}) => major);
    assert.deepEqual(midnight, {at: Date.parse('2026-11-22T00:00Z'), label: '2026-11-22', major: true});
  });

  it('is in order, inside the stretch and not crowded, over every change of the clocks', () => {
    fc.assert(
      fc.property(domains, fc.integer({min: 150, max: 2000}), fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'), (domain, width, zone) => {
        const marks = ticks(domain, width, zone);
        assert.ok(marks.length <= Math.max(4, (width / 96) * 2));
        for (const [index, {at}] of marks.entries()) {
          assert.ok(at >= domain[0] && at <= domain[1]);
          assert.ok(index === 0 || at > (marks[index - 1]?.at ?? 0));
        }
      }),
    );
  });
});
