import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { TouchlineError } from '../../engine/errors.js';
import type { Recalibration } from './recalibration.js';

const SCHEMA = 'touchline/calibration/1';
/** What a calibration may be fed. */
export const CALIBRATION_INPUTS = ['price', 'probability', 'confidence'] as const;

const numbers = z.array(z.number());
const recalibrationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('platt'), a: z.number(), b: z.number() }),
  z.strictObject({ kind: z.literal('logistic'), intercept: z.number(), slope: z.number() }),
  z.strictObject({ kind: z.literal('temperature'), inverseTemperature: z.number() }),
  z.strictObject({ kind: z.literal('beta'), c: z.number(), a: z.number().min(0), b: z.number().min(0) }),
  z.strictObject({ kind: z.literal('isotonic'), values: numbers.min(1), levels: numbers.min(1) }),
  z.strictObject({ kind: z.literal('venn-abers'), values: numbers, weights: numbers, means: numbers }),
]);

const bodySchema = z.strictObject({
  schema: z.literal(SCHEMA),
  /** What gave the probabilities: a strategy with its version, or the market's price. */
  source: z.strictObject({ name: z.string(), version: z.string() }),
  /** What it is fed: the market's mid, the strategy's own probability, or its confidence score. */
  input: z.enum(CALIBRATION_INPUTS),
  /** SHA-256 of the dataset or file, 64 hex digits. */
  dataHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** No outcome after this instant was used. Microseconds since the epoch. */
  cutOffMicros: z.int(),
  rows: z.int().min(1),
  games: z.int().min(1),
  weighting: z.enum(['game', 'row']),
  recalibration: recalibrationSchema,
});

const artifactSchema = bodySchema.extend({ hash: z.string() });

/** A fit with all that is needed to know where it may be used. */
export type CalibrationArtifact = Readonly<z.infer<typeof artifactSchema>>;

/** What an artifact is made of. */
export interface ArtifactParts extends Omit<z.infer<typeof bodySchema>, 'schema' | 'recalibration'> {
  readonly recalibration: Recalibration;
}

/** The artifact with its hash, as the text of its file. */
export function writeCalibrationArtifact(parts: ArtifactParts): string {
  const body = bodySchema.parse({ schema: SCHEMA, ...parts });
  return `${JSON.stringify({ ...body, hash: hashOf(body) }, null, 2)}\n`;
}

/** Checked fields come out of zod in the order of the schema, so the text is canonical. */
const hashOf = (body: z.infer<typeof bodySchema>): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify(body))));

/**
 * Reads an artifact whose user looks at the cut-off itself, game by game.
 *
 * @throws DATA_CALIBRATION when it is no artifact or was changed.
 */
export function parseCalibrationArtifact(text: string, file: string): CalibrationArtifact {
  const parsed = artifactSchema.safeParse(jsonOf(text, file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TouchlineError(
      'DATA_CALIBRATION',
      `this is no calibration: ${issue?.message ?? 'unreadable'}`,
      {
        where: { file, field: issue?.path.join('.') ?? '' },
        hint: `wanted a file of the schema ${SCHEMA}, written by: touchline calibrate --fit`,
      },
    );
  }
  const { hash, ...body } = parsed.data;
  if (hash !== hashOf(body)) {
    throw new TouchlineError('DATA_CALIBRATION', 'the calibration was changed after it was written', {
      where: { file, field: 'hash', value: hash },
      hint: 'fit it again; a calibration is never edited',
    });
  }
  return parsed.data;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TouchlineError('DATA_CALIBRATION', 'the calibration is no JSON', { where: { file }, cause });
  }
}
