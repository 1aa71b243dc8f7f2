/** The band of statuses under the axis. Pure. */
import type {PictureBand} from '../../../core/picture/picture.ts';
import {bandTone} from '../tones.ts';
import {shortened} from './labels.ts';
import type {Bounds} from './labels.ts';
import type {Place} from './scale.ts';

export interface BandShape {
  readonly key: string;
  readonly x: number;
  readonly width: number;
  readonly tone: string;
  /** What fits of the status; perhaps nothing. */
  readonly label: string;
  readonly status: string;
  readonly from: number;
  readonly to: number;
  /** Still in this status. */
  readonly open: boolean;
}

/** Bands inside the bounds; the last one reaches to `end`. */
export function layBands(
  bands: readonly PictureBand[],
  place: Place,
  end: number,
  bounds: Bounds,
  measure: (words: string) => number,
): BandShape[] {
  const shapes: BandShape[] = [];
  for (const [index, band] of bands.entries()) {
    const to = band.to ?? Math.max(end, band.from);
    const left = Math.max(bounds.left, place(band.from));
    const right = Math.min(bounds.right, place(to));
    if (right < bounds.left || left > bounds.right) continue;
    // A status that was left at once is still worth a hairline.
    const width = Math.max(right - left, 1.5);
    const label = shortened(band.status, width - 10, measure);
    shapes.push({
      key: `${index} ${band.status}`,
      x: left,
      width,
      tone: bandTone(band, bands),
      label,
      status: band.status,
      from: band.from,
      to,
      open: band.to === null,
    });
  }
  return shapes;
}
