/**
 * The quick reading of YAML: its plain value without positions, some ten times faster than the full parse. For reading
 * many files, and as a second opinion on what was written.
 */
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { isJsonMap, type JsonMap } from './json.ts';

export type QuickResult =
  | { readonly ok: true; readonly value: JsonMap }
  | { readonly ok: false; readonly offset: number; readonly reason: string };

/** Stops at the first error. Limits on aliases and depth match those of the full parse, or are stricter. */
export function quickRead(text: string): QuickResult {
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA, maxDepth: 100, maxAliases: 100 });
    return isJsonMap(value) ? { ok: true, value } : { ok: false, offset: 0, reason: 'not a map' };
  } catch (error) {
    if (error instanceof YAMLException) return { ok: false, offset: error.mark?.position ?? 0, reason: error.reason };
    return { ok: false, offset: 0, reason: error instanceof Error ? error.message : String(error) };
  }
}
