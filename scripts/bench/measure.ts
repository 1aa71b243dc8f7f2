// Medians, since other programs run on the same machine.
import {spawnSync} from 'node:child_process';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2;
}

/** Milliseconds of one piece of work. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The median of several runs, after some that warm the engine up. */
export async function medianOf(work: () => unknown, runs: number, warmUps = 0): Promise<number> {
  for (let run = 0; run < warmUps; run++) await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(work));
  return median(times);
}

/** Milliseconds that a whole program of Node takes. */
export async function medianOfProgram(args: readonly string[], runs: number, cwd?: string): Promise<number> {
  return medianOf(() => {
    const {status, stderr} = spawnSync(process.execPath, args, {cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
  }, runs, 1);
}
