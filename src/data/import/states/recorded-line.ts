import { z } from 'zod';
import { FEEDS, type FeedName } from '../../../strategies/sport/feeds/feeds.js';
import type { ImportTask } from '../import-format.js';
import type { JsonLine } from '../json-lines.js';
import { readShape } from '../read-shape.js';
import type { RecordedTime } from '../recording-clock.js';
import { isoMicros } from '../rest/iso-time.js';
import { sourceFault } from '../source-fault.js';

const NAMES = Object.keys(FEEDS) as [FeedName, ...FeedName[]];

const LINE = z.object({
  received_at: z.iso.datetime(),
  feed: z.enum(NAMES),
  payload: z.unknown(),
});

/** One message of a feed as it was received. */
export interface RecordedLine {
  readonly feed: FeedName;
  readonly receivedAt: RecordedTime;
  /** `heartbeat` = the feed lives, and says nothing else. */
  readonly message: { readonly kind: 'payload'; readonly payload: unknown } | { readonly kind: 'heartbeat' };
}

/** Texts by which a connection shows that it lives. */
const HEARTBEATS = new Set(['ping', 'pong']);

/**
 * Reads a line of a recording. A payload is the JSON that the feed sent, or the text of it.
 *
 * @throws DATA_COLUMNS with row and field for a line of another shape, DATA_UNREADABLE for a text that is no JSON.
 */
export function readRecordedLine(task: ImportTask, { row, value }: JsonLine): RecordedLine {
  const line = readShape(task, LINE, { row, value, wanted: 'a line of a recording' });
  const receivedAt = { micros: isoMicros(line.received_at), text: line.received_at };
  const { feed, payload } = line;
  if (typeof payload !== 'string') return { feed, receivedAt, message: { kind: 'payload', payload } };
  if (HEARTBEATS.has(payload.trim().toLowerCase()))
    return { feed, receivedAt, message: { kind: 'heartbeat' } };
  return { feed, receivedAt, message: { kind: 'payload', payload: parsed(task, row, payload) } };
}

function parsed(task: ImportTask, row: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw sourceFault('DATA_UNREADABLE', 'the text of a payload is no JSON', {
      file: task.file,
      row,
      field: 'payload',
      value: text.length > 60 ? `${text.slice(0, 60)}...` : text,
      hint: 'was it recorded whole?',
    });
  }
}
