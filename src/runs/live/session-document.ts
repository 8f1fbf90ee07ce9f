import { z } from 'zod';
import type { RawTable } from '../../config/config-file.js';
import type { Catalog } from '../../engine/catalog.js';
import { TouchlineError } from '../../engine/errors.js';
import type { Micros } from '../../engine/units.js';
import type { ReplaySetup } from '../../live/session/replay-session.js';
import { configHashOf } from '../run-inputs.js';
import type { LiveMarkets } from './live-markets.js';
import type { LiveRun } from './live-run.js';
import { prepareLiveRun } from './live-run.js';
import { kernelPart } from './session-setup.js';

/** Both tokens of each market, by slug. */
export type TokenTable = Readonly<Record<string, { readonly yes: string; readonly no: string }>>;

/** Games that start within it are traded. */
export interface GamesWindow {
  readonly from: Micros;
  readonly to: Micros;
}

const documentSchema = z.strictObject({
  raw: z.record(z.string(), z.unknown()),
  file: z.string(),
  configHash: z.string(),
  catalog: z.custom<Catalog>((value) => typeof value === 'object' && value !== null && 'markets' in value),
  tokens: z.record(z.string(), z.strictObject({ yes: z.string(), no: z.string() })),
  window: z.strictObject({ from: z.int(), to: z.int() }),
});

/** Everything that a session depends on beside its journal and the code, as canonical text. */
export function writeSessionDocument(
  { raw, file, run }: LiveRun,
  { catalog, tokens, window }: Pick<LiveMarkets, 'catalog' | 'tokens' | 'window'>,
): string {
  return JSON.stringify({ raw, file, configHash: configHashOf(run), catalog, tokens, window });
}

/** The games that a session of `document` trades; `null` = it was of another configuration, or cannot be read. */
export function windowOf(document: string, { run }: LiveRun): GamesWindow | null {
  const parsed = documentSchema.safeParse(JSON.parse(document));
  if (!parsed.success || parsed.data.configHash !== configHashOf(run)) return null;
  const { from, to } = parsed.data.window;
  return { from: from as Micros, to: to as Micros };
}

/** The markets that a session of `document` may trade, by index; none when it cannot be read. */
export function marketsOf(document: string): Catalog['markets'] {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(document));
    return parsed.success ? parsed.data.catalog.markets : [];
  } catch {
    return [];
  }
}

/**
 * The setup that a session of this document had, for a replay.
 *
 * @throws LIVE_DOCUMENT when it cannot be read, or the configuration means something else by now: a strategy's
 * file that was changed, a default that is another.
 */
export async function readSessionDocument(document: string, session: string): Promise<ReplaySetup> {
  const parsed = documentSchema.safeParse(parse(document, session));
  if (!parsed.success) throw unreadable(session, parsed.error.message);
  const { raw, file, configHash, catalog } = parsed.data;
  const run = await prepareLiveRun(raw as RawTable, file);
  if (configHashOf(run.run) !== configHash) {
    throw new TouchlineError(
      'LIVE_DOCUMENT',
      'the configuration of the session means something else by now',
      {
        where: { session, file, strategy: run.run.config.strategy },
        hint: 'replay it with the version of touchline and of the strategy that it ran with',
      },
    );
  }
  return { catalog, ...kernelPart(run) };
}

function parse(document: string, session: string): unknown {
  try {
    return JSON.parse(document);
  } catch (cause) {
    throw unreadable(session, cause instanceof Error ? cause.message : String(cause));
  }
}

const unreadable = (session: string, why: string): TouchlineError =>
  new TouchlineError('LIVE_DOCUMENT', `the document of the session cannot be read: ${why}`, {
    where: { session },
  });
