import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTime, splitLeadingTime } from '../../../src/core/time/natural.ts';
import type { NaturalTimeContext } from '../../../src/core/time/natural.ts';
import { parseTime } from '../../../src/core/time/recordedTime.ts';
import { wallClockOf } from '../../../src/core/time/wallClock.ts';

/** A Sunday, 07:00 in Berlin. */
const context = { now: Date.parse('2026-11-22T06:00:00Z'), zone: 'Europe/Berlin' };

/** The canonical text, " future" after it if so, or the reason. */
async function read(input: string, changes: Partial<NaturalTimeContext> = {}): Promise<string> {
  const result = await readTime(input, { ...context, ...changes });
  return result.ok ? `${result.time.text}${result.future ? ' future' : ''}` : result.reason;
}

async function split(input: string): Promise<[string | undefined, string]> {
  const { time, text } = await splitLeadingTime(input, context);
  return [time?.text, text];
}

async function readAll(expected: Record<string, string>, changes: Partial<NaturalTimeContext> = {}): Promise<void> {
  for (const [input, text] of Object.entries(expected)) {
    assert.equal(await read(input, changes), text, input);
  }
}

describe('times as people type them', () => {
  it('may be of the exact grammar', () => readAll({
    '2026-11-22T05:18:03Z': '2026-11-22T05:18:03Z',
    '2026-11-22T05:18+01:00': '2026-11-22T04:18:00Z',
    '2026-11-22T05:00Z~': '2026-11-22T05:00:00Z~',
    '2026-11-22T05Z': '2026-11-22T05Z',
    '~2026-11-22T05:XXZ': '2026-11-22T05:XXZ~',
    '2026-11-21': '2026-11-21',
    '2026-11-22 05:00-00:30': '2026-11-22T05:30:00Z',
  }));

  it('are clock times, the last one that was', () => readAll({
    '06:30': '2026-11-22T05:30:00Z',
    '06:30:15': '2026-11-22T05:30:15Z',
    '7:01': '2026-11-22T06:01:00Z',
    '7:02': '2026-11-21T06:02:00Z',
    '14:05': '2026-11-21T13:05:00Z',
    'at 14:05': '2026-11-21T13:05:00Z',
    '05:18Z': '2026-11-22T05:18:00Z',
    '05:18 UTC': '2026-11-22T05:18:00Z',
    '14:05+01:00': '2026-11-21T13:05:00Z',
    '5am': '2026-11-22T04:00:00Z',
    '5:30 pm': '2026-11-21T16:30:00Z',
    '12:00am': '2026-11-21T23:00:00Z',
    'midnight': '2026-11-21T23:00:00Z',
    'noon': '2026-11-21T11:00:00Z',
  }));

  it('are elapsed times', () => readAll({
    'now': '2026-11-22T06:00:00Z',
    '20 min ago': '2026-11-22T05:40:00Z',
    '20m ago': '2026-11-22T05:40:00Z',
    '1 h 20 min ago': '2026-11-22T04:40:00Z',
    '1h20m ago': '2026-11-22T04:40:00Z',
    '1 hour and 5 minutes ago': '2026-11-22T04:55:00Z',
    'half an hour ago': '2026-11-22T05:30:00Z',
    'an hour ago': '2026-11-22T05:00:00Z',
    '90 s ago': '2026-11-22T05:58:30Z',
    'in 20 min': '2026-11-22T06:20:00Z future',
    '2 hours from now': '2026-11-22T08:00:00Z future',
  }));

  it('are dates with a clock time, in the person\'s zone', () => readAll({
    'yesterday 23:10': '2026-11-21T22:10:00Z',
    '23:10 yesterday': '2026-11-21T22:10:00Z',
    '22 Nov 05:00': '2026-11-22T04:00:00Z',
    'Nov 22nd at 5am': '2026-11-22T04:00:00Z',
    '22 Nov 05:00 CET': '2026-11-22T04:00:00Z',
    '22 Nov 05:00Z': '2026-11-22T05:00:00Z',
    '2026-11-22 05:00': '2026-11-22T04:00:00Z',
    '22.11.2026 05:00': '2026-11-22T04:00:00Z',
    '1 Jul 2026 05:00': '2026-07-01T03:00:00Z',
    '22/Nov/2026:05:00:17 +0100': '2026-11-22T04:00:17Z',
    'friday 14:00': '2026-11-20T13:00:00Z',
    'monday 14:00': '2026-11-16T13:00:00Z',
    'last night 23:10': '2026-11-21T22:10:00Z',
    'tomorrow 9:00': '2026-11-23T08:00:00Z future',
    '30 Dec 2026 05:00': '2026-12-30T04:00:00Z future',
  }));

  it('are days and months when no more is said', () => readAll({
    'yesterday': '2026-11-21', '2 days ago': '2026-11-20', 'friday': '2026-11-20', 'monday': '2026-11-16',
    'last month': '2026-10', 'tomorrow': '2026-11-23 future',
  }));

  it('may be approximate', () => readAll({
    '~14:05': '2026-11-21T13:05:00Z~',
    'around 14:05': '2026-11-21T13:05:00Z~',
    'ca. 14:05': '2026-11-21T13:05:00Z~',
    '5 minutes ago~': '2026-11-22T05:55:00Z~',
    'in 3 min~': '2026-11-22T06:03:00Z~ future',
    'about yesterday 23:10': '2026-11-21T22:10:00Z~',
  }));

  it('are the next ones where a coming time is asked for', () => readAll({
    '14:05': '2026-11-22T13:05:00Z future',
    '06:30': '2026-11-23T05:30:00Z future',
    'friday': '2026-11-27 future',
    'friday 14:00': '2026-11-27T13:00:00Z future',
    'in 20 min': '2026-11-22T06:20:00Z future',
  }, { future: true }));

  it('follow daylight saving', async () => {
    const afterChange = { now: Date.parse('2026-10-25T01:40:00Z') };
    assert.equal(await read('02:30', afterChange), '2026-10-25T01:30:00Z', 'the second 02:30');
    assert.equal(await read('02:50', afterChange), '2026-10-25T00:50:00Z', 'the first 02:50, since the second is to come');
    assert.equal(await read('2 h ago', afterChange), '2026-10-24T23:40:00Z');
    assert.equal(await read('yesterday 12:00', afterChange), '2026-10-24T10:00:00Z');
    assert.equal(await read('03:10', { now: Date.parse('2026-03-29T01:20:00Z') }), '2026-03-29T01:10:00Z');
    assert.equal(await read('23:30', { now: Date.parse('2026-11-22T06:00:00Z'), zone: 'Australia/Lord_Howe' }), '2026-11-21T12:30:00Z');
  });

  it('are refused with a reason', async () => {
    assert.match(await read(''), /Enter a time/);
    assert.match(await read('garbage'), /not a time Sitrep understands/);
    assert.match(await read('25:00'), /not a time Sitrep understands/);
    assert.match(await read('31 Feb 05:00'), /not a time Sitrep understands/);
    assert.match(await read('13:00pm'), /hours from 1 to 12/);
    assert.match(await read('05/06 10:00'), /could be two days/);
    assert.match(await read('14:05 to 15:00'), /is a range/);
    assert.match(await read('14:05', { zone: 'Mars/Olympus' }), /not a time zone/);
    assert.match(await read('1'.repeat(100_000)), /too long/);
  });

  it('never reject, and give canonical times', () => {
    const words = fc.constantFrom('14:05', 'ago', '20', 'min', 'h', '~', 'yesterday', 'nov', '22', 'friday', 'at', '5pm', 'Z', '+01:00',
      'next', 'in', '2026-11-22', 'T', '-', '/', 'last', 'night', '31', 'feb', '29', '99:99', '9999', 'year', 'a', 'century');
    const inputs = fc.oneof(fc.string(), fc.array(words, { maxLength: 6 }).map(list => list.join(' ')));
    return fc.assert(fc.asyncProperty(inputs, fc.boolean(), async (input, future) => {
      const result = await readTime(input, { ...context, future });
      if (result.ok) {
        assert.deepEqual(parseTime(result.time.text), { ok: true, time: result.time });
      }
      const { text } = await splitLeadingTime(input, context);
      assert.ok(input.includes(text));
    }), { numRuns: 500 });
  });

  it('mean the clock of the zone at that very day', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const instants = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2035-01-01') });
    return fc.assert(fc.asyncProperty(instants, zones, fc.nat(23), fc.nat(59), async (now, zone, hour, minute) => {
      const input = `${hour}:${String(minute).padStart(2, '0')}`;
      const result = await readTime(input, { now, zone });
      assert.ok(result.ok && !result.future);
      const shown = wallClockOf(result.time.start, zone);
      assert.ok(shown);
      const isGap = shown.hour !== hour || shown.minute !== minute;
      assert.ok(now - result.time.start < 26 * 3_600_000 && result.time.start <= now + 60_000);
      assert.ok(!isGap || [1, 2, 3].includes(hour) || hour === 0, `${input} became ${shown.hour}:${shown.minute}`);
    }), { numRuns: 500 });
  });
});

describe('a leading time', () => {
  it('is taken off a line', async () => {
    const lines: Record<string, [string, string]> = {
      '10 min ago rolled back deploy 4812': ['2026-11-22T05:50:00Z', 'rolled back deploy 4812'],
      'an hour and 5 minutes ago x': ['2026-11-22T04:55:00Z', 'x'],
      '14:05 restarted node 3': ['2026-11-21T13:05:00Z', 'restarted node 3'],
      'at 06:05 restarted': ['2026-11-22T05:05:00Z', 'restarted'],
      '05:18Z p99 high': ['2026-11-22T05:18:00Z', 'p99 high'],
      '05:18~ p99 high': ['2026-11-22T04:18:00Z~', 'p99 high'],
      'around 05:18: p99 high': ['2026-11-22T04:18:00Z~', 'p99 high'],
      '05:18 - p99 high': ['2026-11-22T04:18:00Z', 'p99 high'],
      'yesterday 23:10 it began': ['2026-11-21T22:10:00Z', 'it began'],
      '2026-11-22T05:18:03Z, p99': ['2026-11-22T05:18:03Z', 'p99'],
      '2026-11-22 05:18 p99': ['2026-11-22T04:18:00Z', 'p99'],
      '22 Nov 05:00 deploy': ['2026-11-22T04:00:00Z', 'deploy'],
      '5am restarted': ['2026-11-22T04:00:00Z', 'restarted'],
      '14:05': ['2026-11-21T13:05:00Z', ''],
    };
    for (const [line, expected] of Object.entries(lines)) {
      assert.deepEqual(await split(line), expected, line);
    }
  });

  it('is not made out of other text', async () => {
    for (const line of ['3 nodes down', '5xx ratio above 5% for 10m', 'second attempt', 'may be the database', '500 errors',
      'May rollout blocked', 'today\'s deploy broke', 'friday deploy', 'now restarting', '14:05-14:20 outage', '14:05 to 14:20 outage',
      '10:30 min of silence', '16:9 ratio', '1:2 ratio', '2026-11-22 bad day', '5 am I alone', '10 m agog', 'around the clock',
      'in 20 min restart', '22 Dec 05:00 maintenance', '14:05/x', '127.0.0.1:14:05 x', '10 min agony', '']) {
      assert.deepEqual(await split(line), [undefined, line]);
    }
  });

  it('is looked for in the beginning of a long line only', async () => {
    const hostile = ['1 h '.repeat(25_000), 'a h '.repeat(25_000), ' '.repeat(100_000), '~'.repeat(100_000), `14:05${' '.repeat(100_000)}`,
      '1h1m'.repeat(25_000), 'yesterday '.repeat(10_000), 'x'.repeat(100_000)];
    const before = performance.now();
    for (const line of hostile) {
      await splitLeadingTime(line, context);
      await readTime(line.slice(0, 190), context);
    }
    assert.ok(performance.now() - before < 1000);
    assert.deepEqual((await split(`06:05 ${'x'.repeat(100_000)}`))[1].length, 100_000);
  });
});
