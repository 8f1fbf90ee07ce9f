import { z } from 'zod';
import { TouchlineError } from '../errors.js';
import { eventSchema } from './event-schema.js';
import type { OrderReport, SessionInput } from './session-input.js';
import { unitSchemas } from './unit-schemas.js';

const { price, shares, usd, micros, market, orderId } = unitSchemas;

const report: z.ZodType<OrderReport> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('live') }),
  z.strictObject({
    state: z.enum(['fill', 'void']),
    price,
    size: shares,
    fee: usd,
    liquidity: z.enum(['taker', 'maker']),
    trade: z.string().exactOptional(),
  }),
  z.strictObject({
    state: z.enum(['cancelled', 'rejected', 'expired', 'cancelRefused']),
    reason: z.string(),
  }),
]);

const inputSchema: z.ZodType<SessionInput> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opening'),
    at: micros,
    cash: usd,
    positions: z.array(z.strictObject({ market, size: z.int(), cost: usd, openedAt: micros })),
    day: z.strictObject({ startedAt: micros, equity: usd }).nullable(),
  }),
  z.strictObject({ kind: z.literal('events'), events: z.array(eventSchema) }),
  z.strictObject({ kind: z.literal('report'), at: micros, order: orderId, report }),
  z.strictObject({ kind: z.literal('time'), at: micros }),
  z.strictObject({ kind: z.literal('dayStart'), at: micros }),
  z.strictObject({ kind: z.literal('closing'), at: micros }),
]);

/**
 * An input as one line of JSON without its line break, fields in one order: equal inputs give equal lines.
 *
 * @throws ENGINE_JOURNAL for what `decodeSessionInput` would refuse: nothing is journaled that cannot be read.
 */
export function encodeSessionInput(input: SessionInput): string {
  return JSON.stringify(checked(input, 'an input to journal', {}));
}

/**
 * Reads a line that `encodeSessionInput` wrote. Decisions made from it are byte for byte those made from what was
 * encoded.
 *
 * @param line number of the line, counted from 1, for the fault.
 * @throws ENGINE_JOURNAL with line and field for anything else: fields that are missing, unknown or out of range.
 */
export function decodeSessionInput(text: string, line: number): SessionInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TouchlineError('ENGINE_JOURNAL', `journal line ${line} is no JSON`, {
      where: { line },
      hint: 'a line that was cut off by a crash can only be the last: leave it out',
      cause,
    });
  }
  return checked(value, `journal line ${line}`, { line });
}

function checked(value: unknown, what: string, where: { readonly line?: number }): SessionInput {
  const result = inputSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new TouchlineError('ENGINE_JOURNAL', `${what}: ${field || 'input'}: ${issue?.message ?? 'wrong'}`, {
    where: { ...where, field },
  });
}
