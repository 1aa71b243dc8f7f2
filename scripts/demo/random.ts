// Chance that is the same each time: the sample's ids come from here.
import type {RandomBelow} from '../../src/core/incident/id.ts';

/** Whole numbers below a bound, always the same ones for the same seed. */
export function seededRandom(seed: string): RandomBelow {
  let state = 0;
  for (let index = 0; index < seed.length; index++) state = (Math.imul(state, 31) + seed.charCodeAt(index)) | 0;
  // A Weyl sequence whose bits are mixed: plenty for ids, useless for secrets.
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return (bound) => Math.floor((next() / 2 ** 32) * bound);
}
