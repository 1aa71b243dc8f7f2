// What VS Code calls inside the extension host; test/host/run.ts has bundled the test files beside this one.
import path from 'node:path';
import {format} from 'node:util';
import {runMocha} from '../mocha.ts';

// Tells the tests' own lines from what VS Code logs beside them; scripts/vscode/code-served.mjs looks for it.
const mark = '\u2063';

export async function run(): Promise<void> {
  markConsole();
  process.setSourceMapsEnabled(true);
  const files: unknown = JSON.parse(process.env.SITREP_TEST_FILES ?? '[]');
  const {failed} = await runMocha({
    files: Array.isArray(files) ? files.map((file) => path.join(__dirname, String(file))) : [],
    grep: process.env.SITREP_GREP,
    timeout: 20_000,
    summary: process.env.SITREP_SUMMARY,
  });
  if (failed > 0) throw new Error(`${failed} ${failed === 1 ? 'test' : 'tests'} failed.`);
}

/** VS Code carries only plain text across processes, so lines are formatted here. Its console methods cannot be replaced. */
function markConsole(): void {
  const original = console;
  const marked = (level: 'log' | 'info' | 'warn' | 'error'): PropertyDescriptor => ({
    value: (...args: unknown[]) => original[level]((isVSCodeItself(new Error().stack) ? '' : mark) + format(...args)),
  });
  globalThis.console = Object.create(original, {
    log: marked('log'),
    info: marked('info'),
    warn: marked('warn'),
    error: marked('error'),
  }) as Console;
}

function isVSCodeItself(stack = ''): boolean {
  const caller = stack.split('\n')[2] ?? '';
  return /extensionHostProcess\.js|extensionHostWorker/.test(caller);
}
