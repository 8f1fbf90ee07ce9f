import type { Catalog } from '../../engine/catalog.js';
import type { DecisionRecord } from '../../engine/run-result.js';
import type { LiveStore } from '../../live/store/live-store.js';
import type { LiveDecision } from '../../report/dashboard/account-view.js';

const BATCH = 1_000;
/** Decisions that acted, kept for the page. */
const KEPT = 12;

/** The newest decisions of a session that acted. Each is read from the store once, however many look at a time. */
export class DecisionTail {
  readonly #session: string;
  readonly #markets: Catalog['markets'];
  #next = 0;
  #newest: readonly LiveDecision[] = [];
  #reading: Promise<readonly LiveDecision[]> = Promise.resolve([]);

  constructor(session: string, markets: Catalog['markets']) {
    this.#session = session;
    this.#markets = markets;
  }

  get session(): string {
    return this.#session;
  }

  /** Newest first. Rejects when the store does not answer; the next reading goes on from where this one began. */
  read(store: Pick<LiveStore, 'readDecisions'>): Promise<readonly LiveDecision[]> {
    const readOn = () => this.#readOn(store);
    this.#reading = this.#reading.then(readOn, readOn);
    return this.#reading;
  }

  async #readOn(store: Pick<LiveStore, 'readDecisions'>): Promise<readonly LiveDecision[]> {
    for (;;) {
      const rows = await store.readDecisions(this.#session, this.#next, BATCH);
      const acted = rows
        .map(({ json }) => JSON.parse(json) as DecisionRecord)
        .filter(({ verdict }) => verdict === 'acted')
        .map((record) => this.#named(record));
      this.#newest = [...acted.reverse(), ...this.#newest].slice(0, KEPT);
      this.#next = (rows.at(-1)?.sequence ?? this.#next - 1) + 1;
      if (rows.length < BATCH) return this.#newest;
    }
  }

  #named(record: DecisionRecord): LiveDecision {
    const { slug = '', question = '' } = this.#markets[record.market] ?? {};
    return { market: slug, question, record };
  }
}
