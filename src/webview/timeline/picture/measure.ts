/** Widths of words as the picture writes them. */
const widths = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null | undefined;
let measuredFont = '';

/** In pixels, for the font of the picture's labels. */
export function measure(words: string): number {
  const font = labelFont();
  if (font !== measuredFont) {
    widths.clear();
    measuredFont = font;
  }
  const known = widths.get(words);
  if (known !== undefined) return known;
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return words.length * 7;
  canvas.font = font;
  const width = canvas.measureText(words).width;
  if (widths.size > 5000) widths.clear();
  widths.set(words, width);
  return width;
}

/** The size is that of `.picture text` in the style sheet. */
function labelFont(): string {
  const {fontFamily} = getComputedStyle(document.body);
  return `11px ${fontFamily}`;
}
