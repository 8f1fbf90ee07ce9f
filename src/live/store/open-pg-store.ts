import type { Ports } from '../ports/ports.js';
import type { Timer } from '../ports/timers.js';
import { EMBEDDED_FOLDER, type EmbeddedServer, embeddedServer } from './embedded/embedded-server.js';
import type { LiveStore } from './live-store.js';
import { migrate } from './postgres/migrate.js';
import { PgStore } from './postgres/pg-store.js';

export interface OpenPgStoreOptions {
  /** `DATABASE_URL`; `null` or empty = the embedded server. */
  readonly databaseUrl: string | null;
  /** Of the embedded server; default `.touchline/postgres`. */
  readonly folder?: string;
  readonly ports: Pick<Ports, 'clock' | 'timers' | 'entropy'>;
}

/** A store that is ready, and where it is: `embedded`, or host and database of `DATABASE_URL`. */
export interface OpenPgStore {
  readonly store: LiveStore;
  readonly place: string;
  close(): Promise<void>;
}

/** How often an embedded server is looked after: one that died is started again. */
const WATCH_MS = 2_000;

/** Finds or starts the server, brings the schema up to date, and opens the store. */
export async function openPgStore(options: OpenPgStoreOptions): Promise<OpenPgStore> {
  const { databaseUrl, ports, folder = EMBEDDED_FOLDER } = options;
  const given = databaseUrl !== null && databaseUrl !== '';
  const server = given ? null : await embeddedServer({ folder });
  const url = server?.url ?? databaseUrl ?? '';
  try {
    await migrate(url);
  } catch (error) {
    await server?.release();
    throw error;
  }
  const store = new PgStore({ url, ports });
  const watch = server === null ? null : watchServer(server, ports);
  return {
    store,
    place: given ? placeOf(url) : 'embedded',
    close: async () => {
      await watch?.end();
      await store.close();
      await server?.release();
    },
  };
}

/** Without user and password. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/** Starts the server again when it has died. */
function watchServer(
  server: EmbeddedServer,
  { timers }: OpenPgStoreOptions['ports'],
): { end(): Promise<void> } {
  let looking = Promise.resolve();
  let timer: Timer;
  let ended = false;
  const schedule = (): void => {
    if (ended) return;
    timer = timers.after(WATCH_MS, () => {
      // What fails is tried again at the next look; that the store is away, every write tells.
      looking = server.revive().then(schedule, schedule);
    });
  };
  schedule();
  return {
    end: async () => {
      ended = true;
      timers.cancel(timer);
      await looking;
    },
  };
}
