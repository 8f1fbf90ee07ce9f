import { describe, expect, it } from 'vitest';
import { parsePolymarketUsSlug } from './polymarket-us-slug.js';

describe('a slug of Polymarket US', () => {
  it('puts winner, spread, total and statistic of a game together', () => {
    const slugs = [
      'aec-mlb-laa-min-2026-07-11',
      'asc-mlb-laa-min-2026-07-11-pos-3pt5',
      'tsc-mlb-laa-min-2026-07-11-8pt5',
      'astatc-mlb-laa-min-2026-07-11-tb-ryajef-gte4',
    ];
    expect(new Set(slugs.map((slug) => parsePolymarketUsSlug(slug).gameId))).toEqual(
      new Set(['mlb-laa-min-2026-07-11']),
    );
  });

  it('says the away side in baseball, where it is listed first, and nothing elsewhere', () => {
    expect(parsePolymarketUsSlug('aec-mlb-laa-min-2026-07-11').yesMeans).toBe('away');
    expect(parsePolymarketUsSlug('aec-atp-adawal-alemic-2026-07-11').yesMeans).toBeNull();
    expect(parsePolymarketUsSlug('asc-mlb-laa-min-2026-07-11-pos-3pt5').yesMeans).toBeNull();
  });

  it('knows the draw of a 1X2 and does not guess the side of its other legs', () => {
    expect(parsePolymarketUsSlug('atc-ucl-shr-flor-2026-07-14-draw').yesMeans).toBe('draw');
    expect(parsePolymarketUsSlug('atc-ucl-shr-flor-2026-07-14-shr').yesMeans).toBeNull();
  });

  it.each([
    'tec-mlb-nlchamp-2026-09-27-sd',
    'tec-mlb-derby-rd1-2026-07-13-w-benric',
    'gdpc-us-saa-q2-2026-07-30-atl1pt0',
    'aec-mlb-laa-min-2026-02-30',
    'something',
  ])('of another shape is a game of its own in no known league: %s', (slug) => {
    expect(parsePolymarketUsSlug(slug)).toEqual({
      gameId: slug,
      league: 'unknown',
      sport: 'unknown',
      date: null,
      yesMeans: null,
    });
  });
});
