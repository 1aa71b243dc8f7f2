/** Tables of GitHub Flavored Markdown. Cells hold Markdown that is safe already (see `escape.ts`). */

/** A header row and rows of as many cells. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(row)].join('\n');
}

function row(cells: readonly string[]): string {
  return `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;
}
