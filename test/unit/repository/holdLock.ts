// Takes a lock, says so, and holds it until it is told to let go, or is killed.
//   node holdLock.ts LOCK
import { withLock } from '../../../src/repository/lock.ts';

const [path = ''] = process.argv.slice(2);
await withLock(path, async () => {
  console.log('held');
  await new Promise((done) => process.stdin.once('data', done));
  console.log('letting go');
});
process.stdin.destroy();
