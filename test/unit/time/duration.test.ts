import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatClock, formatDuration, formatRelative, formatSpan, span } from '../../../src/core/time/duration.ts';
import { parseTime, recordInstant } from '../../../src/core/time/recordedTime.ts';
import type { RecordedTime } from '../../../src/core/time/recordedTime.ts';

const MIN = 60;
const HOUR = 3600;
const DAY = 86_400;

function time(text: string): RecordedTime {
  const parsed = parseTime(text);
  assert.ok(parsed.ok);
  return parsed.time;
}

function between(from: string, to: string): ReturnType<typeof span> {
  return span(time(from), time(to));
}

describe('durations', () => {
  it('are certain between points and a range otherwise', () => {
    assert.equal(between('2026-11-22T05:18:03Z', '2026-11-22T05:21:03Z'), 180);
    assert.deepEqual(between('2026-11-22T05:00Z~', '2026-11-22T05:18:00Z'), [13 * MIN, 23 * MIN]);
    assert.deepEqual(between('2026-11-22T05:00Z~', '2026-11-22T06:00Z'), [55 * MIN, 65 * MIN]);
    assert.deepEqual(between('2026-11-22', '2026-11-22'), [0, DAY]);
    assert.deepEqual(between('2026-11-22T05:00Z~', '2026-11-22T05:02Z'), [0, 7 * MIN]);
    assert.equal(between('2026-11-22T05:00Z', '2026-11-22T05:00Z'), 0);
    assert.equal(between('2026-11-22T05:00Z', '2026-11-22T04:59:59Z'), 'negative');
    assert.deepEqual(between('2026-11-22T05:00Z~', '2026-11-22T04:55Z'), [0, 0]);
  });

  it('are never negative, least not above most', () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.boolean()).map(([ms, fuzzy]) => recordInstant(ms, fuzzy));
    fc.assert(fc.property(times, times, (from, to) => {
      const duration = span(from, to);
      if (duration === 'negative') {
        assert.ok(to.end < from.start);
        return;
      }
      const [least, most] = typeof duration === 'number' ? [duration, duration] : duration;
      assert.ok(least >= 0 && least <= most);
      assert.ok(formatSpan(duration).length > 0);
    }));
  });

  it('are said in words', () => {
    const said: [number, string][] = [[0, '0 s'], [45, '45 s'], [59.7, '1 min'], [180, '3 min'], [3599, '1 h'], [82 * MIN, '1 h 22 min'],
      [2 * HOUR, '2 h'], [DAY - 1, '1 d'], [52 * HOUR, '2 d 4 h'], [400 * DAY, '400 d'], [-180, '−3 min']];
    assert.deepEqual(said.map(([seconds]) => formatDuration(seconds)), said.map(([, words]) => words));
  });

  it('are said as a range', () => {
    const said: [Parameters<typeof formatSpan>[0], string][] = [
      [null, '—'], [180, '3 min'], [[13 * MIN, 23 * MIN], '13–23 min'], [[55 * MIN, 65 * MIN], '55–65 min'],
      [[0, 7 * MIN], '0–7 min'], [[10, 45], '10–45 s'], [[30, 10 * MIN], '30 s – 10 min'],
      [[50 * MIN, 130 * MIN], '50 min – 2 h 10 min'], [[2 * HOUR, 3 * HOUR], '2–3 h'], [[0, DAY], '0–1 d'],
      [[DAY, 3 * DAY], '1–3 d'], [[30 * HOUR, 3 * DAY], '1 d 6 h – 3 d'], [[180.1, 180.2], '3 min'],
      [[227 * MIN, 237 * MIN], '3 h 47–57 min'], [[180 * MIN, 190 * MIN], '3 h 0–10 min'], [[230 * MIN, 4 * HOUR], '3 h 50 min – 4 h'],
      [[52 * HOUR, 57 * HOUR], '2 d 4–9 h'], [[52.2 * HOUR, 52.4 * HOUR], '2 d 4 h'], [[227 * MIN, 237 * MIN + 20], '3 h 47–57 min'],
      [[23 * HOUR + 10 * MIN, DAY - 5], '23 h 10 min – 1 d'], [[20 * HOUR, 30 * HOUR + 10 * MIN], '20 h – 1 d 6 h']];
    assert.deepEqual(said.map(([duration]) => formatSpan(duration)), said.map(([, words]) => words));
  });

  it('are said from now', () => {
    const now = Date.parse('2026-11-22T06:00:00Z');
    const said: [number, string][] = [[0, 'just now'], [-59, 'just now'], [5, 'just now'], [20, 'in 1 min'], [-60, '1 min ago'],
      [-299, '4 min ago'], [8 * MIN, 'in 8 min'], [8 * MIN - 1, 'in 8 min'], [7 * MIN, 'in 7 min'], [-82 * MIN - 59, '1 h 22 min ago'],
      [-52.9 * HOUR, '2 d 4 h ago'], [90 * MIN, 'in 1 h 30 min']];
    assert.deepEqual(said.map(([seconds]) => formatRelative(now + seconds * 1000, now)), said.map(([, words]) => words));
  });

  it('show as on a clock', () => {
    assert.deepEqual([0, 47 * MIN + 59, 65 * MIN, 100 * HOUR, -12 * MIN, -5].map(formatClock), ['0:00', '0:47', '1:05', '100:00', '−0:12', '0:00']);
  });
});
