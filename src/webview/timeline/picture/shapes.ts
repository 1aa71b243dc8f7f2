/** What the picture consists of once it is laid out: places in pixels, words that fit. */
import type {Lane, Picture, PictureHypothesis, PictureItem} from '../../../core/picture/picture.ts';
import type {Tone} from '../tones.ts';
import type {Bounds} from './labels.ts';
import type {Domain, Place} from './scale.ts';

/** All that laying out a lane depends on. */
export interface LaneContext {
  readonly picture: Picture;
  readonly domain: Domain;
  readonly place: Place;
  /** The scale when everything is shown; rows follow it, so that zooming does not change heights. */
  readonly fitPlace: Place;
  readonly bounds: Bounds;
  readonly now: number;
  readonly zone: string;
  readonly selected: string | null;
  readonly measure: (words: string) => number;
}

/** One item, or several that lie on top of each other. */
export interface MarkShape {
  readonly key: string;
  readonly members: readonly PictureItem[];
  /** The member whose shape is drawn: the selected one, else the most important. */
  readonly face: PictureItem;
  readonly lane: Lane;
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly selected: boolean;
  /** An item that went on for a while. */
  readonly span: Bounds | null;
  /** Where an uncertain time may have been. */
  readonly fades: readonly Bounds[];
  /** Words on the mark itself, instead of its glyph. */
  readonly pill: {readonly left: number; readonly width: number; readonly words: string} | null;
}

export interface LabelShape {
  readonly key: string;
  readonly left: number;
  readonly y: number;
  readonly words: string;
  readonly tone: Tone | 'label';
  /** How long the line through the words is; absent where nothing is struck. */
  readonly struck?: number;
}

export interface HypothesisShape {
  readonly hypothesis: PictureHypothesis;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly selected: boolean;
}

export interface DueShape {
  readonly label: string;
  readonly due: number;
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
}

export interface LaneShape {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
  readonly y: number;
  readonly marks: readonly MarkShape[];
  readonly labels: readonly LabelShape[];
  readonly hypotheses: readonly HypothesisShape[];
  readonly due: readonly DueShape[];
}
