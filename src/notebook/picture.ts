import type { ChartSpec } from '../report/charts/chart-config.js';
import { renderSvg } from '../report/charts/render-svg.js';

/** A chart that was drawn, and what it was drawn from. */
export interface Picture {
  /** On white paper: a notebook may be read in the dark. */
  readonly svg: string;
  /** For the Vega editor, or a notebook that draws `application/vnd.vegalite.v6+json` itself. */
  readonly vegaLite: ChartSpec;
}

const MARGIN = 12;
const ROOT = /^<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+">/;

/** Draws a chart for a notebook, without a browser: the same chart gives the same text. */
export async function picture(spec: ChartSpec): Promise<Picture> {
  return { svg: rounded(onPaper(await renderSvg(spec))), vegaLite: spec };
}

/** Two decimals of a pixel are enough, and the last digit of a double is not the same on every machine. */
const rounded = (svg: string): string =>
  svg.replaceAll(/-?\d+\.\d{3,}/g, (text) => String(Number(Number(text).toFixed(2))));

/** A white ground with a margin around the drawing. */
const onPaper = (svg: string): string =>
  svg.replace(ROOT, (_root, names: string, width: string, height: string) => {
    const [wide, high] = [width, height].map((text) => Math.ceil(Number(text)) + 2 * MARGIN);
    const box = `${-MARGIN} ${-MARGIN} ${wide} ${high}`;
    const paper = `<rect x="${-MARGIN}" y="${-MARGIN}" width="${wide}" height="${high}" fill="#ffffff"/>`;
    return `<svg ${names}width="${wide}" height="${high}" viewBox="${box}">${paper}`;
  });
