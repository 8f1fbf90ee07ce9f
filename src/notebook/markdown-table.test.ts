import { expect, it } from 'vitest';
import { markdownTable } from './markdown-table.js';

it('a table has one line a row, figures to the right, and no cell ends early', () => {
  const rows = [
    { name: 'Lakers | Celtics', usd: '+1.00' },
    { name: 'two\nlines', usd: '-2.00' },
  ];
  const text = markdownTable(rows, [
    { head: 'game', cell: ({ name }) => name },
    { head: 'USD', cell: ({ usd }) => usd, figure: true },
  ]);
  expect(text).toBe(
    ['| game | USD |', '|---|---:|', '| Lakers \\| Celtics | +1.00 |', '| two lines | -2.00 |'].join('\n'),
  );
});
