/** The program `sitrep`. */
import { runProgram } from './program.ts';

// Whoever reads may stop early, as `head` does: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

process.exitCode = await runProgram(process.argv.slice(2), process.stdout, process.stderr);
