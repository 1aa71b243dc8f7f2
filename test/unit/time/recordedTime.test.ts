import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  approximately, certainlyBefore, compareTimes, formatInstant, middle, nominal, parseTime, recordInstant,
} from '../../../src/core/time/recordedTime.ts';
import type { RecordedTime } from '../../../src/core/time/recordedTime.ts';

function time(text: string): RecordedTime {
  const parsed = parseTime(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason);
  return parsed.time;
}

function reason(text: string): string {
  const parsed = parseTime(text);
  assert.ok(!parsed.ok, `${text} was accepted`);
  return parsed.reason;
}

/** "start/end" in ISO form, the end left out for a point. */
function interval(text: string): string {
  const { start, end } = time(text);
  const short = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  return start === end ? short(start) : `${short(start)}/${short(end)}`;
}

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59Z');
const instants = fc.integer({ min: EARLIEST, max: LATEST });
const recentInstants = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2060-01-01') });

/** Texts of the grammar, made from an instant by cutting, blurring and marking it. */
const grammarTexts = fc.record({
  ms: recentInstants,
  length: fc.constantFrom(7, 10, 13, 16, 19, 21, 23),
  unknown: fc.nat(6),
  offset: fc.constantFrom('', 'Z', '+00:00', '-03:30', '+05:30', '+14:00', '-14:00'),
  tilde: fc.constantFrom('', '~'),
}).map(({ ms, length, unknown, offset, tilde }) => {
  const kept = new Date(ms).toISOString().slice(0, length);
  let left = length > 19 ? 0 : unknown;
  const blurred = [...kept].map((character, index) => ({ character, index })).reverse()
    .map(({ character, index }) => {
      const unknowable = index < 7 || (index === 8 && !/0/.test(character)) || /\D/.test(character) || left === 0;
      if (unknowable) {
        left = /\D/.test(character) ? left : 0;
        return character;
      }
      left -= 1;
      return 'X';
    }).reverse().join('');
  return `${blurred}${length > 10 ? offset : ''}${tilde}`;
});

describe('recorded times', () => {
  it('reads points', () => {
    assert.equal(interval('2026-11-22T05:18:03Z'), '2026-11-22T05:18:03Z');
    assert.equal(interval('2026-11-22T05:18:03'), '2026-11-22T05:18:03Z');
    assert.equal(interval('2026-11-22T05:18Z'), '2026-11-22T05:18:00Z');
    assert.equal(interval('2026-11-22T05:18+05:30'), '2026-11-21T23:48:00Z');
    assert.equal(interval('2026-11-22T05:49:52.67592563Z'), '2026-11-22T05:49:52.675Z');
    assert.equal(interval('2024-02-29T00:00-03:30'), '2024-02-29T03:30:00Z');
  });

  it('reads reduced precision as a span', () => {
    assert.equal(interval('2026-11-22T05Z'), '2026-11-22T05:00:00Z/2026-11-22T06:00:00Z');
    assert.equal(interval('2026-11-22T05+01:00'), '2026-11-22T04:00:00Z/2026-11-22T05:00:00Z');
    assert.equal(interval('2026-11-22'), '2026-11-22T00:00:00Z/2026-11-23T00:00:00Z');
    assert.equal(interval('2026-12'), '2026-12-01T00:00:00Z/2027-01-01T00:00:00Z');
  });

  it('reads unknown digits as what they can stand for', () => {
    assert.equal(interval('2026-11-22T14:XXZ'), '2026-11-22T14:00:00Z/2026-11-22T15:00:00Z');
    assert.equal(interval('2026-11-22T14:2XZ'), '2026-11-22T14:20:00Z/2026-11-22T14:30:00Z');
    assert.equal(interval('2026-11-22T1XZ'), '2026-11-22T10:00:00Z/2026-11-22T20:00:00Z');
    assert.equal(interval('2026-11-22T2XZ'), '2026-11-22T20:00:00Z/2026-11-23T00:00:00Z');
    assert.equal(interval('2026-11-XX'), '2026-11-01T00:00:00Z/2026-12-01T00:00:00Z');
    assert.equal(interval('2026-11-3X'), '2026-11-30T00:00:00Z/2026-12-01T00:00:00Z');
    assert.equal(interval('2026-11-22TXX:XXZ'), '2026-11-22T00:00:00Z/2026-11-23T00:00:00Z');
    assert.equal(interval('2026-11-22T14:05:3XZ'), '2026-11-22T14:05:30Z/2026-11-22T14:05:40Z');
    assert.equal(interval('2026-1X'), '2026-10-01T00:00:00Z/2027-01-01T00:00:00Z');
    assert.equal(interval('2026-XX'), '2026-01-01T00:00:00Z/2027-01-01T00:00:00Z');
  });

  it('widens approximate times', () => {
    assert.equal(interval('2026-11-22T05:00Z~'), '2026-11-22T04:55:00Z/2026-11-22T05:05:00Z');
    assert.equal(interval('2026-11-22T05Z~'), '2026-11-22T04:00:00Z/2026-11-22T07:00:00Z');
    assert.equal(interval('2026-11-22~'), '2026-11-21T00:00:00Z/2026-11-24T00:00:00Z');
    assert.equal(interval('2026-03~'), '2026-02-01T00:00:00Z/2026-05-01T00:00:00Z');
    assert.equal(interval('2026-11-22T14:2XZ~'), '2026-11-22T14:10:00Z/2026-11-22T14:40:00Z');
    assert.equal(interval('2026-11-22T14:05:XXZ~'), '2026-11-22T14:00:00Z/2026-11-22T14:11:00Z');
    assert.deepEqual(nominal(time('2026-11-22T05Z~')), time('2026-11-22T05Z'));
    assert.deepEqual(approximately(time('2026-11-22T05Z')), time('2026-11-22T05Z~'));
    assert.deepEqual(recordInstant(1_700_000_000_123, true), time('2023-11-14T22:13:20Z~'));
  });

  it('names the finest unit that is known', () => {
    const units = ['2026-11', '2026-11-XX', '2026-11-22', '2026-11-22T05Z', '2026-11-22T14:XXZ', '2026-11-22T14:2XZ',
      '2026-11-22T14:05Z', '2026-11-22T14:05:03Z', '2026-11-22T14:05:03.1Z'].map(text => time(text).unit);
    assert.deepEqual(units, ['month', 'month', 'day', 'hour', 'hour', 'minute', 'minute', 'second', 'millisecond']);
  });

  it('says what is wrong', () => {
    assert.match(reason('2026-02-30'), /no day 30 in 2026-02/);
    assert.match(reason('2026-02-3X'), /no day 3X/);
    assert.match(reason('2026-13'), /no month 13/);
    assert.match(reason('2026-11-22T24:00Z'), /hour 24; write 00:00 of the next day/);
    assert.match(reason('2026-11-22T05:60Z'), /no minute 60/);
    assert.match(reason('2026-12-31T23:59:60Z'), /Leap seconds/);
    assert.match(reason('2026-11-22 05:18'), /T stands between/);
    assert.match(reason('2026-11-22T1X:30Z'), /only stand at the end/);
    assert.match(reason('2026-XX-22'), /only stand at the end/);
    assert.match(reason('202X-11'), /year of a time must be known/);
    assert.match(reason('0000-01-01'), /no year 0000/);
    assert.match(reason('2026-11-22T05:18+15:00'), /not an offset in use/);
    assert.match(reason('0001-01-01T00:00+05:00'), /years 0001 to 9999/);
    for (const text of ['', '2026', '2026-11-22T5Z', '2026-11-22Z', '2026-11-22T05:18:03.Z', '2026-11-22t05:18z', ' 2026-11-22',
      '2026-11-22T05:18Z~~', '2026-11-22\n', '2026-11-22T05:18:03.1234567891Z', '2'.repeat(100_000)]) {
      assert.match(reason(text), /is not a time/, text.slice(0, 30));
    }
  });

  it('writes instants as UTC seconds', () => {
    assert.equal(formatInstant(Date.parse('2026-11-22T05:18:03.999Z')), '2026-11-22T05:18:03Z');
    assert.equal(formatInstant(Date.parse('2026-11-22T05:18:03Z'), true), '2026-11-22T05:18:03Z~');
    assert.equal(formatInstant(Date.parse('0001-01-01T00:00:00Z')), '0001-01-01T00:00:00Z');
    assert.throws(() => formatInstant(Number.NaN), RangeError);
    assert.throws(() => formatInstant(LATEST + 1000), RangeError);
  });

  it('tells what was certainly before', () => {
    assert.ok(certainlyBefore(time('2026-11-22T05:00Z'), time('2026-11-22T05:01Z')));
    assert.ok(!certainlyBefore(time('2026-11-22T05:00Z~'), time('2026-11-22T05:01Z')));
    assert.ok(!certainlyBefore(time('2026-11-22T05:00Z'), time('2026-11-22T05:00Z')));
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(instants, fc.boolean(), (ms, approximate) => {
      const text = formatInstant(ms, approximate);
      assert.equal(time(text).text, text);
      assert.equal(formatInstant(middle(time(text)), approximate), text);
      assert.deepEqual(recordInstant(ms, approximate), time(text));
    }));
  });

  it('reads every text of the grammar, with its middle inside', () => {
    fc.assert(fc.property(grammarTexts, text => {
      const read = time(text);
      assert.ok(read.start <= middle(read) && middle(read) <= read.end, text);
      assert.equal(read.approximate, text.endsWith('~'));
      assert.deepEqual(approximately(nominal(read)), approximately(read));
    }), { numRuns: 1000 });
  });

  it('covers every completion of unknown digits', () => {
    const blurred = fc.tuple(recentInstants, fc.nat(5)).map(([ms, unknown]) => {
      const full = new Date(ms).toISOString().slice(0, 16);
      const positions = [15, 14, 12, 11, 9].slice(0, unknown);
      const text = [...full].map((character, index) => positions.includes(index) ? 'X' : character).join('');
      return { ms: Math.floor(ms / 60_000) * 60_000, text: `${text}Z` };
    });
    fc.assert(fc.property(blurred, ({ ms, text }) => {
      const { start, end } = time(text);
      assert.ok(start <= ms && (ms < end || start === end), text);
    }), { numRuns: 1000 });
  });

  it('orders totally and consistently', () => {
    const times = grammarTexts.map(time);
    fc.assert(fc.property(times, times, times, (a, b, c) => {
      assert.equal(compareTimes(a, a), 0);
      assert.equal(compareTimes(a, b) + compareTimes(b, a), 0);
      if (compareTimes(a, b) <= 0 && compareTimes(b, c) <= 0) {
        assert.ok(compareTimes(a, c) <= 0);
      }
      if (certainlyBefore(a, b)) {
        assert.equal(compareTimes(a, b), -1);
        assert.ok(!certainlyBefore(b, a));
      }
    }));
  });

  it('never throws', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'0123456789X-T:Z+.~ '), maxLength: 30 });
    fc.assert(fc.property(fc.oneof(fc.string(), nearly), text => {
      const parsed = parseTime(text);
      assert.equal(typeof (parsed.ok ? parsed.time.start : parsed.reason.length), 'number');
    }), { numRuns: 2000 });
  });
});
