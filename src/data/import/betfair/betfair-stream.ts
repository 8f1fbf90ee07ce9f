import { importFiles } from '../import-files.js';
import type { ImportFormat } from '../import-format.js';
import { importMarketStream } from './market-stream.js';
import { importScoreStream } from './score-stream.js';

const isScore = (name: string): boolean => name.includes('.score.');

/**
 * Recordings of the exchange stream of Betfair: JSON lines, plain or gzipped. Every runner is a market of its own
 * on the odds ladder's prices; files with `.score.` in their name hold the score stream of the same events.
 */
export const betfairStream: ImportFormat = {
  name: 'betfair-stream',
  description:
    'Betfair exchange stream: market messages and, named *.score.*, score messages, JSON lines or .gz',
  venue: 'betfair',
  version: 2,
  // Scores tell the sides of markets that are listed already.
  wantedFiles: (path) => {
    const files = importFiles(path, ['.jsonl', '.json', '.jsonl.gz', '.json.gz', '.gz'], 'markets');
    return [...files.filter((file) => !isScore(file.name)), ...files.filter((file) => isScore(file.name))];
  },
  importFile: (task) => (isScore(task.file.name) ? importScoreStream(task) : importMarketStream(task)),
};
