/** Waits until a condition holds, looking often; fails with what was waited for. */
export async function waitFor(condition: () => Promise<boolean> | boolean, what: string | (() => string), timeout = 20_000): Promise<void> {
  const deadline = Date.now() + timeout;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      if (await condition()) return;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const description = typeof what === 'string' ? what : what();
  throw new Error(`Waited ${timeout / 1000} s for ${description}`, {cause: lastError});
}
