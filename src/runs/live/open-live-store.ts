import { join } from 'node:path';
import type { Ports } from '../../live/ports/ports.js';
import type { LiveStore } from '../../live/store/live-store.js';

/** Where the store is. */
export interface StoreOptions {
  /** A Postgres of one's own; left out = the server that touchline keeps in `folder`. */
  readonly databaseUrl?: string;
  readonly folder: string;
}

/** An open store, and how to let go of it. */
export interface OpenLiveStore {
  readonly store: LiveStore;
  close(): Promise<void>;
}

/** Connects, starts touchline's own server where none is named, and brings the schema up to date. */
export async function openLiveStore(
  { databaseUrl, folder }: StoreOptions,
  ports: Pick<Ports, 'clock' | 'timers' | 'entropy'>,
): Promise<OpenLiveStore> {
  const [{ embeddedServer }, { migrate }, { PgStore }] = await Promise.all([
    import('../../live/store/embedded/embedded-server.js'),
    import('../../live/store/postgres/migrate.js'),
    import('../../live/store/postgres/pg-store.js'),
  ]);
  const server =
    databaseUrl === undefined ? await embeddedServer({ folder: join(folder, 'postgres') }) : null;
  const url = databaseUrl ?? server?.url ?? '';
  try {
    await migrate(url);
  } catch (cause) {
    await server?.release();
    throw cause;
  }
  const store = new PgStore({ url, ports });
  return {
    store,
    close: async () => {
      await store.close();
      await server?.release();
    },
  };
}

/** Opens the store for the length of `use`. */
export async function withLiveStore<T>(
  options: StoreOptions,
  use: (store: LiveStore) => Promise<T>,
): Promise<T> {
  const { nodePorts } = await import('../../live/adapters/node-ports.js');
  const ports = nodePorts();
  const open = await openLiveStore(options, ports);
  try {
    return await use(open.store);
  } finally {
    await open.close();
    ports.close();
  }
}
