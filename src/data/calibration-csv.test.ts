import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readForecastCsv } from './calibration-csv.js';
import { testFolder } from './source-files.testing.js';

function written(text: string): string {
  const path = join(testFolder(), 'forecasts.csv');
  writeFileSync(path, text);
  return path;
}

describe('forecasts in a file', () => {
  it('are read by the names of their columns, quotes, byte mark and line ends of any kind', () => {
    const { points } = readForecastCsv(
      written(
        '\ufeffgame,y,p,time,note,sport\r\n"A, ""B""",1,.25,2026-07-11 12:00:00,x,nba\r\nC,0.5,1e-2,,,\r\n',
      ),
    );
    expect(points).toHaveLength(2);
    expect(points[0]).toMatchObject({
      game: 'A, "B"',
      outcome: 1,
      probability: 0.25,
      sport: 'nba',
      market: null,
    });
    expect(points[0]?.time).toBe(Date.parse('2026-07-11T12:00:00Z') * 1000);
    expect(points[1]).toMatchObject({ game: 'C', outcome: 0.5, probability: 0.01, sport: null, time: null });
  });

  it('have the SHA-256 of their bytes', () => {
    // printf 'p,y,game\n0.5,1,a\n' | sha256sum
    expect(readForecastCsv(written('p,y,game\n0.5,1,a\n')).hash).toBe(
      '1334a36611fc70b230d2b01644621d21a040cbbbbe7763f195cb55e7d9ab5b1d',
    );
  });

  it.each([
    ['y,game\n1,a\n', 'DATA_COLUMNS', { field: 'p' }],
    ['p,y,game\n', 'DATA_NO_ROWS', {}],
    ['p,y,game\n0.5,1,a\n1.01,1,b\n', 'DATA_PROBABILITY', { row: 2, field: 'p', value: '1.01' }],
    ['p,y,game\n,1,a\n', 'DATA_PROBABILITY', { row: 1, value: '' }],
    ['p,y,game\n50%,1,a\n', 'DATA_PROBABILITY', { row: 1, value: '50%' }],
    ['p,y,game\n0.5,won,a\n', 'DATA_OUTCOME', { row: 1, field: 'y', value: 'won' }],
    ['p,y,game\n0.5,1\n', 'DATA_GAME', { row: 1, field: 'game' }],
    ['p,y,game,time\n0.5,1,a,July\n', 'DATA_TIME', { row: 1, value: 'July' }],
    ['p,y,game\n0.5,1,a"b\n', 'DATA_UNREADABLE', {}],
  ])('are refused with row and field: %j', (text, code, where) => {
    expect(() => readForecastCsv(written(text))).toThrow(
      expect.objectContaining({ code, where: expect.objectContaining(where) }),
    );
  });

  it('that are not there are refused by name', () => {
    expect(() => readForecastCsv('/nowhere/forecasts.csv')).toThrow(
      expect.objectContaining({ code: 'DATA_UNREADABLE' }),
    );
  });
});
