import { expect, it } from 'vitest';
import { linesChart } from '../report/charts/lines-chart.js';
import { picture } from './picture.js';

const chart = linesChart([{ name: 'a', points: [0, 1, 2].map((x) => ({ x, y: x / 7 })) }], {
  width: 200,
  x: { title: 'games', format: 'd' },
  y: { title: 'USD', format: '.2f' },
});

it('a picture stands on white paper with a margin, the same text each time, to a hundredth of a pixel', async () => {
  const { svg, vegaLite } = await picture(chart);
  const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const paper = `viewBox="-12 -12 ${width} ${height}"><rect x="-12" y="-12" width="${width}" height="${height}" fill="#ffffff"/>`;
  expect(svg).toContain(paper);
  expect(svg).not.toMatch(/\d\.\d{3}/);
  expect((await picture(chart)).svg).toBe(svg);
  expect(vegaLite).toBe(chart);
});
