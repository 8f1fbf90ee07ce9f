import Table from 'cli-table3';
import { type Paint, plainText } from './terminal-colour.js';

/** `text` columns on the left are aligned left, as is the last one where asked; the others are numbers. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, text, last = false }: { readonly paint: Paint; readonly text: number; readonly last?: boolean },
): string {
  const made = new Table({
    head: head.map((cell) => paint('bold', cell)),
    colAligns: head.map((_, i) => (i < text || (last && i === head.length - 1) ? 'left' : 'right')),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
} as const;

/** Breaks at spaces; a word longer than the line stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plainText(text).split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
