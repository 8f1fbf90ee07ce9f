import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns } from '../../data/runs.js';
import { openStore } from '../../data/store.js';
import { TouchlineError } from '../../engine/errors.js';
import type { Ports } from '../../live/ports/ports.js';
import { buildBacktestReport } from '../../report/build-backtest-report.js';
import { accountBody } from '../../report/dashboard/account-page.js';
import { faultBody, nothingYet, overviewBody } from '../../report/dashboard/overview-page.js';
import type { DashboardPage } from '../../report/dashboard/page-shell.js';
import { runsBody } from '../../report/dashboard/runs-page.js';
import { markup } from '../../report/html/markup.js';
import { renderHtml } from '../../report/html.js';
import { runRows } from '../../report/run-list.js';
import { LiveFolder } from '../live/live-folder.js';
import { type OpenLiveStore, openLiveStore, type StoreOptions } from '../live/open-live-store.js';
import { storedReport } from '../stored-report.js';
import { AccountWatch } from './account-watch.js';

/** Where a dashboard looks. */
export interface DashboardSources extends StoreOptions {
  /** The DuckDB file of the runs. */
  readonly db: string;
}

/** A page of the dashboard, or a report that is a document of its own. */
export type Answer =
  | { readonly kind: 'page'; readonly page: DashboardPage; readonly status: 200 | 404 | 503 }
  | { readonly kind: 'report'; readonly html: string };

/** Pages by their path. Stores are opened when they are first needed, and the live one only where it is already. */
export class DashboardPages {
  readonly #sources: DashboardSources;
  readonly #ports: Pick<Ports, 'clock' | 'timers' | 'entropy'>;
  #live: Promise<{ readonly open: OpenLiveStore; readonly watch: AccountWatch }> | null = null;

  constructor(sources: DashboardSources, ports: Pick<Ports, 'clock' | 'timers' | 'entropy'>) {
    this.#sources = sources;
    this.#ports = ports;
  }

  answer(path: string): Promise<Answer> {
    const [, area = '', id = '', more] = path.split('/');
    if (more === undefined && area === '') return this.#overview();
    if (more === undefined && area === 'accounts' && id !== '') return this.#account(decoded(id));
    if (more === undefined && area === 'runs') return id === '' ? this.#runs() : this.#report(decoded(id));
    return Promise.resolve(missing('not there', path));
  }

  async close(): Promise<void> {
    await (await this.#live)?.open.close();
  }

  #overview(): Promise<Answer> {
    const title = 'accounts';
    if (!this.#isThere()) {
      return Promise.resolve({ kind: 'page', status: 200, page: { title, lives: true, body: nothingYet() } });
    }
    return this.#fromLive(title, async (watch) => overviewBody(await watch.views()));
  }

  #account(name: string): Promise<Answer> {
    return this.#fromLive(name, async (watch) => {
      const view = (await watch.views()).find(({ account }) => account.name === name);
      return view === undefined ? null : accountBody(view);
    });
  }

  /** Unknown is not zero: when the store does not answer there are no figures. */
  async #fromLive(
    title: string,
    body: (watch: AccountWatch) => Promise<DashboardPage['body'] | null>,
  ): Promise<Answer> {
    try {
      this.#live ??= this.#open();
      const made = await body((await this.#live).watch);
      if (made !== null) return { kind: 'page', status: 200, page: { title, lives: true, body: made } };
      return { kind: 'page', status: 404, page: { title, lives: true, body: notThere(title) } };
    } catch (cause) {
      const what = 'The store of live trading does not answer: nothing is known of any account.';
      return this.#fault(title, what, cause);
    }
  }

  async #open() {
    try {
      const open = await openLiveStore(this.#sources, this.#ports);
      return {
        open,
        watch: new AccountWatch(open.store, new LiveFolder(this.#sources.folder), this.#ports.clock),
      };
    } catch (cause) {
      this.#live = null;
      throw cause;
    }
  }

  /** A server of touchline's own is started only where one was made before. */
  #isThere(): boolean {
    const { databaseUrl, folder } = this.#sources;
    return (databaseUrl ?? '') !== '' || existsSync(join(folder, 'postgres', 'data', 'PG_VERSION'));
  }

  async #runs(): Promise<Answer> {
    const { db } = this.#sources;
    const title = 'runs';
    if (!existsSync(db))
      return { kind: 'page', status: 200, page: { title, lives: false, body: runsBody([]) } };
    try {
      const store = await openStore(db, { mode: 'read-only' });
      try {
        const body = runsBody(runRows(await listRuns(store)));
        return { kind: 'page', status: 200, page: { title, lives: false, body } };
      } finally {
        store.close();
      }
    } catch (cause) {
      return this.#fault(title, 'The store of runs cannot be read now.', cause);
    }
  }

  async #report(id: string): Promise<Answer> {
    try {
      const store = await openStore(this.#sources.db, { mode: 'read-only' });
      try {
        return { kind: 'report', html: await renderHtml(buildBacktestReport(await storedReport(store, id))) };
      } finally {
        store.close();
      }
    } catch (cause) {
      if (cause instanceof TouchlineError && cause.code === 'DATA_RUN') {
        return missing(id, `run ${id}`);
      }
      return this.#fault(id, 'The run cannot be read now.', cause);
    }
  }

  #fault(title: string, what: string, cause: unknown): Answer {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'page', status: 503, page: { title, lives: true, body: faultBody(what, detail) } };
  }
}

const missing = (title: string, what: string): Answer => ({
  kind: 'page',
  status: 404,
  page: { title, lives: false, body: notThere(what) },
});

const notThere = (what: string): DashboardPage['body'] =>
  markup`<section><h2>There is no such page</h2><p>${what}</p></section>`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
