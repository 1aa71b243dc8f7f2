import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTime } from '../../../src/core/time/recordedTime.ts';
import { addDays, instantOfWallClock, startOfDay, wallClockOf } from '../../../src/core/time/wallClock.ts';
import { dayInZone, displayTime, formatInZone, isZone, zoneLabel } from '../../../src/core/time/zone.ts';

const WINTER = Date.parse('2026-11-22T05:18:03Z');
const SUMMER = Date.parse('2026-07-22T22:18:03Z');
const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
const instants = fc.integer({ min: Date.parse('1990-01-01') / 1000, max: Date.parse('2037-01-01') / 1000 }).map(seconds => seconds * 1000);

function show(text: string, zone: string, style?: 'time' | 'seconds' | 'date-time'): string {
  const parsed = parseTime(text);
  assert.ok(parsed.ok);
  return displayTime(parsed.time, zone, style);
}

describe('time zones', () => {
  it('are known or not', () => {
    assert.deepEqual(['UTC', 'Europe/Berlin', 'Mars/Olympus', '', 'x'.repeat(1000)].map(isZone), [true, true, false, false, false]);
  });

  it('show an instant', () => {
    assert.equal(formatInZone(WINTER, 'Europe/Berlin', 'time'), '06:18');
    assert.equal(formatInZone(WINTER, 'America/New_York', 'date-time'), '2026-11-22 00:18');
    assert.equal(formatInZone(WINTER, 'Asia/Kolkata', 'seconds'), '10:48:03');
    assert.equal(formatInZone(SUMMER, 'Europe/Berlin', 'date'), '2026-07-23');
    assert.equal(dayInZone(SUMMER, 'UTC'), '2026-07-22');
    assert.equal(formatInZone(WINTER, 'Mars/Olympus', 'time'), '05:18');
    assert.equal(formatInZone(Date.parse('0099-01-01T00:00:00Z'), 'UTC', 'date'), '0099-01-01');
  });

  it('have a label', () => {
    const labels = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Mars/Olympus']
      .map(zone => zoneLabel(WINTER, zone));
    assert.deepEqual(labels, ['UTC', 'CET', 'EST', 'UTC+5:30', 'UTC+11', 'UTC']);
    assert.equal(zoneLabel(SUMMER, 'Europe/Berlin'), 'CEST');
  });

  it('show recorded times', () => {
    assert.equal(show('2026-11-22T05:00Z~', 'UTC'), '05:00~');
    assert.equal(show('2026-11-22T05:18:03Z', 'Europe/Berlin'), '06:18');
    assert.equal(show('2026-11-22T05:18:03Z', 'UTC', 'seconds'), '05:18:03');
    assert.equal(show('2026-11-22T05Z~', 'Asia/Kolkata'), '10:30–11:30~');
    assert.equal(show('2026-11-22T14:2XZ', 'UTC', 'date-time'), '2026-11-22 14:20–14:30');
    assert.equal(show('2026-11-XX~', 'Europe/Berlin'), '2026-11-XX~');
    assert.equal(show('2026-11-22', 'Asia/Kolkata'), '2026-11-22');
  });
});

describe('wall clocks', () => {
  it('go forward over what never was', () => {
    assert.equal(instantOfWallClock({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin'), Date.parse('2026-03-29T01:30:00Z'));
    assert.equal(instantOfWallClock({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin', 'later'), Date.parse('2026-03-29T01:30:00Z'));
  });

  it('choose between two readings', () => {
    const reading = { year: 2026, month: 10, day: 25, hour: 2, minute: 30 };
    assert.equal(instantOfWallClock(reading, 'Europe/Berlin'), Date.parse('2026-10-25T00:30:00Z'));
    assert.equal(instantOfWallClock(reading, 'Europe/Berlin', 'later'), Date.parse('2026-10-25T01:30:00Z'));
  });

  it('know no day or zone that is not', () => {
    assert.equal(instantOfWallClock({ year: 2026, month: 2, day: 30 }, 'UTC'), undefined);
    assert.equal(instantOfWallClock({ year: 2026, month: 2, day: 3 }, 'Mars/Olympus'), undefined);
    assert.equal(instantOfWallClock({ year: Number.NaN, month: 2, day: 3 }, 'UTC'), undefined);
    assert.equal(startOfDay('2026-02-30', 'UTC'), undefined);
    assert.equal(startOfDay('today', 'UTC'), undefined);
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(addDays('28.2.2026', 1), undefined);
  });

  it('start a day where clocks do', () => {
    assert.equal(startOfDay('2026-11-22', 'Europe/Berlin'), Date.parse('2026-11-21T23:00:00Z'));
    assert.equal(startOfDay('2018-11-04', 'America/Sao_Paulo'), Date.parse('2018-11-04T03:00:00Z'));
  });

  it('give back the instant they were read at', () => {
    fc.assert(fc.property(instants, zones, (ms, zone) => {
      const reading = wallClockOf(ms, zone);
      assert.ok(reading);
      assert.ok([instantOfWallClock(reading, zone, 'earlier'), instantOfWallClock(reading, zone, 'later')].includes(ms));
      const pad = (value: number): string => String(value).padStart(2, '0');
      assert.equal(formatInZone(ms, zone, 'seconds'), [reading.hour, reading.minute, reading.second].map(pad).join(':'));
      const start = startOfDay(dayInZone(ms, zone), zone);
      assert.ok(start !== undefined && start <= ms && ms - start < 25 * 3_600_000);
    }), { numRuns: 500 });
  });
});
