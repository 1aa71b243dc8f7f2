/** Prints what commands report: words for people, JSON for programs, and failures for both. */
import type { Failure } from './failure.ts';
import { jsonText, render, styled, type Line } from './text.ts';

export interface Report {
  /** What `--json` prints. */
  readonly json: unknown;
  readonly lines: readonly Line[];
}

export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class Printer {
  readonly json: boolean;
  readonly #out: Stream;
  readonly #err: Stream;

  constructor(json: boolean, out: Stream, err: Stream) {
    this.json = json;
    this.#out = out;
    this.#err = err;
  }

  /** Columns of the terminal; null when the output goes elsewhere and must not be cut. */
  get columns(): number | null {
    return this.#out.isTTY ? (this.#out.columns ?? null) : null;
  }

  report({ json, lines }: Report): void {
    if (this.json) this.#out.write(`${jsonText(json)}\n`);
    else this.#print(this.#out, lines);
  }

  /** Something to know beside the result. */
  warn(message: string): void {
    this.#print(this.#err, [[styled('yellow', message)]]);
  }

  fail({ code, message, details }: Failure): void {
    if (this.json) this.#out.write(`${jsonText({ error: { code, message, ...details.json } })}\n`);
    this.#print(this.#err, [[styled('red', 'sitrep: '), message], ...(details.lines ?? [])]);
  }

  /** The stack of an error, for whoever asked for it. */
  debug(error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#print(this.#err, stack.split('\n').map((line) => [line]));
  }

  #print(stream: Stream, lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const colours = hasColours(stream);
    stream.write(lines.map((line) => `${render(line, colours)}\n`).join(''));
  }
}

/** See https://no-color.org. */
function hasColours(stream: Stream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
