import { MICROS_PER_MILLISECOND } from '../../../engine/units.js';
import type { ImportTask } from '../import-format.js';
import { sourceFault } from '../source-fault.js';

/**
 * Turns publish times into local times. The stream has no time of receipt, so what it published is taken as seen at
 * once. Messages of one millisecond are set a microsecond apart, so that their order stays that of the stream.
 */
export class StreamClock {
  readonly #task: ImportTask;
  #published = 0;
  #last = 0;

  constructor(task: ImportTask) {
    this.#task = task;
  }

  /** Microseconds for a message of `published` milliseconds. @throws DATA_TIME when time runs backwards. */
  at(row: number, published: number): number {
    if (published < this.#published) {
      throw sourceFault('DATA_TIME', `time runs backwards by ${this.#published - published} ms`, {
        file: this.#task.file,
        row,
        field: 'pt',
        value: String(published),
        hint: 'wanted the messages in the order in which they were published',
      });
    }
    this.#published = published;
    this.#last = Math.max(this.#last + 1, published * MICROS_PER_MILLISECOND);
    return this.#last;
  }
}
