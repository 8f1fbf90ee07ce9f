import type { ImportTask } from './import-format.js';
import { sourceFault } from './source-fault.js';

/** An instant of a recording, and how it is written there. */
export interface RecordedTime {
  readonly micros: number;
  readonly text: string;
}

/**
 * Turns the times of a recording into local times. Messages of one instant are set a microsecond apart, so that
 * their order stays that of the recording.
 */
export class RecordingClock {
  readonly #task: ImportTask;
  readonly #field: string;
  #recorded = 0;
  #last = 0;

  /** `field` names where the time stands in a line. */
  constructor(task: ImportTask, field: string) {
    this.#task = task;
    this.#field = field;
  }

  /** Microseconds for the message of a row. @throws DATA_TIME when time runs backwards. */
  at(row: number, { micros, text }: RecordedTime): number {
    if (micros < this.#recorded) {
      throw sourceFault('DATA_TIME', `time runs backwards by ${(this.#recorded - micros) / 1000} ms`, {
        file: this.#task.file,
        row,
        field: this.#field,
        value: text,
        hint: 'wanted the messages in the order of their times',
      });
    }
    this.#recorded = micros;
    this.#last = Math.max(this.#last + 1, micros);
    return this.#last;
  }
}
