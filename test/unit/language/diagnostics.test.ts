import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_PROCESS } from '../../../src/core/process/defaults.ts';
import { readProcess } from '../../../src/core/process/read.ts';
import { readIncident } from '../../../src/core/incident/read.ts';
import { diagnoseIncident, diagnoseProcess } from '../../../src/language/diagnostics.ts';
import { EXAMPLE, EXAMPLE_ID } from '../incident/example.ts';

const OWN = readProcess(`
people: {alice: {}, bob: {}, carol: {}, dave: {}, erin: {}}
teams: {payments: {}, support: {}, communications: {}}
services: {checkout: {}}
`).process;

const context = { process: OWN, folderName: EXAMPLE_ID };
const found = (text: string, extra = {}): string[] => diagnoseIncident(text, { ...context, ...extra }).map(({ code, severity, start }) => `${start.line} ${severity} ${code}`);
const messages = (text: string): string[] => diagnoseIncident(text, context).map(({ message }) => message);
const changed = (from: string, to: string): string => {
  assert.ok(EXAMPLE.includes(from), from);
  return EXAMPLE.replace(from, to);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('diagnostics of an incident', () => {
  it('are none for a sound one', () => {
    assert.deepEqual(diagnoseIncident(EXAMPLE, context), []);
    assert.deepEqual(diagnoseIncident(EXAMPLE, { ...context, process: DEFAULT_PROCESS, today: '2026-11-22' }), []);
  });

  it('say when the folder has another name', () => {
    assert.deepEqual(found(EXAMPLE, { folderName: 'other' }), ['2 warning id-differs']);
  });

  it('mark unknown names once, where they first stand', () => {
    const text = EXAMPLE.replaceAll('by: carol', 'by: carl').replace('severity: SEV2', 'severity: SEV7').replace('type: availability', 'type: weather')
      .replace('impact: high', 'impact: huge').replace('urgency: high', 'urgency: soon').replace('priority: P1', 'priority: urgent');
    assert.deepEqual(found(text), [
      '6 warning unknown-type', '7 warning unknown-impact', '8 warning unknown-urgency', '9 warning unknown-severity', '9 warning disagreement',
      '10 warning unknown-priority', `${lineOf(text, 'by: carl')} warning unknown-person`,
    ]);
    assert.deepEqual(found(changed('scribe: dave', 'juggler: [dave, frank]')), ['13 warning unknown-role', '13 warning unknown-person']);
    assert.deepEqual(found(changed('teams: [payments', 'teams: [pay')), ['14 warning unknown-team']);
    assert.deepEqual(found(EXAMPLE.replaceAll('checkout', 'chekout').replace(`id: 2026-11-22-chekout-latency-k7q2`, `id: ${EXAMPLE_ID}`)), ['12 warning unknown-service']);
    assert.deepEqual(found(changed('type: acknowledged', 'type: yawned')).map((line) => line.replace(/^\d+ /, '')), ['warning unknown-entry-type']);
    assert.deepEqual(found(EXAMPLE.replaceAll('by: carol', 'by: alertmanager')), [], 'a system that the incident names records in its own name');
    assert.deepEqual(found(changed('to: degraded,', 'to: tired,')).map((line) => line.replace(/^\d+ /, '')), ['warning disagreement', 'warning unknown-condition']);
  });

  it('say why a time cannot be read', () => {
    const text = changed('at: 2026-11-22T05:21:00Z', 'at: 2026-11-22 05:21');
    assert.deepEqual(found(text), [`${lineOf(text, '2026-11-22 05:21')} error time`]);
    assert.match(messages(text)[0] ?? '', /a T stands between/);
    assert.deepEqual(found(changed('due: 2026-12-01', 'due: soon')).map((line) => line.replace(/^\d+ /, '')), ['error time']);
    assert.deepEqual(found(EXAMPLE, { today: '2026-11-21' }).every((line) => line.endsWith('warning future')), true);
    assert.deepEqual(found(changed('end: 2026-11-22T05:58:00Z', 'end: 2026-11-22T04:58:00Z')).map((line) => line.replace(/^\d+ /, '')), ['warning end-before-start']);
  });

  it('point at lines behind items that could not be read', () => {
    const text = changed('timeline:\n', 'timeline:\n  - nonsense\n').replace('at: 2026-11-22T05:21:00Z', 'at: later');
    assert.deepEqual(found(text), [`${lineOf(text, 'nonsense')} error shape`, `${lineOf(text, 'at: later')} error time`]);
  });

  it('see keys, ids and references that lead nowhere', () => {
    assert.deepEqual(found(changed('mode: live', 'mood: live')), ['5 info unknown-key']);
    assert.deepEqual(found(changed('reason: payments', 'raeson: payments')).map((line) => line.replace(/^\d+ /, '')), ['info unknown-key']);
    assert.deepEqual(found(changed('id: t6w2hz', 'id: s7k2mq')).map((line) => line.replace(/^\d+ /, '')), ['error duplicate-id']);
    assert.deepEqual(found(changed('id: p3x8wd', 'id: p3x8we')).map((line) => line.replace(/^\d+ /, '')), ['warning missing-ref', 'warning missing-ref']);
    assert.deepEqual(found(changed('cause: r8f5ja', 'cause: r8f5jb')).map((line) => line.replace(/^\d+ /, '')), ['warning missing-ref']);
  });

  it('see where timeline and current state disagree', () => {
    assert.deepEqual(messages(changed('severity: SEV2', 'severity: SEV3')), ['The timeline ends in SEV2, but severity is SEV3.']);
    assert.deepEqual(found(changed('severity: SEV2\n', '')), [`${lineOf(EXAMPLE, 'c2v9pd') - 1} warning disagreement`]);
    assert.deepEqual(messages(changed('status: monitoring', 'status: fixing')), ['The timeline ends in monitoring, but status is fixing.']);
    assert.deepEqual(messages(changed('condition: degraded}', 'condition: normal}')), ['The timeline ends with checkout degraded, but here it is normal.']);
  });

  it('do not see a disagreement where uncertain times leave the order open', () => {
    const vague = changed('at: 2026-11-22T06:00:00Z, type: status', 'at: 2026-11-22, type: status');
    assert.deepEqual(found(vague), []);
  });

  it('see milestones in an odd order once', () => {
    assert.deepEqual(messages(changed('at: 2026-11-22T05:21:00Z', 'at: 2026-11-22T05:11:00Z')), [
      'Acknowledged (2026-11-22T05:11:00Z) before it was detected (2026-11-22T05:18:00Z): the time to acknowledge stays unknown.',
    ]);
    assert.deepEqual(found(changed('at: 2026-11-22T05:18:30Z', 'at: 2026-11-22T05:10:30Z')).map((line) => line.replace(/^\d+ /, '')), ['warning order']);
    assert.deepEqual(found(changed('type: declared', 'type: note')), ['3 info no-declared']);
  });

  it('are as grave as the process says', () => {
    const process = readProcess('checks: {unknown-key: error, id-differs: off}\n').process;
    assert.deepEqual(found(changed('mode: live', 'mood: live'), { process, folderName: 'other' }), ['5 error unknown-key']);
  });

  it('are those of reading when the file cannot be read', () => {
    assert.deepEqual(found('title: ['), ['1 error yaml']);
    assert.equal(diagnoseIncident('', context).length > 0, true);
  });

  it('never fail, whatever is done to a file', () => {
    const words = fc.constantFrom('null', '[]', '{}', '- ', ': ', '&a ', '*a', '\n', '  ', '"', '2026-13', 'at', 'id', '__proto__', '\t', '# ', '|', '<<: *a');
    const edits = fc.array(fc.tuple(fc.nat(EXAMPLE.length), fc.nat(30), fc.oneof(words, fc.string({ maxLength: 8 }))), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(edits, (list) => {
      const text = list.reduce((before, [at, length, instead]) => before.slice(0, at) + instead + before.slice(at + length), EXAMPLE);
      for (const { start, end, message } of diagnoseIncident(text, context)) {
        assert.ok(start.line >= 1 && start.column >= 1 && end.offset >= start.offset && message !== '');
      }
      diagnoseProcess(text);
    }), { numRuns: 100 });
  });

  it('never fail on values of the wrong kind', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const keys = fc.constantFrom(...new Set([...EXAMPLE.matchAll(/^([a-z]+):/gm)].map(([, key]) => key ?? '')));
    fc.assert(fc.property(keys, value, (key, instead) => {
      const text = EXAMPLE.replace(new RegExp(`^${key}:.*(?:\\n  .*)*`, 'm'), () => `${key}: ${JSON.stringify(instead)}`);
      diagnoseIncident(text, context);
    }), { numRuns: 300 });
  });

  it('take little time beyond reading', () => {
    const entries = Array.from({ length: 500 }, (_, index) => `  - {id: a${String(index).padStart(5, '0')}, at: 2026-11-22T05:18:00Z, type: note, by: alice, text: entry ${index}}`);
    const text = changed('hypotheses:', `${entries.join('\n')}\nhypotheses:`);
    const time = (run: () => unknown): number => Math.min(...[1, 2, 3].map(() => {
      const before = performance.now();
      run();
      return performance.now() - before;
    }));
    const reading = time(() => readIncident(text));
    const whole = time(() => diagnoseIncident(text, context));
    assert.ok(whole < reading * 2 + 20, `${whole} ms, of which reading ${reading} ms`);
  });
});

describe('diagnostics of a process', () => {
  it('stand in the order of the file', () => {
    assert.deepEqual(diagnoseProcess('colour: red\nlanguage: de\n').map(({ start, code }) => [start.line, code]), [[1, 'unknown-key'], [2, 'shape']]);
  });
});
