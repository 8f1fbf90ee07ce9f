import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { privateKeyToAccount } from 'viem/accounts';
import { nodePorts } from '../../adapters/node-ports.js';
import { PgStore } from '../../store/postgres/pg-store.js';
import type { FakeVenue } from '../../venues/fake/fake-venue.js';
import type { VenueServer } from '../../venues/fake/server/venue-server.js';
import { CANCEL_POINTS, type CrashPoint } from './crash-points.testing.js';

const CHILD = fileURLToPath(new URL('./crash-child.testing.ts', import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const OPENING_CASH = 1_000_000_000;

/** Where a point is tried. */
export interface CrashWorld {
  readonly venue: FakeVenue;
  readonly server: VenueServer;
  readonly databaseUrl: string;
}

/** What a point came to. Everything that must hold is in it; the test says what it must be. */
export interface PointResult {
  readonly diedBy: string | null;
  readonly stoppedWith: number | null;
  readonly sessions: number;
  readonly venueOrders: number;
  readonly intents: number;
  readonly unresolved: number;
  readonly fills: { readonly here: readonly string[]; readonly there: readonly string[] };
  readonly cash: { readonly here: string; readonly there: string };
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  errors(): string;
}

function start(
  env: Readonly<Record<string, string>>,
  told: (line: Record<string, unknown>) => void,
): Running {
  const child = spawn(process.execPath, ['--import', LOADER, CHILD], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += String(data);
  });
  if (child.stdout !== null) createInterface(child.stdout).on('line', (line) => told(JSON.parse(line)));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended, errors: () => errors };
}

/** Kills a session at `point`, starts it again, waits until everything is resolved, stops it, compares the books. */
export async function runPoint(world: CrashWorld, point: CrashPoint): Promise<PointResult> {
  const key = `0x${randomBytes(32).toString('hex')}` as const;
  const signer = privateKeyToAccount(key).address;
  const name = `crash-${point}`.toLowerCase();
  const ports = nodePorts();
  const store = new PgStore({ url: world.databaseUrl, ports });
  const account = world.venue.openAccount({ signer, cash: OPENING_CASH });
  const createdAt = ports.clock.now();
  const row = { name, venue: 'polymarket', mode: 'live', funder: signer, signer, signatureType: 0 } as const;
  await store.putAccount({ ...row, armed: false, createdAt }, OPENING_CASH as never);
  await store.arm(name, true, { at: createdAt, actor: 'test', action: 'arm', detail: name });
  const env = {
    DATABASE_URL: world.databaseUrl,
    CRASH_PORT: String(world.server.port),
    CRASH_ACCOUNT: name,
    CRASH_KEY: key,
    CRASH_RESTS: CANCEL_POINTS.includes(point) ? 'yes' : 'no',
  };
  const diedBy = await dieAt(env, point);
  const stoppedWith = await recoverAndStop(env);
  const intents = await store.openIntents(name, 0 as never);
  const here = (await store.fills(name, 0 as never)).map(
    ({ tradeId, side, size, price, fee, status }) => `${tradeId} ${side} ${size} ${price} ${fee} ${status}`,
  );
  const there = world.venue.exchange.ledger
    .fills(account.wallet)
    .map(
      ({ tradeId, side, size, price, fee, status }) =>
        `${tradeId} ${side} ${size} ${price} ${fee} ${status.toLowerCase()}`,
    );
  const orders = [...world.venue.exchange.orders.values()].filter(
    ({ request }) => request.account === account,
  );
  const totals = await store.totals(name);
  const sessions = await store.sessions(name);
  await store.close();
  ports.close();
  return {
    diedBy,
    stoppedWith,
    sessions: sessions.length,
    venueOrders: orders.length,
    intents: intents.length,
    unresolved: (await openNow(intents)).length,
    fills: { here: here.sort(), there: there.sort() },
    cash: {
      here: String(totals.cash),
      there: String(world.venue.exchange.ledger.totals(account.wallet).cash),
    },
  };
}

const ENDED = ['filled', 'cancelled', 'expired', 'rejected', 'abandoned', 'never-placed'];
const openNow = (intents: readonly { readonly state: string }[]) =>
  Promise.resolve(intents.filter(({ state }) => !ENDED.includes(state)));

async function dieAt(env: Readonly<Record<string, string>>, point: CrashPoint): Promise<string | null> {
  const running = start({ ...env, CRASH_POINT: point }, (line) => {
    // This point is reached by stopping.
    if (point === 'K16' && line['state'] === 'ready' && line['open'] === 0) running.child.kill('SIGTERM');
  });
  const { signal, code } = await running.ended;
  return signal ?? `exit ${code}: ${running.errors().slice(-2_000)}`;
}

/** Runs until two tellings in a row say that nothing is open, unknown or pending, and the session may trade. */
async function recoverAndStop(env: Readonly<Record<string, string>>): Promise<number | null> {
  let quiet = 0;
  const running = start(env, (line) => {
    const isQuiet = line['state'] === 'ready' && line['open'] === 0 && line['pending'] === 0;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === 6) running.child.kill('SIGTERM');
  });
  const { code, signal } = await running.ended;
  if (code !== 0)
    throw new Error(`the second process ended with ${code ?? signal}: ${running.errors().slice(-2_000)}`);
  return code;
}
