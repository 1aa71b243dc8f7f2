// Adds one to a number in a file, many times, each time under the lock: without exclusion some would be lost.
//   node countUnderLock.ts LOCK FILE TIMES
import { readFile, writeFile } from 'node:fs/promises';
import { withLock } from '../../../src/repository/lock.ts';

const [lock = '', file = '', times = '0'] = process.argv.slice(2);
for (let round = 0; round < Number(times); round++) {
  await withLock(lock, async () => {
    const number = Number(await readFile(file, 'utf8'));
    await writeFile(file, String(number + 1));
  });
}
