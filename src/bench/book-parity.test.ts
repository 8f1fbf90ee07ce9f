import { expect, it } from 'vitest';
import { kernelOptions } from '../config/kernel-options.js';
import { parametersFor } from '../config/strategy-parameters.js';
import { inBacktest, onPaper } from '../engine/session/session.testing.js';
import { eventsOfTape } from '../engine/tape-events.testing.js';
import type { Micros } from '../engine/units.js';
import { strategyNamed } from '../strategies/registry.js';
import { bookWalk } from './book-walk.js';
import { NO_LIMITS, runConfig } from './replay.js';

it('a maker over whole books, in the queue and with latency, is on paper what it is in a backtest', () => {
  const tape = bookWalk(6_000, 4);
  const config = runConfig({
    strategy: 'maker',
    risk: NO_LIMITS,
    parameters: { phase: 'any', unknownPhase: 'allow' },
  });
  const strategy = () =>
    strategyNamed('maker').instantiate((schema) => parametersFor(schema, config, 'bench'));
  const span = { from: tape.localTime[0] as Micros, to: tape.localTime[tape.length - 1] as Micros };
  const changed = { ...kernelOptions(config, strategy(), span), blockedDecisionsMax: 1_000_000 };
  const play = { catalog: tape.catalog, events: eventsOfTape(tape), strategy, changed };
  const { journal: _, hash: __, ...paper } = onPaper(play);
  expect(paper).toEqual(inBacktest(play));
  expect(paper.rows.fill.length).toBeGreaterThan(20);
});
