import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../src/core/time/wallClock.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../src/core/time/workingDays.ts';

const office = { workingDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25', '2026-12-26', 'Christmas'] };

describe('working days', () => {
  it('leave out weekends and holidays', () => {
    assert.equal(isWorkingDay('2026-11-20', office), true); // a Friday
    assert.equal(isWorkingDay('2026-11-22', office), false);
    assert.equal(isWorkingDay('2026-12-25', office), false);
    assert.equal(isWorkingDay('2026-02-30', office), false);
  });

  it('are counted from a day', () => {
    assert.equal(addWorkingDays('2026-11-22', 3, office), '2026-11-25');
    assert.equal(addWorkingDays('2026-11-20', 1, office), '2026-11-23');
    assert.equal(addWorkingDays('2026-12-24', 1, office), '2026-12-28');
    assert.equal(addWorkingDays('2026-11-22', 0, office), '2026-11-23');
    assert.equal(addWorkingDays('2026-11-20', 0, office), '2026-11-20');
    assert.equal(addWorkingDays('2026-11-22', -1, office), '2026-11-20');
  });

  it('are every day where the calendar names none', () => {
    assert.equal(addWorkingDays('2026-11-20', 2, { workingDays: [0, 8, 1.5], holidays: [] }), '2026-11-22');
  });

  it('refuse what is no day or no sensible count', () => {
    assert.equal(addWorkingDays('tomorrow', 2, office), undefined);
    assert.equal(addWorkingDays('2026-11-20', 1e9, office), undefined);
    assert.equal(addWorkingDays('2026-11-20', Number.NaN, office), undefined);
    assert.equal(addWorkingDays('9999-12-31', 1, office), undefined);
    assert.equal(workingDaysBetween('2026-11-20', '2026-13-01', office), undefined);
  });

  it('count what adding them adds', () => {
    const days = fc.integer({ min: 0, max: 5000 }).map(shift => addDays('2020-01-01', shift) ?? '');
    const calendars = fc.record({
      workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
      holidays: fc.array(days, { maxLength: 20 }),
    });
    fc.assert(fc.property(days, fc.integer({ min: -300, max: 300 }).filter(n => n !== 0), calendars, (day, n, calendar) => {
      const end = addWorkingDays(day, n, calendar);
      assert.ok(end !== undefined && isWorkingDay(end, calendar));
      assert.equal(workingDaysBetween(day, end, calendar), n);
      assert.equal(workingDaysBetween(day, day, calendar), 0);
    }));
  });
});
