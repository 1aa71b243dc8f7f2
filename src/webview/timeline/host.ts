/** The line to the extension: typed messages, numbered requests, and the state that outlives a reload. */
import type {Picture} from '../../core/picture/picture.ts';
import type {FromTimeline, TimelineState, ToTimeline} from '../protocol.ts';

interface VsCodeApi {
  postMessage(message: FromTimeline): void;
  getState(): unknown;
  setState(state: TimelineState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export type Reply = Extract<ToTimeline<Picture>, {readonly type: 'reply'}>;
type Request = Extract<FromTimeline, {readonly request: number}>;
/** A request as its sender writes it; the number is given here. */
export type Question = Request extends infer R ? (R extends Request ? Omit<R, 'request'> : never) : never;

export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 0;

  post(message: FromTimeline): void {
    this.#api.postMessage(message);
  }

  /** Settles with the answer of the same number. */
  ask(question: Question): Promise<Reply> {
    const request = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#api.postMessage({...question, request});
    });
  }

  /** To be called with each reply that arrives. */
  settle(reply: Reply): void {
    this.#waiting.get(reply.request)?.(reply);
    this.#waiting.delete(reply.request);
  }

  savedState(): Partial<TimelineState> {
    return checkedState(this.#api.getState());
  }

  saveState(state: TimelineState): void {
    this.#api.setState(state);
  }
}

/** What a former version may have left is taken only where it has the right shape. */
function checkedState(saved: unknown): Partial<TimelineState> {
  if (typeof saved !== 'object' || saved === null) return {};
  const {incident, utc, types, person, domain, selected, draft} = saved as Record<string, unknown>;
  return {
    ...(typeof incident === 'string' && {incident}),
    ...(typeof utc === 'boolean' && {utc}),
    ...(Array.isArray(types) && {types: types.filter((type) => typeof type === 'string')}),
    ...(typeof person === 'string' && {person}),
    ...(isDomain(domain) && {domain}),
    ...(typeof selected === 'string' && {selected}),
    ...(typeof draft === 'string' && {draft}),
  };
}

function isDomain(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((end) => Number.isFinite(end)) && value[0] < value[1];
}
