import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Micros } from '../../engine/units.js';
import { nodePorts } from '../adapters/node-ports.js';
import { ledgerSums } from './contract/ledger-sums.testing.js';
import { ProgramRunner, programs } from './contract/program.testing.js';
import { type TestDatabase, testDatabase } from './embedded/test-database.testing.js';
import { MemoryStore } from './memory/memory-store.js';
import { PgStore } from './postgres/pg-store.js';

/** `TOUCHLINE_PROGRAMS=10000` is the long run. */
const PROGRAMS = Number(process.env['TOUCHLINE_PROGRAMS'] ?? 40);

/** Answers that the programs must have met, or they prove little. */
const MET = [
  'admitted',
  'known',
  'entry-open',
  'limit',
  'killed',
  'disarmed',
  'stale-epoch',
  'moved',
  'same',
  'illegal',
  'recorded',
  'duplicate',
  'foreign',
  'conflict',
  'leader',
  'held',
  'LIVE_INTENT_UNKNOWN',
  'LIVE_INTENT_CHANGED',
  'LIVE_JOURNAL_GAP',
  'LIVE_JOURNAL_CHANGED',
  'LIVE_SESSION_CHANGED',
];

describe('PgStore and MemoryStore', () => {
  let database: TestDatabase;
  let postgres: PgStore;
  beforeAll(async () => {
    database = await testDatabase();
    postgres = new PgStore({ url: database.url, ports: nodePorts() });
  });
  afterAll(async () => {
    await postgres.close();
    await database.drop();
  });

  it('answer every program alike, and their ledgers sum to zero after every step', {
    timeout: 36e5,
  }, async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(programs, async (steps) => {
        await database.empty();
        const memory = new MemoryStore();
        const [one, other] = [new ProgramRunner(postgres), new ProgramRunner(memory)];
        await Promise.all([one.begin(), other.begin()]);
        for (const step of steps) {
          const answer = await one.run(step);
          expect(answer).toEqual(await other.run(step));
          for (const store of [postgres, memory]) {
            const sums = ledgerSums(await store.ledger(step.account, 0 as Micros));
            expect(sums.filter((sum) => sum !== 0)).toEqual([]);
          }
          for (const kind of kindsIn(answer)) met.set(kind, (met.get(kind) ?? 0) + 1);
        }
        expect(await one.everything()).toEqual(await other.everything());
      }),
      { numRuns: PROGRAMS },
    );
    expect(MET.filter((kind) => !met.has(kind))).toEqual([]);
  });
});

/** Every `kind` and thrown code in an answer. */
function kindsIn(answer: unknown): readonly string[] {
  if (Array.isArray(answer)) return answer.flatMap(kindsIn);
  if (typeof answer !== 'object' || answer === null) return [];
  const { kind, threw } = answer as { kind?: string; threw?: string };
  return [kind, threw].filter((each) => each !== undefined);
}
