/**
 * The messages between the extension and its webviews. This file imports nothing: both sides include it, and name the
 * types of what is shown themselves.
 */

/** From the extension to the timeline. `P` is the picture (`core/picture`). */
export type ToTimeline<P> =
  | {
      readonly type: 'show';
      readonly picture: P;
      /** IANA name of the person's zone. */
      readonly zone: string;
      /** Strings in the person's language, English text → translation. Absent keys stay English. */
      readonly strings: Readonly<Record<string, string>>;
    }
  /** The file is gone or cannot be read. */
  | { readonly type: 'unreadable'; readonly title: string; readonly message: string; readonly line: number }
  /** Select an item, for instance because the cursor stands on its line. */
  | { readonly type: 'select'; readonly key: string | null }
  /** Move the keyboard focus to the input that adds an entry. */
  | { readonly type: 'focus-input' }
  /** Answer to `read-time`, `add`, `edit` and `delete`, by their number. */
  | { readonly type: 'reply'; readonly request: number; readonly ok: true; readonly words: string }
  | { readonly type: 'reply'; readonly request: number; readonly ok: false; readonly words: string };

/** From the timeline to the extension. */
export type FromTimeline =
  /** The zone is the browser's, IANA name: the extension may run elsewhere. */
  | { readonly type: 'ready'; readonly zone: string }
  /** How would this input be read: a whole entry, or only a time? The answer's words show the absolute instant ("14:05 · 22 Nov 2026, 05:05 UTC · note"). */
  | { readonly type: 'read-time'; readonly request: number; readonly input: string; readonly entryType: string | null; readonly only: 'time' | null }
  /** Add an entry: free text with an optional time in front. `entryType` null lets the extension choose `note`. */
  | { readonly type: 'add'; readonly request: number; readonly input: string; readonly entryType: string | null }
  /** Change one entry's time or text in place. */
  | { readonly type: 'edit'; readonly request: number; readonly entry: string; readonly at?: string; readonly text?: string }
  | { readonly type: 'delete'; readonly request: number; readonly entry: string }
  /** Show the line in incident.yaml. */
  | { readonly type: 'reveal'; readonly line: number }
  /** Open an item's source. */
  | { readonly type: 'open'; readonly target: string }
  /** Run one of the extension's commands on this incident. */
  | { readonly type: 'command'; readonly command: 'status' | 'classify' | 'assign' | 'condition' | 'undo' }
  /** Selected in picture or list. */
  | { readonly type: 'selected'; readonly line: number | null };

/** What the timeline keeps over a reload of the window (`setState`). */
export interface TimelineState {
  /** Address of the incident file, so that the extension can restore the panel. */
  readonly incident: string;
  readonly utc: boolean;
  readonly types: readonly string[];
  readonly person: string | null;
  readonly domain: readonly [number, number] | null;
  readonly selected: string | null;
  readonly draft: string;
}
