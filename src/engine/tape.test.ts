import { describe, expect, it } from 'vitest';
import type { Catalog } from './catalog.js';
import { EventKind } from './events.js';
import { gameIndex, marketIndex } from './ids.js';
import {
  allocateColumns,
  BYTES_PER_EVENT,
  EVERY_MARKET,
  NO_PRICE,
  TAPE_COLUMNS,
  type TapeColumns,
  tapeOf,
} from './tape.js';

const CATALOG: Catalog = {
  games: [{ index: gameIndex(0), id: 'g', league: 'nba', sport: 'basketball', date: null }],
  markets: [0, 1].map((index) => ({
    index: marketIndex(index),
    venue: 'synthetic' as const,
    slug: `m${index}`,
    question: '',
    game: gameIndex(0),
    yesMeans: null,
  })),
  sources: ['feed', 'other'],
};

/** Three price points at 10, 20 and 20 microseconds. */
function columns(): TapeColumns {
  const made = allocateColumns(3);
  made.localTime.set([10, 20, 20]);
  made.kind.fill(EventKind.pricePoint);
  made.priceA.fill(5_000);
  return {
    ...made,
    gameStates: [],
    facts: [],
    levelPrice: new Uint16Array(2),
    levelSize: new Float64Array(2),
  };
}

/** Those columns after `change`, wrapped. */
const changed = (change: (made: TapeColumns) => void) => () => {
  const made = columns();
  change(made);
  return tapeOf(CATALOG, made);
};

describe('tapeOf', () => {
  it('takes columns that are in order', () => {
    expect(tapeOf(CATALOG, columns())).toMatchObject({ length: 3, catalog: CATALOG });
  });

  it.each<[string, (made: TapeColumns) => void, RegExp]>([
    [
      'time that runs backwards',
      (made) => made.localTime.set([9], 1),
      /row 1: time runs backwards, from 10 to 9/,
    ],
    ['time that is no whole number', (made) => made.localTime.set([20.5], 2), /row 2: local time is whole/],
    [
      'time that is not a number',
      (made) => made.localTime.set([Number.NaN], 0),
      /row 0: local time is whole/,
    ],
    ['an unknown kind', (made) => made.kind.set([9], 1), /row 1: unknown event kind 9/],
    ['kinds of one instant out of order', (made) => made.kind.set([6], 2), /row 2: kind 6 after kind 7/],
    [
      'sources of one instant out of order',
      (made) => made.source.set([1], 1),
      /row 2: sources of one instant/,
    ],
    ['a source that is not in the catalog', (made) => made.source.set([2], 2), /row 2: source 2 of 2/],
    ['a market that is not in the catalog', (made) => made.subject.set([2], 1), /row 1: subject 2 is not/],
    [
      'every market where one is meant',
      (made) => made.subject.set([EVERY_MARKET], 1),
      /row 1: subject 4294967295/,
    ],
    [
      'a game that is not in the catalog',
      (made) => {
        made.kind.set([EventKind.gameState], 0);
        made.subject.set([1], 0);
      },
      /row 0: subject 1 is not in the catalog of 1/,
    ],
    [
      'a game state that is not there',
      (made) => made.kind.set([EventKind.gameState], 0),
      /row 0: game state NaN/,
    ],
    [
      'market facts that are not there',
      (made) => {
        made.kind.set([EventKind.marketFacts], 0);
        made.sizeA.set([0], 0);
      },
      /row 0: market facts 0 is not one of 0/,
    ],
    [
      'book levels that are not there',
      (made) => {
        made.kind.set([EventKind.bookSnapshot], 0);
        made.priceA.set([2], 0);
        made.priceB.set([1], 0);
        made.sizeA.set([0], 0);
      },
      /row 0: end of book levels 3/,
    ],
  ])('refuses %s and names the row', (_what, change, message) => {
    expect(changed(change)).toThrow(expect.objectContaining({ code: 'ENGINE_TAPE' }));
    expect(changed(change)).toThrow(message);
  });

  it('takes a snapshot whose levels end where the columns end', () => {
    const take = changed((made) => {
      made.kind.set([EventKind.bookSnapshot], 0);
      made.priceA.set([1], 0);
      made.priceB.set([1], 0);
      made.sizeA.set([0], 0);
    });
    expect(take).not.toThrow();
  });

  it('takes a gap of every market', () => {
    const take = changed((made) => {
      made.kind.set([EventKind.feedGap], 0);
      made.subject.set([EVERY_MARKET], 0);
    });
    expect(take).not.toThrow();
  });

  it('refuses columns of different lengths and names the column', () => {
    const short = { ...columns(), lag: new Int32Array(2) };
    expect(() => tapeOf(CATALOG, short)).toThrow(/column lag has 2 rows, wanted 3/);
  });
});

describe('allocateColumns', () => {
  it('starts with no price and no size, and takes the bytes it says', () => {
    const made = allocateColumns(4);
    expect([...made.priceA, ...made.priceB]).toEqual(Array(8).fill(NO_PRICE));
    expect([...made.sizeA, ...made.sizeB]).toEqual(Array(8).fill(Number.NaN));
    expect(TAPE_COLUMNS.reduce((sum, name) => sum + made[name].byteLength, 0)).toBe(4 * BYTES_PER_EVENT);
  });
});
