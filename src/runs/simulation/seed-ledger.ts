import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { TouchlineError } from '../../engine/errors.js';
import type { SeedResult } from '../../live/simulation/simulate-seed.js';

const count = z.int().min(0);
const lineSchema = z.strictObject({
  build: z.string(),
  hours: z.number(),
  seed: z.string(),
  hash: z.string(),
  events: count,
  posts: count,
  batches: count,
  orders: count,
  trades: count,
  crashes: count,
  violations: z.array(z.strictObject({ invariant: z.string(), at: z.number(), detail: z.string() })),
  coverage: z.record(z.string(), count),
});

/** Of what campaign a ledger's seeds are: those of other hours or of another build say nothing of it. */
export interface CampaignOf {
  readonly build: string;
  readonly hours: number;
}

/** Seeds of this campaign that have ended; none where there is no file. @throws CONFIG_SYNTAX for a line of another form. */
export function readSeeds(path: string, campaign: CampaignOf): ReadonlyMap<string, SeedResult> {
  const known = new Map<string, SeedResult>();
  if (!existsSync(path)) return known;
  const lines = readFileSync(path, 'utf8').split('\n');
  // A line without its end was cut off by a kill.
  for (const [index, text] of lines.slice(0, -1).entries()) {
    const { build, hours, coverage, ...result } = readLine(text, { path, line: index + 1 });
    if (build !== campaign.build || hours !== campaign.hours) continue;
    known.set(result.seed, { ...result, coverage: new Map(Object.entries(coverage)), log: [] });
  }
  return known;
}

/** Adds a seed that has ended. */
export function keepSeed(path: string, { build, hours }: CampaignOf, result: SeedResult): void {
  const { log: _log, coverage, ...rest } = result;
  appendFileSync(
    path,
    `${JSON.stringify({ build, hours, ...rest, coverage: Object.fromEntries(coverage) })}\n`,
  );
}

function readLine(text: string, where: { readonly path: string; readonly line: number }) {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new TouchlineError('CONFIG_SYNTAX', 'a ledger of seeds has one seed a line', {
      where: { file: where.path, line: where.line },
      hint: String(cause instanceof Error ? cause.message : cause).slice(0, 200),
    });
  }
}
