import type { Micros } from '../../engine/units.js';
import { nodePorts } from '../../live/adapters/node-ports.js';
import type { AccountRow, LiveStore } from '../../live/store/live-store.js';
import { loadCatalog } from '../../live/venues/polymarket/catalog/load-catalog.js';
import type { VenueCatalog } from '../../live/venues/polymarket/catalog/venue-catalog.js';
import { PolymarketFeed } from '../../live/venues/polymarket/feeds/polymarket-feed.js';
import { RateBuckets } from '../../live/venues/polymarket/orders/rate-buckets.js';
import { PublicRequests } from '../../live/venues/polymarket/public-requests.js';
import type { VenueAdapter } from '../../live/venues/venue-adapter.js';
import { buildHash } from './build-hash.js';
import { freshWindow, selectionOf } from './games-selection.js';
import { LiveFolder } from './live-folder.js';
import type { LiveMarkets } from './live-markets.js';
import type { LiveRun } from './live-run.js';
import { type LiveVenue, openLiveVenue } from './live-venue.js';
import { openLiveStore, type StoreOptions } from './open-live-store.js';
import { type GamesWindow, windowOf } from './session-document.js';
import type { StartRequest } from './start-live.js';
import { venueHosts } from './venue-hosts.js';

const REQUEST_TIMEOUT_MS = 5_000;

/** Where the passphrase of the keystore comes from, for accounts with money; neither = the terminal. */
export interface PassphraseOptions {
  readonly passphraseFile?: string;
  readonly passphraseFd?: number;
}

/** The world of a `live` command. */
export interface LiveWorld {
  readonly parts: Pick<
    StartRequest,
    'run' | 'store' | 'ports' | 'folder' | 'markets' | 'feed' | 'liveVenue' | 'buildHash'
  >;
  close(): Promise<void>;
}

/** Opens everything that a session needs: ports, store, catalog, feed. */
export async function openLive(request: {
  readonly options: StoreOptions & PassphraseOptions;
  readonly run: LiveRun;
  onStep(step: string): void;
}): Promise<LiveWorld> {
  const { options, run, onStep } = request;
  const ports = nodePorts();
  onStep(options.databaseUrl === undefined ? 'starting the store' : 'opening the store');
  const open = await openLiveStore(options, ports);
  const signers: LiveVenue[] = [];
  const close = async (): Promise<void> => {
    for (const signer of signers) signer.close();
    await open.close();
    ports.close();
  };
  try {
    onStep('reading the catalog of the venue');
    const hosts = venueHosts(run.live.url);
    const buckets = new RateBuckets(ports.clock, ports.timers);
    const requests = new PublicRequests(ports, buckets, REQUEST_TIMEOUT_MS);
    const window = await gamesWindow(run, open.store, ports.clock.now());
    const listed = await loadCatalog(requests, hosts, selectionOf(run.live, window));
    const feed = new PolymarketFeed(ports, {
      hosts,
      ...listed,
      requests,
      scoreOrders: new Map(Object.entries(run.live.scoreOrders)),
    });
    const { folder, passphraseFile, passphraseFd } = options;
    const liveVenue = async (account: AccountRow): Promise<VenueAdapter> => {
      const parts = { ports, hosts, tokens: listed.tokens, folder, buckets, timeoutMs: REQUEST_TIMEOUT_MS };
      const opened = await openLiveVenue({ ...parts, passphraseFile, passphraseFd }, account);
      signers.push(opened);
      return opened.venue;
    };
    const parts = {
      run,
      store: open.store,
      ports,
      folder: new LiveFolder(options.folder),
      markets: marketsOf(listed, window),
      feed,
      liveVenue,
      buildHash: buildHash(),
    };
    return { parts, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** An unfinished session of the same configuration goes on with the games that it began with. */
async function gamesWindow(run: LiveRun, store: LiveStore, now: Micros): Promise<GamesWindow> {
  const unfinished = (await store.sessions(run.live.account)).find(({ endedAt }) => endedAt === null);
  const before = unfinished === undefined ? null : windowOf(unfinished.document, run);
  if (before !== null) return before;
  return freshWindow(run.live, now);
}

function marketsOf({ catalog, tokens }: VenueCatalog, window: GamesWindow): LiveMarkets {
  const table = Object.fromEntries(tokens.markets.map(({ slug, yes, no }) => [slug, { yes, no }]));
  return { catalog, tokens: table, instruments: tokens, window };
}
