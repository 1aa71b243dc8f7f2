// How long VS Code itself says that activating Sitrep took, beside an extension that does nothing.
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createTestRepository} from '../../test/repository.ts';
import {waitFor} from '../../test/browser/harness/waitFor.ts';
import {startServer, openWorkbench} from '../../test/browser/harness/index.ts';
import {median} from './measure.ts';

export interface Activation {
  /** Milliseconds: reading and running the bundle, the call of `activate`, and until what it returned was settled. */
  readonly load: number;
  readonly call: number;
  readonly settle: number;
}

export interface Activations {
  readonly sitrep: Activation;
  readonly nothing: Activation;
  /** VS Code's own extension for git, in the same windows. */
  readonly git: Activation;
}

/** Medians over several windows on a repository with a few incidents. @param extension a folder with the production build */
export async function measureActivation(extension: string, incidents: Readonly<Record<string, string>>, runs: number): Promise<Activations> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'sitrep-bench-'));
  const extensionsDir = path.join(temporary, 'extensions');
  mkdirSync(extensionsDir);
  cpSync(extension, path.join(extensionsDir, 'sitrep.sitrep-0.0.0'), {recursive: true});
  cpSync(path.join(import.meta.dirname, 'probe'), path.join(extensionsDir, 'sitrep-bench.probe-0.0.0'), {recursive: true});
  const report = path.join(temporary, 'activations.md');
  const repository = createTestRepository({files: {'sitrep.yaml': 'language: en\n', ...incidents}});
  const server = await startServer({folder: repository.folder, extension: undefined, extensionsDir, env: {SITREP_ACTIVATIONS: report}});
  try {
    const seen: Activations[] = [];
    // The first window also fills caches of VS Code's own.
    for (let run = -1; run < runs; run++) {
      rmSync(report, {force: true});
      const workbench = await openWorkbench(server);
      try {
        await waitFor(() => existsSync(report), 'the report on activations', 60_000);
        const text = readFileSync(report, 'utf8');
        if (run >= 0) seen.push({sitrep: rowOf(text, 'sitrep.sitrep'), nothing: rowOf(text, 'sitrep-bench.probe'), git: rowOf(text, 'vscode.git')});
      } finally {
        await workbench.close();
      }
    }
    return {sitrep: medians(seen.map(({sitrep}) => sitrep)), nothing: medians(seen.map(({nothing}) => nothing)), git: medians(seen.map(({git}) => git))};
  } finally {
    await server.stop();
    repository.dispose();
    rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
  }
}

/** `| Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |` */
function rowOf(text: string, id: string): Activation {
  const cells = text.split('\n').find((line) => line.startsWith(`| ${id} `))?.split('|').map((cell) => cell.trim());
  const [load, call, settle] = (cells ?? []).slice(3, 6).map(Number);
  if (load === undefined || call === undefined || settle === undefined) throw new Error(`VS Code tells no activation of ${id}.`);
  return {load, call, settle};
}

function medians(all: readonly Activation[]): Activation {
  return {load: median(all.map(({load}) => load)), call: median(all.map(({call}) => call)), settle: median(all.map(({settle}) => settle))};
}
