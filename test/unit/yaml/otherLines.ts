/** What a change of a YAML file may touch, line by line. For tests. */
import assert from 'node:assert/strict';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import { isJsonMap, sameJson, type Json, type JsonMap } from '../../../src/core/yaml/json.ts';
import type { Path, YamlSource } from '../../../src/core/yaml/source.ts';

/** Every line of the old text that is gone stood inside something that changed. */
export function assertOtherLinesKept(before: YamlSource, after: YamlSource): void {
  const concerned = new Set<number>();
  const mark = (path: Path): void => {
    const [start, end] = before.rangeOf(path);
    const from = before.positionAt(Math.min(start, before.keyRangeOf(path)[0])).line - 1;
    const to = before.positionAt(Math.max(start, end)).line;
    for (let line = from; line <= to; line++) concerned.add(line);
  };
  const inFlow = (path: Path): boolean => '[{'.includes(before.text.charAt(before.rangeOf(path)[0]));
  compare(before.value, after.value, [], mark, inFlow);
  // Lines may be equal: of each content, no more may be gone than stood in what changed.
  const spare = new Map<string, number>();
  const count = (line: string, by: number): void => void spare.set(line, (spare.get(line) ?? 0) + by);
  for (const line of after.text.split(/\r?\n/)) count(line, 1);
  before.text.split(/\r?\n/).forEach((line, index) => {
    count(line, concerned.has(index + 1) || concerned.has(index) ? 0 : -1);
  });
  for (const [line, left] of spare) assert.ok(left >= 0, `gone: ${JSON.stringify(line)}\n${before.text}\n=>\n${after.text}`);
}

function compare(a: Json, b: Json | undefined, path: Path, mark: (path: Path) => void, inFlow: (path: Path) => boolean): void {
  if (sameJson(a, b)) return;
  if (isJsonMap(a) && isJsonMap(b ?? null)) {
    if (path.length > 0 && inFlow(path)) mark(path);
    for (const key of Object.keys(a)) compare(a[key] ?? null, (b as JsonMap)[key], [...path, key], mark, inFlow);
  } else if (Array.isArray(a) && Array.isArray(b) && path.length > 0 && a.length > 0 && b.length > 0) {
    const name = String(path[path.length - 1]);
    if (inFlow(path)) mark(path);
    const ids = identitiesOf(name, b);
    identitiesOf(name, a).forEach((identity, index) => {
      compare(a[index] ?? null, b[ids.indexOf(identity)], [...path, index], mark, inFlow);
    });
  } else mark(path);
}
