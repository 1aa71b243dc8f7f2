/** Marks that would lie on top of each other become one mark with a count. Pure. */

export interface Cluster<T> {
  readonly x: number;
  /** In order of time; a single one is no cluster. */
  readonly members: readonly T[];
}

/** How much room a mark needs to each side. */
export interface Radii {
  readonly single: number;
  readonly cluster: number;
}

/** Joins neighbours until none overlap. `marks` must be in order of `x`. */
export function clusters<T>(marks: readonly {readonly x: number; readonly value: T}[], radii: Radii): Cluster<T>[] {
  const done: {x: number; members: T[]}[] = [];
  const room = (members: number): number => (members > 1 ? radii.cluster : radii.single);
  for (const {x, value} of marks) {
    let current = {x, members: [value]};
    for (let previous = done.at(-1); previous; previous = done.at(-1)) {
      if (current.x - previous.x >= room(current.members.length) + room(previous.members.length)) break;
      done.pop();
      current = joined(previous, current);
    }
    done.push(current);
  }
  return done;
}

function joined<T>(left: {x: number; members: T[]}, right: {x: number; members: T[]}): {x: number; members: T[]} {
  const members = [...left.members, ...right.members];
  return {x: (left.x * left.members.length + right.x * right.members.length) / members.length, members};
}
