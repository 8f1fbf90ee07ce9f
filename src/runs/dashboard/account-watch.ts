import { type Micros, PRICE_ONE } from '../../engine/units.js';
import { isTerminal } from '../../live/orders/intent-state.js';
import type { Clock } from '../../live/ports/clock.js';
import type { AccountRow, LiveStore, SessionRow } from '../../live/store/live-store.js';
import type { AccountView, OrderLine } from '../../report/dashboard/account-view.js';
import type { LiveFolder } from '../live/live-folder.js';
import { marketsOf } from '../live/session-document.js';
import { DecisionTail } from './decision-tail.js';

const DAY = 86_400_000_000;
/** Ended orders are shown for so long. */
const ORDERS_FOR = 21_600_000_000;
const ENDED_MAX = 50;
/** Rows of sessions carry their whole catalog: they are read so seldom, microseconds. */
const SESSIONS_EVERY = 15_000_000;

interface KnownSessions {
  readonly at: Micros;
  /** Process that traded the account then. */
  readonly pid: number | null;
  readonly rows: readonly SessionRow[];
}

/** Accounts as they stand, for whoever looks again and again. */
export class AccountWatch {
  readonly #store: LiveStore;
  readonly #folder: Pick<LiveFolder, 'running' | 'pulse'>;
  readonly #clock: Clock;
  readonly #sessions = new Map<string, KnownSessions>();
  readonly #tails = new Map<string, DecisionTail>();

  constructor(store: LiveStore, folder: Pick<LiveFolder, 'running' | 'pulse'>, clock: Clock) {
    this.#store = store;
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Every account, in the order of their names. Rejects when the store does not answer. */
  async views(): Promise<readonly AccountView[]> {
    const accounts = [...(await this.#store.accounts())].sort((a, b) => (a.name < b.name ? -1 : 1));
    return Promise.all(accounts.map((account) => this.#view(account)));
  }

  async #view(account: AccountRow): Promise<AccountView> {
    const { name } = account;
    const at = this.#clock.now();
    const pulse = this.#folder.pulse(name);
    const pid = this.#folder.running(name)?.pid ?? null;
    const sessions = await this.#sessionsOf(name, { told: pulse?.session ?? null, pid });
    const unfinished = sessions.find(({ endedAt }) => endedAt === null) ?? null;
    const [kills, totals, profitOfDay, holdings, orders, decisions] = await Promise.all([
      this.#store.kills(),
      this.#store.totals(name),
      this.#store.profitSince(name, (at - DAY) as Micros),
      this.#store.holdings(name),
      this.#orders(name, at),
      this.#decisions(name, sessions),
    ]);
    return {
      at,
      account,
      pid,
      unfinished,
      halts: kills.filter((kill) => kill.account === null || kill.account === name),
      pulse,
      totals,
      profitOfDay,
      holdings,
      orders,
      decisions,
    };
  }

  /** Read anew when they are old, when another process trades or none, or when an unknown session told of itself. */
  async #sessionsOf(
    account: string,
    { told, pid }: { readonly told: string | null; readonly pid: number | null },
  ): Promise<readonly SessionRow[]> {
    const at = this.#clock.now();
    const known = this.#sessions.get(account);
    const isKnown = told === null || known?.rows.some(({ id }) => id === told) === true;
    if (known?.pid === pid && isKnown && at - known.at < SESSIONS_EVERY) return known.rows;
    const rows = [...(await this.#store.sessions(account))].sort((a, b) => b.startedAt - a.startedAt);
    this.#sessions.set(account, { at, pid, rows });
    return rows;
  }

  async #orders(account: string, at: Micros): Promise<readonly OrderLine[]> {
    const since = (at - ORDERS_FOR) as Micros;
    const newestFirst = [...(await this.#store.openIntents(account, since))].sort(
      (a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1),
    );
    const ended = newestFirst.filter(({ state }) => isTerminal(state)).slice(0, ENDED_MAX);
    const intents = newestFirst.filter((intent) => !isTerminal(intent.state) || ended.includes(intent));
    const oldest = intents.reduce<number>((least, { createdAt }) => Math.min(least, createdAt), at);
    const fills = await this.#store.fills(account, (oldest - ORDERS_FOR) as Micros);
    return intents.map((intent) => {
      const own = fills.filter((fill) => fill.intent === intent.id);
      return { intent, fillPrice: meanPrice(own), fills: own };
    });
  }

  #decisions(account: string, sessions: readonly SessionRow[]): ReturnType<DecisionTail['read']> {
    const newest = sessions[0];
    if (newest === undefined) return Promise.resolve([]);
    let tail = this.#tails.get(account);
    if (tail?.session !== newest.id) {
      tail = new DecisionTail(newest.id, marketsOf(newest.document));
      this.#tails.set(account, tail);
    }
    return tail.read(this.#store);
  }
}

/** Of the fills that have not failed, dollars a share. */
function meanPrice(fills: OrderLine['fills']): number | null {
  const standing = fills.filter(({ status }) => status !== 'failed');
  const size = standing.reduce((sum, fill) => sum + fill.size, 0);
  if (size === 0) return null;
  return standing.reduce((sum, fill) => sum + (fill.price / PRICE_ONE) * fill.size, 0) / size;
}
