// The arguments all test runners share: --grep TITLE, and files (or parts of their paths) to run instead of all.
import {globSync} from 'node:fs';
import {parseArgs} from 'node:util';

export interface TestArguments {
  grep: string | undefined;
  files: string[];
  summary: string | undefined;
}

export function testArguments(pattern: string): TestArguments {
  const {values, positionals} = parseArgs({options: {grep: {type: 'string', short: 'g'}}, allowPositionals: true});
  const all = globSync(pattern).sort();
  const files = positionals.length === 0 ? all : all.filter((file) => positionals.some((part) => file.includes(part)));
  return {grep: values.grep, files, summary: process.env.SITREP_SUMMARY};
}
