/** Folders, documents and processes for tests of the repository. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { OpenDocuments } from '../../../src/repository/ports.ts';
import { locatedAt, type Located, type Root } from '../../../src/repository/root.ts';
import { applySplices, type Splice } from '../../../src/core/yaml/rewrite.ts';

export interface Sandbox {
  readonly root: Root;
  path(...parts: string[]): string;
  incident(id: string): Located;
  dispose(): void;
}

/** A root outside git, its state beside it. */
export function sandbox(): Sandbox {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'sitrep-repository-')));
  const root: Root = { path: join(top, 'root'), state: join(top, 'state'), git: false };
  return {
    root,
    path: (...parts) => join(root.path, ...parts),
    incident: (id) => locatedAt(join(root.path, 'incidents', '2026', id)),
    dispose: () => rmSync(top, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export const TEXT = `schema: sitrep/v1
title: Slow   # a comment
status: triage
timeline:
  - {id: aaaaaa, at: 2026-11-22T05:00Z, type: started}
  - {id: bbbbbb, at: 2026-11-22T05:10Z, type: declared, by: alice}
`;

/** Documents of an editor: what is in it is not saved. */
export class Documents implements OpenDocuments {
  readonly texts = new Map<string, string>();
  /** Called before an edit takes place, for changes in between. */
  before: ((file: string) => void) | null = null;
  edits = 0;

  unsaved(file: string): { readonly text: string } | null {
    const text = this.texts.get(file);
    return text === undefined ? null : { text };
  }

  async edit(file: string, expected: string, splices: readonly Splice[]): Promise<boolean> {
    this.before?.(file);
    if (this.texts.get(file) !== expected) return false;
    this.edits += 1;
    this.texts.set(file, applySplices(expected, splices));
    return true;
  }
}

/** Names of what lies in a folder, temporary files included. */
export function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

export interface Program {
  readonly child: ChildProcess;
  /** The next line that it prints. */
  line(): Promise<string>;
  /** Its exit status. */
  readonly ended: Promise<number | null>;
}

/** Runs a script beside this file in a process of its own. */
export function start(script: string, args: readonly string[], options: { readonly uid?: number; readonly before?: readonly string[] } = {}): Program {
  const command = [...(options.before ?? []), process.execPath, '--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, script), ...args];
  const [program = process.execPath, ...rest] = command;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'], ...(options.uid === undefined ? {} : { uid: options.uid }) });
  assert.ok(child.stdout);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => {
      const next = await lines.next();
      return next.done ? '' : next.value;
    },
    ended: new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => done(code));
    }),
  };
}
