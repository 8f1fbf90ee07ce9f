/** HTML that is safe to put into a page as it is. Only `markup` and `trusted` make it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Markup | null | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, safe inside elements and quoted attributes; control characters are replaced. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(/[^\P{Cc}\n\t]/gu, '\u{fffd}');

/**
 * Template tag that escapes every value put in, but for other `Markup`. `null` is nothing.
 *
 * @example
 * markup`<td>${'<script>'}</td>`.text; // <td>&lt;script&gt;</td>
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(strings.reduce((text, part, i) => text + render(values[i - 1] ?? null) + part));
}

function render(value: Piece): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  return typeof value === 'number' ? String(value) : value.map((piece) => piece.text).join('');
}

/** Marks HTML that this program made by other means, such as a drawn chart. */
export const trusted = (text: string): Markup => new Markup(text);

export const NOTHING = new Markup('');
