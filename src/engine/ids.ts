import { TouchlineError } from './errors.js';

declare const id: unique symbol;
type NumberId<Name extends string> = number & { readonly [id]: Name };
type TextId<Name extends string> = string & { readonly [id]: Name };

/** Dense index of a market in a catalog, 0..markets.length-1. Stable for a dataset selection only. */
export type MarketIndex = NumberId<'MarketIndex'>;
/** Dense index of a game in a catalog, 0..games.length-1. */
export type GameIndex = NumberId<'GameIndex'>;
/** Content hash of an order: 16 hex digits of (run, strategy, market, sequence). */
export type OrderId = TextId<'OrderId'>;

const index = (value: number, what: string): number => {
  if (Number.isInteger(value) && value >= 0) return value;
  throw new TouchlineError('ENGINE_ID', `${what} is an integer of 0 or more, was ${value}`);
};

/** @throws ENGINE_ID unless an integer of 0 or more. */
export const marketIndex = (value: number): MarketIndex => index(value, 'a market index') as MarketIndex;
/** @throws ENGINE_ID unless an integer of 0 or more. */
export const gameIndex = (value: number): GameIndex => index(value, 'a game index') as GameIndex;

/** @throws ENGINE_ID unless 16 hex digits. */
export function orderId(value: string): OrderId {
  if (/^[0-9a-f]{16}$/.test(value)) return value as OrderId;
  throw new TouchlineError('ENGINE_ID', `an order id is 16 hex digits, was ${JSON.stringify(value)}`);
}
