/** A short movement from one stretch of time to another. */
import type {Domain} from './picture/scale.ts';

const LENGTH = 220;
let running = 0;

export function glide(from: Domain, to: Domain, show: (domain: Domain) => void): void {
  const own = ++running;
  if (prefersStillness()) {
    show(to);
    return;
  }
  const start = performance.now();
  const frame = (time: number): void => {
    if (own !== running) return;
    const share = Math.min(1, Math.max(0, (time - start) / LENGTH));
    const eased = 1 - (1 - share) ** 3;
    show(share === 1 ? to : [from[0] + (to[0] - from[0]) * eased, from[1] + (to[1] - from[1]) * eased]);
    if (share < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function prefersStillness(): boolean {
  return document.hidden || document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
