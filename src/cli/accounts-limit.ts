import { TouchlineError } from '../engine/errors.js';
import { formatUsd, type Usd } from '../engine/units.js';
import { nodeClock } from '../live/adapters/node-clock.js';
import type { RiskSettings } from '../live/store/live-store.js';
import { NO_CAPS, RISK_CAPS } from '../live/store/rules/tightest-limits.js';
import { withLiveStore } from '../runs/live/open-live-store.js';
import { whoActs } from './live-who.js';

type LimitOptions = { readonly [Cap in keyof RiskSettings]?: NonNullable<RiskSettings[Cap]> | 'none' } & {
  readonly databaseUrl?: string;
  readonly folder: string;
  readonly reason?: string;
  readonly json?: boolean;
};

/** `touchline accounts limit`. */
export async function runAccountsLimit(name: string, options: LimitOptions): Promise<void> {
  const given = RISK_CAPS.filter((cap) => options[cap] !== undefined);
  const { reason } = options;
  if (given.length > 0 && reason === undefined) {
    throw new TouchlineError('CLI_OPTION', 'a cap is set for a reason', {
      where: { option: '--reason' },
      hint: '--reason "first week"; the audit keeps it',
    });
  }
  await withLiveStore(options, async (store) => {
    const before = (await store.riskSettings(name)) ?? NO_CAPS;
    const after: RiskSettings = {
      ...before,
      ...Object.fromEntries(given.map((cap) => [cap, options[cap] === 'none' ? null : options[cap]])),
    };
    if (given.length > 0) {
      const detail = JSON.stringify({ account: name, reason, before, after });
      const audit = { at: nodeClock.now(), actor: whoActs(), action: 'set-risk', detail };
      const answer = await store.setRisk(name, after, audit);
      if (answer.kind !== 'written') {
        throw new TouchlineError('LIVE_STORE', `the caps could not be written: ${answer.kind}`);
      }
    }
    process.stdout.write(options.json ? `${JSON.stringify(after, null, 2)}\n` : `${textOf(name, after)}\n`);
  });
}

const WORDS: Readonly<Record<keyof RiskSettings, string>> = {
  perOrder: 'an order',
  perMarket: 'a market',
  perGame: 'a game',
  gross: 'in all',
  dailyTraded: 'traded a day',
  ordersPerMinute: 'orders a minute',
  ordersPerHour: 'orders an hour',
  cashFloor: 'cash left',
};
const COUNTS: ReadonlySet<keyof RiskSettings> = new Set(['ordersPerMinute', 'ordersPerHour']);

function textOf(name: string, caps: RiskSettings): string {
  const rows = RISK_CAPS.map((cap) => {
    const value = caps[cap];
    const text = value === null ? 'none' : COUNTS.has(cap) ? String(value) : `${formatUsd(value as Usd)} USD`;
    return `  ${WORDS[cap].padEnd(16)} ${text}`;
  });
  return [`caps of account ${name}`, ...rows].join('\n');
}
