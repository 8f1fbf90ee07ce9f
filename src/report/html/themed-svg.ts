import { PALETTE } from '../charts/palette.js';
import { type Markup, trusted } from './markup.js';

/** A drawn chart whose colours follow the page's variables, so that dark mode reaches it. */
export function themedSvg(svg: string, description: string): Markup {
  const themed = Object.entries(PALETTE).reduce(
    (text, [role, colour]) => text.replaceAll(`"${colour}"`, `"var(--${role})"`),
    svg,
  );
  // The page sets the font; the label of a chart is the sentence beside it.
  const plain = themed
    .replaceAll(/ font-family="[^"]*"/g, '')
    .replaceAll(/ (aria-[a-z]+|role)="[^"]*"/g, '')
    .replace('<svg ', `<svg role="img" aria-label="${description.replaceAll(/[^\w ,.%-]/g, '')}" `);
  // On a narrow screen a wide chart scrolls; a narrow one shrinks.
  const wide = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0) > 600;
  return trusted(`<div class="chart${wide ? ' wide' : ''}">${plain}</div>`);
}
