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
  const { openPgStore } = await import('../../live/store/open-pg-store.js');
  return openPgStore({ databaseUrl: databaseUrl ?? null, folder: join(folder, 'postgres'), ports });
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
