import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTapeFile, writeTapeFile } from '../data/tape-file.js';
import { TouchlineError } from '../engine/errors.js';
import type { Tape } from '../engine/tape.js';
import { quoteWalk } from './market-walk.js';
import { EMA_CROSS, scaled } from './quote-workloads.js';
import { replay, runConfig } from './replay.js';
import type { Workload } from './workload.js';

const QUOTES = 12_000_000;
const PARTS = 24;
const MARKETS = 20;

/**
 * The crossing averages over a tape that is never in memory whole: Arrow files, one after the other, each
 * checked against its seal. Compare with `ema-cross`, whose tape is in memory.
 */
export const streamed: Workload = {
  name: 'streamed',
  summary: '12 million quotes from 24 Arrow files, one in memory at a time, crossing averages',
  prepare: (scale) => {
    const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
    const length = scaled(QUOTES / PARTS, scale);
    const files = Array.from({ length: PARTS }, (_, part) => join(folder, `part-${part}.arrow`));
    for (const [part, file] of files.entries()) {
      writeTapeFile(file, quoteWalk(length, MARKETS, { firstRow: part * length }));
    }
    const config = runConfig(EMA_CROSS);
    return {
      events: PARTS * length,
      run: () => void replay(readParts(files), config),
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function* readParts(files: readonly string[]): Generator<Tape> {
  for (const file of files) {
    const tape = readTapeFile(file);
    if (tape === null)
      throw new TouchlineError('DATA_TAPE', 'a part of the tape is gone', { where: { file } });
    yield tape;
  }
}
