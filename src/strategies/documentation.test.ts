import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baselineSchema } from './baseline/baseline-parameters.js';
import { entryGates as closingLineGates } from './closing-line/entry.js';
import { entryGates as favouriteDipGates } from './favourite-dip/entry.js';
import { EXIT_RULES } from './favourite-dip/favourite-dip.js';
import { QUOTE_GATES } from './maker/maker.js';
import { entryGates as modelEdgeGates } from './model-edge/entry.js';
import { gameModel } from './model-edge/game-model.js';
import { entryGates as scoreShockGates } from './score-shock/entry.js';
import { EXIT_RULES as SHOCK_EXIT_RULES } from './score-shock/score-shock.js';
import { LEAGUES, sportOfLeague } from './sport/league-sport.js';

/** First cells of the table below a heading of a strategy's page. */
function rowsBelow(strategy: string, heading: string): readonly string[] {
  const page = readFileSync(`docs/strategies/${strategy}.md`, 'utf8');
  const [, after = ''] = page.split(`\n## ${heading}`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `?([\w.-]+)`? \|/gm)].map((match) => match[1] ?? '').slice(1);
}

const namesOf = (parts: readonly { readonly name: string }[]): readonly string[] =>
  parts.map(({ name }) => name);

describe('the pages of docs/strategies', () => {
  it.each([
    ['favourite-dip', favouriteDipGates()],
    ['model-edge', modelEdgeGates()],
    ['closing-line', closingLineGates()],
    ['score-shock', scoreShockGates()],
  ] as const)('list every gate of %s in the order of its funnel', (strategy, gates) => {
    expect(rowsBelow(strategy, 'Gates of an entry')).toEqual(namesOf(gates));
  });

  it('list what has to hold for maker to quote', () => {
    expect(rowsBelow('maker', 'Gates of a quote')).toEqual([...QUOTE_GATES]);
  });

  it('list the rules of an exit in their order, and every baseline', () => {
    expect(rowsBelow('favourite-dip', 'Rules of an exit')).toEqual(namesOf(EXIT_RULES));
    expect(rowsBelow('score-shock', 'Rules of an exit')).toEqual(namesOf(SHOCK_EXIT_RULES));
    expect(rowsBelow('favourite-dip', 'Baseline')).toEqual(
      baselineSchema.options.map(({ shape }) => shape.policy.value),
    );
  });

  it('list the sports that have a model', () => {
    const terms = { marginDeviation: 10, possessionPoints: 1.1, hockeyGoals: 6 };
    const sports = [...new Set(LEAGUES.map(sportOfLeague))];
    const modelled = sports.filter((sport) =>
      [0, 0.25].some((draw) => gameModel({ sport, league: 'any' }, { home: 0.5, draw }, terms) !== null),
    );
    expect(rowsBelow('model-edge', 'Model').toSorted()).toEqual(modelled.toSorted());
  });
});
