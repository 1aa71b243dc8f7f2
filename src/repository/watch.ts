/**
 * Watches single folders. The editor's own recursive watcher misses what happens below folders that were made quickly one
 * inside the other, as declaring does; this one covers the folders that matter.
 */
import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, join } from 'node:path';

/** Enough for all open incidents of a bad day; systems allow some thousands. */
const MOST = 1000;

export class FolderWatch {
  readonly #changed: (path: string) => void;
  readonly #watchers = new Map<string, FSWatcher>();

  /** @param changed told the absolute path of what changed: a file or folder directly in a watched folder */
  constructor(changed: (path: string) => void) {
    this.#changed = changed;
  }

  /**
   * Watches these folders and no others.
   *
   * @returns whether a folder was not watched before: what happened in it until now was not told
   */
  set(folders: readonly string[]): boolean {
    const wanted = new Set(folders.slice(0, MOST));
    for (const folder of this.#watchers.keys()) if (!wanted.has(folder)) this.#stop(folder);
    let fresh = false;
    for (const folder of wanted) if (!this.#watchers.has(folder) && this.#start(folder)) fresh = true;
    return fresh;
  }

  dispose(): void {
    for (const folder of this.#watchers.keys()) this.#stop(folder);
  }

  #start(folder: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        const path = name === null ? folder : join(folder, name);
        // The folder itself was moved or deleted: its watcher is deaf from now on.
        if (!existsSync(folder) || (name === basename(folder) && !existsSync(path))) this.#stop(folder);
        this.#changed(path);
      });
      watcher.on('error', () => this.#stop(folder));
      this.#watchers.set(folder, watcher);
      return true;
    } catch {
      // Gone meanwhile, or the system allows no more watchers: the editor's own and the window's focus must do.
      return false;
    }
  }

  #stop(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
}
