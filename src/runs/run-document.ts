import { z } from 'zod';
import { QUEUE_MODELS } from '../engine/simulation/queue-position.js';
import { micros } from '../engine/units.js';
import type { ReportInput } from '../report/report-input.js';
import { runStatisticsSchema } from '../report/run-statistics.js';

/** What a kept run needs beside its rows to be reported again: settings, data and coverage. */
export type RunDocument = Pick<
  ReportInput,
  'config' | 'dataset' | 'coverage' | 'fillBracket' | 'statistics' | 'generatedWith'
>;

const instant = z.number().transform(micros);
const span = { from: instant.nullable(), to: instant.nullable() };

const runDocumentSchema = z.strictObject({
  config: z.array(z.strictObject({ key: z.string(), value: z.string(), origin: z.string() })),
  dataset: z.strictObject({
    name: z.string(),
    format: z.string(),
    manifestHash: z.string().nullable(),
    ...span,
  }),
  coverage: z.strictObject({
    requested: z.strictObject({ ...span, markets: z.number().nullable() }),
    present: z.strictObject({ quotes: z.number(), markets: z.number(), ...span }),
    gaps: z.array(z.strictObject({ from: instant, to: instant, market: z.string().nullable() })),
    thinMarkets: z.array(z.strictObject({ market: z.string(), quotes: z.number() })),
  }),
  fillBracket: z
    .strictObject({
      restingOrders: z.number(),
      configured: z.enum(QUEUE_MODELS),
      rows: z.array(
        z.strictObject({
          queueModel: z.enum(QUEUE_MODELS),
          equityChange: z.number(),
          fills: z.number(),
          fees: z.number(),
        }),
      ),
    })
    .exactOptional(),
  statistics: runStatisticsSchema.exactOptional(),
  generatedWith: z.string(),
});

/** Writes the document as the text that the store keeps. */
export const writeRunDocument = (document: RunDocument): string => JSON.stringify(document);

/** Reads what `writeRunDocument` wrote. @throws when the text is of another form. */
export const readRunDocument = (text: string): RunDocument => runDocumentSchema.parse(JSON.parse(text));
