import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJsonText } from '../../../src/core/exchange/jsonText.ts';

function position(text: string): string {
  const parsed = parseJsonText(text);
  assert.ok(!parsed.ok, text);
  return `${parsed.line}:${parsed.column}`;
}

describe('JSON text', () => {
  it('is read, a byte order mark skipped', () => {
    assert.deepEqual(parseJsonText('\uFEFF{"a": [1, null]}'), { ok: true, value: { a: [1, null] } });
  });

  it('names the place of what is broken', () => {
    const broken: Record<string, string> = {
      '{"a":1,}': '1:8', '[1 2]': '1:4', '[1,]': '1:4', '[1]]': '1:4', '{"a" 1}': '1:6', '{"a":tru}': '1:6', '\n\n  {a:1}': '3:4',
      '"a\nb"': '1:3', '{"a":"\\x"}': '1:7', '{': '1:2', '{"a":"b': '1:8', '{\n  "a": 1\n': '3:1', '01': '1:1', '<html>': '1:1',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(broken).map(text => [text, position(text)])), broken);
    const early = parseJsonText('[1');
    assert.match(early.ok ? '' : early.reason, /ends too early, at line 1, column 3/);
    const unexpected = parseJsonText('[1;');
    assert.match(unexpected.ok ? '' : unexpected.reason, /line 1, column 3 has an unexpected “;”/);
  });

  it('has a limit', () => {
    const parsed = parseJsonText('x'.repeat(5_000_001));
    assert.match(parsed.ok ? '' : parsed.reason, /too large/);
    assert.match(position('"'.padEnd(1_000_000, 'x')), /^1:1000001$/);
    assert.match(position('['.repeat(200_000)), /^1:200001$/);
  });

  it('never throws, and finds the place where a sound text was cut', () => {
    fc.assert(fc.property(fc.string(), text => {
      parseJsonText(text);
    }));
    fc.assert(fc.property(fc.json(), fc.nat(), (json, at) => {
      assert.ok(parseJsonText(json).ok);
      const cut = parseJsonText(json.slice(0, at % json.length));
      assert.ok(cut.ok || cut.reason.length > 0);
    }));
    fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('#', ';', '\u0001'), (json, at, wrong) => {
      const offset = at % (json.length + 1);
      const parsed = parseJsonText(json.slice(0, offset) + wrong + json.slice(offset));
      assert.ok(parsed.ok || parsed.line === undefined || (parsed.column ?? 0) - 1 <= offset);
    }));
  });
});
