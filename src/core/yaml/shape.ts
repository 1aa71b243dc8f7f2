/**
 * Reads a parsed YAML file by a schema. What does not fit is left out of the result and reported at its line; the rest
 * stays usable, so that one wrong value at three in the morning does not hide an incident.
 */
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { isJsonMap, type Json, type JsonMap } from './json.ts';
import type { Path, Problem, YamlSource } from './source.ts';

export interface Shaped<T> {
  /** Null when something that the schema requires at the top is missing or wrong. */
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

/** How often a value may be mended before the file is given up; each round removes at least one wrong value. */
const MAX_ROUNDS = 50;

/** Of a file that is wrong all over, only the first problems help. */
const MAX_PROBLEMS = 200;

/**
 * @param required keys without which the file is unreadable
 * @returns the value without its wrong parts, and a problem for each part that was left out
 */
export function readShape<T extends v.GenericSchema>(source: YamlSource, schema: T, required: readonly string[]): Shaped<v.InferOutput<T>> {
  const draft = structuredClone(source.value);
  const problems: Problem[] = [];
  // Items of lists are removed at the end, so that paths keep pointing at the file's own positions.
  const dropped = new Map<Json[], Set<number>>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = v.safeParse(schema, withoutDropped(draft, dropped));
    if (result.success) return { value: result.output, problems };
    const fatal = mend(source, draft, result.issues, required, problems, dropped);
    if (fatal) return { value: null, problems };
  }
  return { value: null, problems };
}

function mend(
  source: YamlSource,
  draft: JsonMap,
  issues: readonly v.BaseIssue<unknown>[],
  required: readonly string[],
  problems: Problem[],
  dropped: Map<Json[], Set<number>>,
): boolean {
  let fatal = false;
  // All positions first: mending moves them.
  const standing = new Map<Json[], readonly number[]>();
  const placed = issues.map((issue) => {
    const path: Path = (issue.path ?? []).map((part) => (typeof part.key === 'number' ? part.key : String(part.key)));
    return { issue, path: originalPath(draft, path, dropped, standing) };
  });
  const told = new Set(problems.map((problem) => problem.path?.join('\0')));
  for (const { issue, path } of placed) {
    const coerced = issue.expected === 'string' || issue.expected?.includes('string') ? textInstead(source, path, issue.received) : undefined;
    if (coerced !== undefined) {
      setAt(draft, path, coerced);
      continue;
    }
    const missing = issue.received === 'undefined';
    // What was wrong and then taken out is now missing: that is told already.
    const place = path.join('\0');
    if (!(missing && told.has(place)) && problems.length < MAX_PROBLEMS) {
      problems.push(source.problem(path, missing ? 'missing' : 'shape', 'error', wordsFor(issue, path)));
    }
    told.add(place);
    const [top] = path;
    if (path.length === 0 || (path.length === 1 && required.includes(String(top)))) fatal = true;
    else if (!removeAt(draft, missing ? path.slice(0, -1) : path, required, dropped)) fatal = true;
  }
  return fatal;
}

/** `title: 2024` means the text "2024". */
function textInstead(source: YamlSource, path: Path, received: string): string | undefined {
  if (!/^(?:\d|-|true|false|Infinity|NaN|\.)/.test(received)) return undefined;
  return source.scalarSource(path);
}

/** Takes a wrong value out: the key of a map where the map can do without it, else the item or map that holds it. */
function removeAt(draft: JsonMap, path: Path, required: readonly string[], dropped: Map<Json[], Set<number>>): boolean {
  if (path.length === 0 || (path.length === 1 && required.includes(String(path[0])))) return false;
  const parent = valueAt(draft, path.slice(0, -1));
  const last = path[path.length - 1];
  if (Array.isArray(parent)) {
    const gone = dropped.get(parent) ?? new Set<number>();
    gone.add(Number(last));
    dropped.set(parent, gone);
    return true;
  }
  if (isJsonMap(parent) && last !== undefined) {
    delete parent[String(last)];
    return true;
  }
  return false;
}

function withoutDropped(value: Json, dropped: Map<Json[], Set<number>>): Json {
  if (Array.isArray(value)) {
    const gone = dropped.get(value);
    return value.filter((_, index) => !gone?.has(index)).map((item) => withoutDropped(item, dropped));
  }
  if (isJsonMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutDropped(item, dropped)]));
  return value;
}

/** @param standing for each list, the original indices of the items that stand; filled here */
function originalPath(draft: JsonMap, path: Path, dropped: Map<Json[], Set<number>>, standing: Map<Json[], readonly number[]>): Path {
  const result: (string | number)[] = [];
  let value: Json | undefined = draft;
  for (const step of path) {
    if (Array.isArray(value)) {
      const index: number = indicesOf(value, dropped, standing)[Number(step)] ?? Number(step);
      result.push(index);
      value = value[index];
    } else {
      result.push(step);
      value = isJsonMap(value) ? value[String(step)] : undefined;
    }
  }
  return result;
}

function indicesOf(list: Json[], dropped: Map<Json[], Set<number>>, standing: Map<Json[], readonly number[]>): readonly number[] {
  const known = standing.get(list);
  if (known) return known;
  const gone = dropped.get(list);
  const indices = list.map((_, index) => index).filter((index) => !gone?.has(index));
  standing.set(list, indices);
  return indices;
}

function valueAt(root: Json, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isJsonMap(value)) value = value[String(step)];
    else return undefined;
  }
  return value;
}

function setAt(root: Json, path: Path, replacement: Json): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path[path.length - 1];
  if (Array.isArray(parent)) parent[Number(last)] = replacement;
  else if (isJsonMap(parent) && last !== undefined) parent[String(last)] = replacement;
}

function wordsFor(issue: v.BaseIssue<unknown>, path: Path): string {
  const name = path.length > 0 ? path.join('.').replace(/\.(\d+)/g, '[$1]') : l10n.t('the file');
  if (issue.received === 'undefined') return l10n.t('“{0}” is missing.', name);
  if (issue.type === 'picklist') return l10n.t('“{0}” is {1}; expected one of {2}.', name, issue.received, issue.expected ?? '');
  if (issue.expected === 'Array') return l10n.t('“{0}” must be a list.', name);
  if (issue.expected === 'Object') return l10n.t('“{0}” must hold keys and values.', name);
  if (issue.expected === 'string') return l10n.t('“{0}” must be a text.', name);
  return l10n.t('“{0}” is {1}; expected {2}.', name, issue.received, issue.expected ?? issue.message);
}
