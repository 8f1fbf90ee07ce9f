import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FeeRule } from '../engine/simulation/fees/fee-rule.js';
import type { Price } from '../engine/units.js';

const FEE_VENUES = ['polymarket', 'polymarket-us', 'kalshi'] as const;

/** What the options of a fee say. */
export interface FeeOptions {
  readonly fee?: (typeof FEE_VENUES)[number];
  readonly on?: string;
  readonly league: string;
}

/** Adds `--fee`, `--on` and `--league`. */
export const withFeeOptions = (command: Command): Command =>
  command
    .addOption(new Option('--fee <venue>', "add the venue's taker fee to every price").choices(FEE_VENUES))
    .option('--on <date>', 'the day whose fee holds, UTC (default: today)', day)
    .option('--league <code>', 'league of the market, where the fee depends on it', 'unknown');

function day(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(`${text}T00:00:00Z`))) return text;
  throw new InvalidArgumentError('Wanted a day such as 2026-07-14.');
}

/** A fee as the commands of sizing use it. */
export interface ChosenFee {
  /** `null` = no fee. */
  readonly rule: FeeRule | null;
  /** Expected fee a share, in 1e-4 dollars. */
  readonly perShare: (price: Price) => number;
  /** What is charged and what is in doubt, for the reader. */
  readonly text: string;
}

/** The fee that the options name. @throws ENGINE_FEE_UNKNOWN where the venue's is not known for that day. */
export async function chosenFee({ fee, on, league }: FeeOptions): Promise<ChosenFee> {
  if (fee === undefined) return { rule: null, perShare: () => 0, text: 'no fee: --fee adds a venue' };
  const [{ feeRuleAt }, { estimateFeePerShare }, { instant }] = await Promise.all([
    import('../engine/simulation/fees/fee-rule-at.js'),
    import('../engine/simulation/fees/estimate-fee.js'),
    import('../engine/simulation/fees/instant.js'),
  ]);
  const date = on ?? new Date().toISOString().slice(0, 10);
  const time = instant(`${date}T12:00Z`);
  const rule = feeRuleAt({ venue: fee, league, time, terms: null, createdAt: null });
  const doubt = rule.note === null ? '' : ` (${rule.note})`;
  const text = `${rule.name} on ${date}: ${rule.formula}${doubt}`;
  return { rule, perShare: (price) => estimateFeePerShare(rule, price), text };
}
