import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeClock } from '../../adapters/node-clock.js';
import { nodeTimers } from '../../adapters/node-timers.js';
import { type TestDatabase, testDatabase } from '../../store/embedded/test-database.testing.js';
import { FakeVenue } from '../../venues/fake/fake-venue.js';
import { serveVenue, type VenueServer } from '../../venues/fake/server/venue-server.js';
import { quote, SMALL_CATALOG } from '../../venues/fake/venue.testing.js';
import { CRASH_POINTS, type CrashPoint } from './crash-points.testing.js';
import { runPoint } from './run-point.testing.js';

/** The suite dies at a few points; `TOUCHLINE_CRASH_POINTS=all` at all of them, which takes some minutes. */
const FEW = 'K1,K6,K11';
const chosen = process.env['TOUCHLINE_CRASH_POINTS'] ?? FEW;
const POINTS = (chosen === 'all' ? Object.keys(CRASH_POINTS) : chosen.split(',')) as CrashPoint[];
const PATIENCE_MS = 900_000;

let failing = false;
const venue = new FakeVenue({
  catalog: SMALL_CATALOG,
  clock: nodeClock,
  timers: nodeTimers,
  seed: 'crash matrix',
  settlement: () => [
    { afterMs: 300, status: 'MINED' },
    { afterMs: 500, status: failing ? 'FAILED' : 'CONFIRMED' },
  ],
});
let server: VenueServer;
let database: TestDatabase;
let quoting: NodeJS.Timeout;

beforeAll(async () => {
  server = await serveVenue(venue);
  database = await testDatabase();
  let size = 100;
  quoting = setInterval(() => {
    size = size === 100 ? 101 : 100;
    for (const market of [0, 1, 2, 3]) venue.apply(quote(market, [40, 42], size));
  }, 300);
}, PATIENCE_MS);
afterAll(async () => {
  clearInterval(quoting);
  await server.close();
  await database.drop();
});

describe('a session that is killed', () => {
  it.each(POINTS.map((point) => [point, CRASH_POINTS[point]] as const))(
    '%s, %s: doubles no order, loses no fill, and its books are those of the venue',
    async (point) => {
      failing = point === 'K14';
      const result = await runPoint({ venue, server, databaseUrl: database.url }, point);
      expect(result.diedBy).toBe('SIGKILL');
      expect(result.stoppedWith).toBe(0);
      // What was stopping is over: the next start is another session, which buys for itself.
      const sessions = point === 'K16' ? 2 : 1;
      expect(result.sessions).toBe(sessions);
      expect(result.venueOrders).toBeLessThanOrEqual(sessions);
      expect(result.intents).toBeLessThanOrEqual(2 * sessions);
      expect(result.unresolved).toBe(0);
      expect(result.fills.here).toEqual(result.fills.there);
      expect(result.cash.here).toBe(result.cash.there);
    },
    PATIENCE_MS,
  );
});
