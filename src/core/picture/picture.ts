/**
 * What a timeline shows of one incident: computed from the facts, drawn by the webview, later by exports. All instants
 * are epoch milliseconds (UTC). Nothing depends on the present: what still runs has no end here, and whoever draws adds
 * the present.
 */
import type { Seconds } from '../time/duration.ts';
import type { Phase } from '../process/schema.ts';

/** A time as recorded, for drawing: `start === end` for a point. `text` is what the file says. */
export interface PictureTime {
  readonly start: number;
  readonly end: number;
  readonly approximate: boolean;
  readonly text: string;
}

/** Shape and colour of a severity: rank 1 is the worst; 0 is undetermined, 5 stands for anything lower or unknown. */
export type SeverityRank = 0 | 1 | 2 | 3 | 4 | 5;

export type Lane = 'milestones' | 'status' | 'evidence' | 'hypotheses' | 'runbook' | 'updates' | 'tasks';

export interface PictureItem {
  /** Unique in the picture, and stable while the file is edited elsewhere: list and id, else list and position. */
  readonly key: string;
  /** Id by which operations address the entry; null for items of other lists and for entries without id. */
  readonly entry: string | null;
  /** Which list of the file it stands in. */
  readonly list: 'timeline' | 'updates' | 'tasks' | 'actions';
  /** One-based line of the item in incident.yaml. */
  readonly line: number;
  readonly lane: Lane;
  /** Entry type (`evidence`, `severity`, `started`, …) or `update`, `task`, `action`. Unknown types stand as they are. */
  readonly type: string;
  /** Null when the file's time could not be read: listed, not drawn. */
  readonly at: PictureTime | null;
  readonly end: PictureTime | null;
  readonly by: string;
  /** The words in the list's middle column: `started`, `SEV3 → SEV2`, `hypothesis`. */
  readonly label: string;
  readonly text: string;
  /** A web address or a path inside the repository; already checked to be http, https, mailto or a relative path. */
  readonly source: string | null;
  /** What a change leads to, as the file says it; null for others. */
  readonly to: string | null;
  /** For an entry about a hypothesis: its id. */
  readonly ref: string | null;
  /** What the time field holds in the file, for editing in place. */
  readonly editable: boolean;
  /** A note to show with it, such as the reason of an override. */
  readonly remark: string;
  /** Of a task or an action: its state, in words; else empty. */
  readonly state: string;
  /** Of a task or an action: nothing is left to do about it. */
  readonly settled: boolean;
  /** Of an action: when it is due, as recorded. */
  readonly due: PictureTime | null;
}

export interface PictureBand {
  readonly status: string;
  readonly phase: Phase;
  readonly from: number;
  /** Null while the incident is still in this status. */
  readonly to: number | null;
}

export interface PictureBracket {
  readonly metric: 'ttd' | 'tta' | 'ttm' | 'ttr';
  readonly from: PictureTime | null;
  /** Null while it runs, or when the end is missing. */
  readonly to: PictureTime | null;
  readonly value: Seconds;
  /** True when the start is known, the end is not, and the incident is not done. */
  readonly running: boolean;
}

export interface PictureHypothesis {
  readonly key: string;
  readonly id: string | null;
  readonly text: string;
  readonly state: 'open' | 'confirmed' | 'rejected';
  readonly from: number | null;
  /** Null while open. */
  readonly to: number | null;
}

export interface PictureDue {
  readonly kind: 'update' | 'deadline';
  readonly label: string;
  readonly due: number;
}

export interface PictureService {
  readonly name: string;
  readonly condition: 'down' | 'degraded' | 'normal' | null;
  readonly verified: boolean;
}

export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly phase: Phase | null;
  readonly severity: string;
  readonly severityRank: SeverityRank;
  readonly priority: string | null;
  readonly mode: string;
  readonly confidential: boolean;
  /** Everyone in the role `commander`, joined by commas; empty when nobody is. */
  readonly commander: string;
  readonly services: readonly PictureService[];
  /** In order of time; those without a readable time come last. */
  readonly items: readonly PictureItem[];
  readonly bands: readonly PictureBand[];
  /** Always four, in the order ttd, tta, ttm, ttr. */
  readonly brackets: readonly PictureBracket[];
  readonly hypotheses: readonly PictureHypothesis[];
  readonly due: readonly PictureDue[];
  /** The status that comes next in the process, and what is missing for it, in plain words ("verify checkout"). */
  readonly next: { readonly status: string; readonly missing: readonly string[] } | null;
  /** Instant that relative minutes ("+18") count from: the first `started`, else the first entry. */
  readonly origin: number | null;
  /** Problems of the file, in words with a line, to be shown above the picture. */
  readonly problems: readonly { readonly line: number; readonly message: string; readonly severity: 'error' | 'warning' | 'info' }[];
  /** Entry types that can be chosen when an entry is added by hand. */
  readonly entryTypes: readonly string[];
  /** False when the file may only be read (newer format, restricted mode). */
  readonly writable: boolean;
}
