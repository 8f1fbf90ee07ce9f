import { createHash } from 'node:crypto';
import { kernelOptions } from '../config/kernel-options.js';
import { loadTape } from '../data/load-tape.js';
import { openStore, type Store } from '../data/store.js';
import { importSeason } from '../data/synthetic/import-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { runBacktest } from '../engine/backtest.js';
import { sourceOf } from '../engine/tape-parts.js';
import type { Micros } from '../engine/units.js';
import { prepareRun } from './prepare-run.js';

const SEEDS = 100;
const MARKET = { inPlayQuoteSeconds: 30 };
const NO_LAG = { marketLatencyMs: 0, gameLatencyMs: 0, gameJitterMs: 0 };

/** One game a seed, and a strategy that rests orders or takes, in turn. */
async function outputOf(store: Store, seed: number, rows: number): Promise<string> {
  const name = `season-${seed}`;
  const games = seed % 2 === 0 ? { nba: 1, epl: 0 } : { nba: 0, epl: 1 };
  const parameters = testSeason({
    seed: `determinism ${seed}`,
    days: 1,
    games,
    market: MARKET,
    ...(seed % 4 < 2 ? { feed: NO_LAG } : {}),
    mispricing: { noise: 0.2, overreaction: 1 },
  });
  await importSeason(store, { parameters, name, fileName: name });
  const tape = await loadTape(store, { dataset: name, includeInferredLabels: false }, { cache: false });
  const strategy = seed % 3 === 0 ? 'favourite-dip' : 'maker';
  const venue = { latencyModel: seed % 5 === 0 ? 'sampled' : 'constant', failedFillProbability: 0.1 };
  const own =
    strategy === 'maker' ? { phase: 'any', unknownPhase: 'allow' } : { entry: { confidenceMin: 0.3 } };
  const run = prepareRun({ strategy, seed, data: { dataset: name }, venue, parameters: own }, name);
  const span = { from: tape.localTime[0] as Micros, to: tape.localTime[tape.length - 1] as Micros };
  const options = kernelOptions(run.config, run.strategy(), span);
  const result = runBacktest(sourceOf(tape, rows), options);
  return `${seed} ${result.outputHash} ${result.counts.fills} ${result.cash}`;
}

/** What a hundred seeded runs come to: one hash, and how much was traded. */
export interface SeedsOutput {
  readonly hash: string;
  readonly fills: number;
}

/** @param threads of DuckDB. @param rows a part of the tape. */
export async function hundredSeeds(threads: number, rows: number): Promise<SeedsOutput> {
  const store = await openStore(':memory:');
  await store.run(`SET threads = ${threads}`);
  const hash = createHash('sha256');
  let fills = 0;
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const output = await outputOf(store, seed, rows);
    hash.update(`${output}\n`);
    fills += Number(output.split(' ')[2]);
  }
  store.close();
  return { hash: hash.digest('hex'), fills };
}
