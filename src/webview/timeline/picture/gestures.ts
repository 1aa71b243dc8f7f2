/** Zooming and panning with wheel, mouse, pen and fingers. The stretch of time shown is all the state there is. */
import {LEAST_SPAN} from './scale.ts';
import type {Domain} from './scale.ts';
import type {Bounds} from './labels.ts';

/** What is shown at present, to be told after each rendering. */
export interface GestureView {
  readonly bounds: Bounds;
  readonly fit: Domain;
  readonly domain: Domain;
}

/** A finger or the mouse, and the instant it has taken hold of. */
interface Grip {
  x: number;
  readonly instant: number;
}

/** A press that moves less than this is a click. */
const SLACK = 4;
const LINE = 16;
const PAGE = 240;

export class Gestures {
  readonly #element: SVGSVGElement;
  readonly #look: (domain: Domain) => void;
  readonly #grips = new Map<number, Grip>();
  #pressedAt = 0;
  #moved = false;
  #view: GestureView | null = null;

  constructor(element: SVGSVGElement, look: (domain: Domain) => void) {
    this.#element = element;
    this.#look = look;
    element.addEventListener('wheel', (event) => this.#onWheel(event), {passive: false});
    element.addEventListener('pointerdown', (event) => this.#onDown(event));
    element.addEventListener('pointermove', (event) => this.#onMove(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) element.addEventListener(end, (event) => this.#onUp(event));
    // The click that ends a drag selects nothing.
    element.addEventListener('click', (event) => this.#moved && event.stopPropagation(), {capture: true});
  }

  follow(view: GestureView): void {
    this.#view = view;
  }

  #onWheel(event: WheelEvent): void {
    const view = this.#view;
    if (!view) return;
    event.preventDefault();
    const unit = [1, LINE, PAGE][event.deltaMode] ?? 1;
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    const sideways = event.shiftKey || (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY));
    const {bounds, domain} = view;
    const span = domain[1] - domain[0];
    if (sideways) {
      const by = ((across * unit) / (bounds.right - bounds.left)) * span;
      this.#show([domain[0] + by, domain[1] + by]);
      return;
    }
    // A pinch on a touchpad arrives as a wheel with the control key, in small steps.
    const factor = 2 ** (event.deltaY * unit * (event.ctrlKey ? 0.015 : 0.0025));
    const around = this.#instantAt(this.#xOf(event));
    const wanted = this.#allowed(span * factor);
    const share = (around - domain[0]) / span;
    this.#show([around - wanted * share, around + wanted * (1 - share)]);
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0 || !this.#view || this.#grips.size >= 2) return;
    const x = this.#xOf(event);
    if (this.#grips.size === 0) {
      this.#pressedAt = x;
      this.#moved = false;
    }
    this.#grips.set(event.pointerId, {x, instant: this.#instantAt(x)});
  }

  #onMove(event: PointerEvent): void {
    const grip = this.#grips.get(event.pointerId);
    const view = this.#view;
    if (!grip || !view) return;
    grip.x = this.#xOf(event);
    if (!this.#moved && this.#grips.size === 1 && Math.abs(grip.x - this.#pressedAt) < SLACK) return;
    if (!this.#moved) {
      this.#moved = true;
      // Captured only now: a mere click must reach the mark under the mouse.
      this.#element.setPointerCapture(event.pointerId);
      this.#element.classList.add('moving');
    }
    const {bounds, domain} = view;
    const width = bounds.right - bounds.left;
    const other = [...this.#grips.values()].find((one) => one !== grip);
    if (!other) {
      const span = domain[1] - domain[0];
      const first = grip.instant - ((grip.x - bounds.left) / width) * span;
      this.#show([first, first + span]);
      return;
    }
    // Both instants stay under their fingers.
    if (Math.abs(grip.x - other.x) < 10 || grip.instant === other.instant) return;
    const perPixel = Math.abs((grip.instant - other.instant) / (grip.x - other.x));
    const span = this.#allowed(perPixel * width);
    const first = (grip.instant + other.instant) / 2 - (((grip.x + other.x) / 2 - bounds.left) / width) * span;
    this.#show([first, first + span]);
  }

  #onUp(event: PointerEvent): void {
    if (!this.#grips.delete(event.pointerId)) return;
    this.#element.classList.remove('moving');
    // The finger that stays takes hold anew.
    for (const [id, {x}] of this.#grips) this.#grips.set(id, {x, instant: this.#instantAt(x)});
  }

  /** Shows the stretch, never so far away that nothing of the incident is left. */
  #show([first, last]: Domain): void {
    const view = this.#view;
    if (!view) return;
    const span = last - first;
    const reach = span * 0.7;
    const start = Math.min(Math.max(first, view.fit[0] - reach), view.fit[1] + reach - span);
    const domain: Domain = [start, start + span];
    this.#view = {...view, domain};
    this.#look(domain);
  }

  #allowed(span: number): number {
    const {fit, domain} = this.#view ?? {fit: [0, 1], domain: [0, 1]};
    const widest = Math.max(fit[1] - fit[0], domain[1] - domain[0]);
    return Math.min(Math.max(span, LEAST_SPAN), widest);
  }

  #instantAt(x: number): number {
    if (!this.#view) return 0;
    const {bounds, domain} = this.#view;
    return domain[0] + ((x - bounds.left) / (bounds.right - bounds.left)) * (domain[1] - domain[0]);
  }

  #xOf(event: MouseEvent): number {
    return event.clientX - this.#element.getBoundingClientRect().left;
  }
}
