import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BASELINE_KINDS } from '../baseline/create-baseline.js';
import { entryGates } from './entry.js';
import { EXIT_RULES } from './favourite-dip.js';

const page = readFileSync('docs/strategies/favourite-dip.md', 'utf8');
/** First cells of the table below a heading. */
const rowsBelow = (heading: string): readonly string[] => {
  const [, after = ''] = page.split(heading);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `([\w.-]+)` \|/gm)].map((match) => match[1] ?? '');
};

describe('docs/strategies/favourite-dip.md', () => {
  it('lists every gate and every exit rule in their order, and every baseline', () => {
    expect(rowsBelow('## Gates of an entry')).toEqual(entryGates().map(({ name }) => name));
    expect(rowsBelow('## Rules of an exit')).toEqual(EXIT_RULES.map(({ name }) => name));
    expect(rowsBelow('## Baseline')).toEqual([...BASELINE_KINDS]);
  });
});
