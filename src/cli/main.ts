/** The program `sitrep`. */
import { runProgram } from './program.ts';

const streams = [process.stdout, process.stderr];

// Whoever reads may stop early, as `head` does: that is no error.
for (const stream of streams) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

process.exitCode = await runProgram(process.argv.slice(2), process.stdout, process.stderr);

// Timers that libraries leave behind must not keep a person waiting; what was printed must arrive.
await Promise.all(streams.map(async (stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))));
process.exit();
