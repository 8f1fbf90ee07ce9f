import { hostname } from 'node:os';
import { kernelOptions } from '../../config/kernel-options.js';
import { TouchlineError } from '../../engine/errors.js';
import { type Micros, parseUsd } from '../../engine/units.js';
import type { Alert } from '../../live/orders/desk-context.js';
import type { Ports } from '../../live/ports/ports.js';
import { every } from '../../live/session/every.js';
import { LiveSession, type StopReport } from '../../live/session/live-session.js';
import type { AccountRow, LiveStore } from '../../live/store/live-store.js';
import type { MarketFeed } from '../../live/venues/market-feed.js';
import { throughPaper } from '../../live/venues/paper/paper-feed.js';
import { PaperVenue } from '../../live/venues/paper/paper-venue.js';
import type { VenueAdapter } from '../../live/venues/venue-adapter.js';
import type { LiveFolder } from './live-folder.js';
import type { LiveMarkets } from './live-markets.js';
import type { LiveRun } from './live-run.js';
import { writeSessionDocument } from './session-document.js';
import { sessionSetup } from './session-setup.js';

/** How often a session tells others on this machine how it does. */
const PULSE_MS = 2_000;

/** What a session is started with. */
export interface StartRequest {
  readonly run: LiveRun;
  readonly mode: 'paper' | 'live';
  readonly store: LiveStore;
  readonly ports: Ports;
  readonly folder: LiveFolder;
  readonly markets: LiveMarkets;
  readonly feed: MarketFeed;
  /** Makes the adapter of an account that trades with money. */
  liveVenue(account: AccountRow): Promise<VenueAdapter>;
  readonly buildHash: string;
  /** Never takes an unfinished session up again. */
  readonly fresh: boolean;
  onStep(step: string): void;
  alert(alert: Alert): void;
}

/** A session that trades. */
export interface RunningSession {
  readonly session: LiveSession;
  /** Resolves with the reason when it ended by itself: another leads, or a fault. */
  readonly ended: Promise<string>;
  stop(reason: string): Promise<StopReport>;
}

/**
 * From a checked configuration to a session that trades.
 *
 * @throws LIVE_ACCOUNT for an account that is not there, not armed or of the other mode; what starting throws.
 */
export async function startLive(request: StartRequest): Promise<RunningSession> {
  const { run, mode, store, ports, folder, markets } = request;
  const account = await accountOf(request);
  const { catalog, instruments } = markets;
  request.onStep(`${catalog.markets.length} markets of ${catalog.games.length} games`);
  const [venue, feed] =
    mode === 'paper' ? await onPaper(request) : [await request.liveVenue(account), request.feed];
  const document = writeSessionDocument(run, markets);
  const { buildHash, fresh } = request;
  const setup = sessionSetup(run, { mode, catalog, instruments, document, buildHash, resume: !fresh });
  const alerts = counted(request.alert);
  let end: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const session = new LiveSession(setup, {
    ports,
    store,
    venue,
    feed,
    killSources: [folder.killFile],
    holder: `${hostname()}:${process.pid}`,
    alert: alerts.alert,
    ended: (reason) => end(reason),
  });
  request.onStep('recovering and reconciling');
  await session.start();
  const tell = pulseTeller(session, { folder, account: account.name, alerts });
  tell();
  folder.mark(account.name, { pid: process.pid, session: session.id, startedAtMs: Date.now() });
  const quiet = every(ports.timers, { everyMs: PULSE_MS, run: tell }, () => undefined);
  const stop = async (reason: string): Promise<StopReport> => {
    const report = await session.stop(reason);
    quiet();
    tell();
    folder.unmark(account.name);
    return report;
  };
  return { session, ended, stop };
}

/** Tells how the session does. A folder that cannot be written is an alert, and stops nobody. */
function pulseTeller(
  session: LiveSession,
  to: {
    readonly folder: LiveFolder;
    readonly account: string;
    readonly alerts: ReturnType<typeof counted>;
  },
): () => void {
  const { folder, account, alerts } = to;
  return () => {
    try {
      folder.tellPulse(account, { ...session.pulse(), alerts: alerts.counts });
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      alerts.alert({ severity: 'warning', topic: 'pulse', detail });
    }
  };
}

/** Alerts on their way to whoever is told, counted by topic. */
function counted(tell: (alert: Alert) => void) {
  const counts: Record<string, number> = {};
  const alert = (told: Alert): void => {
    counts[told.topic] = (counts[told.topic] ?? 0) + 1;
    tell(told);
  };
  return { counts, alert };
}

async function accountOf({ run, mode, store, ports }: StartRequest): Promise<AccountRow> {
  const { account: name } = run.live;
  const known = (await store.accounts()).find((row) => row.name === name);
  if (known === undefined && mode === 'paper') return openPaperAccount(run, store, ports.clock.now());
  if (known === undefined) {
    throw accountFault(`there is no account ${name}`, name, '`touchline accounts add` makes one');
  }
  if (known.mode !== mode) {
    throw accountFault(
      `account ${name} is for ${known.mode} trading`,
      name,
      'name another with `live.account`',
    );
  }
  if (mode === 'live' && !known.armed) {
    throw accountFault(`account ${name} is not armed`, name, '`touchline accounts arm` arms it');
  }
  return known;
}

async function openPaperAccount(run: LiveRun, store: LiveStore, createdAt: Micros): Promise<AccountRow> {
  const row: AccountRow = {
    name: run.live.account,
    venue: 'paper',
    mode: 'paper',
    funder: null,
    signer: null,
    signatureType: null,
    armed: false,
    createdAt,
  };
  await store.putAccount(row, parseUsd(String(run.run.config.account.cashUsd)));
  return row;
}

const accountFault = (message: string, account: string, hint: string): TouchlineError =>
  new TouchlineError('LIVE_ACCOUNT', message, { where: { account }, hint });

async function onPaper(request: StartRequest): Promise<[VenueAdapter, MarketFeed]> {
  const { run, store, ports, markets, feed } = request;
  const { account } = run.live;
  const at = ports.clock.now();
  const { venue, seed } = kernelOptions(run.run.config, run.run.strategy(), { from: at, to: at });
  const paper = new PaperVenue({ ...markets, venue, seed, ports });
  const cash = (await store.totals(account)).cash;
  const [holdings, open] = [await store.holdings(account), await store.openIntents(account, null)];
  paper.takeOver({ cash, holdings, open });
  return [paper, throughPaper(feed, paper)];
}
