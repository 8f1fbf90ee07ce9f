import { TouchlineError } from '../../../../engine/errors.js';
import type { Micros } from '../../../../engine/units.js';
import type { Hosts } from '../hosts.js';
import { type Read, readBody } from '../orders/read-pages.js';
import type { PublicRequests } from '../public-requests.js';
import { type ClobMarket, readClobMarket } from '../wire/clob-market.js';
import { fieldsOf, readList, readTextOrNull } from '../wire/fields.js';
import { type GammaEvent, readGammaEvent } from '../wire/gamma-event.js';
import type { GammaMarket } from '../wire/gamma-market.js';
import { readEach } from '../wire/read-each.js';
import { type RefusedMarket, type VenueCatalog, venueCatalog } from './venue-catalog.js';

/** What is to be traded. */
export interface CatalogSelection {
  /** League codes as the slugs begin with them; empty = every league. */
  readonly leagues: readonly string[];
  /** Games that start in between, both included. */
  readonly from: Micros;
  readonly to: Micros;
  /** Lower case, for example `moneyline`. */
  readonly marketTypes: readonly string[];
  /** The most markets that one session follows. */
  readonly mostMarkets: number;
}

/** Games, as Gamma tags them. */
const GAMES_TAG = 100_639;
const PAGE = 100;
const MOST_PAGES = 200;
/** Markets that are asked for at once. */
const AT_ONCE = 8;

/** Reads the catalog of a selection: events from Gamma, rules from the order service. @throws LIVE_CATALOG. */
export async function loadCatalog(
  requests: PublicRequests,
  hosts: Hosts,
  selection: CatalogSelection,
): Promise<VenueCatalog> {
  const { events, unread } = await readEvents(requests, hosts, selection);
  const wanted = (market: GammaMarket) => selection.marketTypes.includes(market.type ?? '');
  const conditions = events.flatMap(({ markets }) =>
    markets.filter(wanted).map(({ condition }) => condition),
  );
  if (conditions.length > selection.mostMarkets) {
    throw catalogFault(`${conditions.length} markets are selected`, {
      hint: `at most ${selection.mostMarkets}: select fewer leagues or days`,
    });
  }
  const clob = await readClobMarkets(requests, hosts, [...new Set(conditions)]);
  const built = venueCatalog(events, wanted, (condition) => clob.get(condition) ?? null);
  return { ...built, refused: [...unread, ...built.refused] };
}

async function readEvents(
  requests: PublicRequests,
  hosts: Hosts,
  { leagues, from, to }: CatalogSelection,
): Promise<EventPage> {
  const found: GammaEvent[] = [];
  const unread: RefusedMarket[] = [];
  const iso = (time: number) => encodeURIComponent(new Date(time / 1_000).toISOString());
  const query = `limit=${PAGE}&tag_id=${GAMES_TAG}&closed=false&start_time_min=${iso(from)}&start_time_max=${iso(to)}`;
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    if (page >= MOST_PAGES) throw catalogFault('the list of games does not end', {});
    const after: string = cursor === '' ? '' : `&after_cursor=${encodeURIComponent(cursor)}`;
    const read: Read<EventPage & { readonly next: string | null }> = readBody(
      await requests.get(`${hosts.gamma}/events/keyset?${query}${after}`, 'gamma'),
      readEventPage,
    );
    if (read.kind === 'failed') throw catalogFault('games cannot be listed', { cause: read.reason });
    found.push(...read.value.events);
    unread.push(...read.value.unread);
    cursor = read.value.next;
  }
  // The venue's filters are not to be relied on.
  const events = found.filter(({ slug, startTime }) => {
    const inLeague = leagues.length === 0 || leagues.some((league) => slug.startsWith(`${league}-`));
    return inLeague && (startTime === null || (startTime >= from && startTime <= to));
  });
  return { events, unread };
}

interface EventPage {
  readonly events: readonly GammaEvent[];
  readonly unread: readonly RefusedMarket[];
}

function readEventPage(body: unknown): EventPage & { readonly next: string | null } {
  const fields = fieldsOf(body, 'page');
  const { values, unread } = readEach(readList(fields, 'events'), readGammaEvent);
  return { events: values, unread, next: readTextOrNull(fields, 'next_cursor') };
}

async function readClobMarkets(
  requests: PublicRequests,
  hosts: Hosts,
  conditions: readonly string[],
): Promise<ReadonlyMap<string, ClobMarket>> {
  const found = new Map<string, ClobMarket>();
  const waiting = [...conditions];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await requests.get(`${hosts.clob}/clob-markets/${next}`, 'other');
      // A new market is not known there for some minutes: it is left out and named.
      if (result.kind === 'response' && result.status === 404) continue;
      const read = readBody(result, readClobMarket);
      if (read.kind === 'failed')
        throw catalogFault(`rules of ${next} cannot be read`, { cause: read.reason });
      found.set(next, read.value);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

function catalogFault(
  what: string,
  { cause, hint }: { readonly cause?: string; readonly hint?: string },
): TouchlineError {
  return new TouchlineError('LIVE_CATALOG', cause === undefined ? what : `${what}: ${cause}`, {
    hint: hint ?? 'the venue may be down, or its form may have changed',
  });
}
