import { MICROS_PER_MILLISECOND } from '../../../engine/units.js';
import type { ImportTask } from '../import-format.js';
import { RecordingClock } from '../recording-clock.js';

/** Both times of a message, microseconds. */
export interface StreamTimes {
  readonly localTime: number;
  readonly venueTime: number;
}

/** Times of a stream from its publish times, ms. It has no time of receipt: what it published is taken as seen at once. */
export function streamClock(task: ImportTask): (row: number, published: number) => StreamTimes {
  const clock = new RecordingClock(task, 'pt');
  return (row, published) => {
    const micros = published * MICROS_PER_MILLISECOND;
    return { localTime: clock.at(row, { micros, text: String(published) }), venueTime: micros };
  };
}
