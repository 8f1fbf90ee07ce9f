import { z } from 'zod';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const word = z.string().regex(/^0x[0-9a-f]{64}$/);
/** Decimal digits without a leading zero, as they are signed. */
const digits = (most: number) => z.string().regex(new RegExp(`^(?:0|[1-9][0-9]{0,${most - 1}})$`));

const termsSchema = z.strictObject({
  salt: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  maker: address,
  signer: address,
  tokenId: digits(78),
  makerAmount: digits(15),
  takerAmount: digits(15),
  side: z.enum(['BUY', 'SELL']),
  signatureType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  timestamp: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  metadata: word,
  builder: word,
  domainVersion: z.string().max(8),
  contract: address,
});

const id = z.int().nonnegative();
const atSeconds = z.int().min(0).max(4_102_444_800);

/** All that a signer can be asked. */
const signerRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('order'), terms: termsSchema }),
  z.strictObject({ id, kind: z.literal('wallet-proof'), atSeconds, nonce: z.int().nonnegative() }),
  z.strictObject({
    id,
    kind: z.literal('headers'),
    method: z.enum(['GET', 'POST', 'DELETE']),
    path: z.string().max(256),
    body: z.string().max(65_536).nullable(),
    atSeconds,
  }),
  z.strictObject({ id, kind: z.literal('who') }),
]);
export type SignerRequest = Readonly<z.infer<typeof signerRequestSchema>>;

/** What a signer answers. `refused` names the rule; nothing of it is secret. */
export const signerAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('signed'), signature: z.string() }),
  z.strictObject({ id, kind: z.literal('headers'), headers: z.record(z.string(), z.string()) }),
  z.strictObject({
    id,
    kind: z.literal('who'),
    address: z.string(),
    /** Key of the API credentials, which is no secret; `null` = the keystore has none. */
    owner: z.string().nullable(),
  }),
  z.strictObject({ id: id.nullable(), kind: z.literal('refused'), rule: z.string(), detail: z.string() }),
]);
export type SignerAnswer = Readonly<z.infer<typeof signerAnswerSchema>>;

/** Longest line of either side. */
export const SIGNER_LINE_MAX = 131_072;

/**
 * A request as it was meant, or why it is none. The line must be JSON exactly as `JSON.stringify` writes it: that
 * leaves no second reading (keys given twice, other ways to write a letter or a number).
 */
export function readSignerRequest(line: string): SignerRequest | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'no JSON';
  }
  if (JSON.stringify(value) !== line) return 'JSON that can be read in two ways';
  const parsed = signerRequestSchema.safeParse(value);
  return parsed.success ? parsed.data : (z.prettifyError(parsed.error).split('\n')[0] ?? 'another shape');
}
