import { TouchlineError } from '../engine/errors.js';

/** One row of a query, read by name and type: what the database returns is checked once, here. */
export class Row {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  #refuse(name: string, wanted: string): never {
    const value = this.#values[name];
    throw new TouchlineError('DATA_ROW', `column ${name} of a query is ${String(value)}, wanted ${wanted}`);
  }

  isNull(name: string): boolean {
    if (!(name in this.#values)) this.#refuse(name, 'a column of that name');
    return this.#values[name] === null;
  }

  text(name: string): string {
    const value = this.#values[name];
    return typeof value === 'string' ? value : this.#refuse(name, 'text');
  }

  textOrNull(name: string): string | null {
    return this.isNull(name) ? null : this.text(name);
  }

  /** A whole number within 2^53, whatever integer type it has in the database. */
  integer(name: string): number {
    const value = this.#values[name];
    const number = typeof value === 'bigint' ? Number(value) : value;
    return Number.isSafeInteger(number) ? (number as number) : this.#refuse(name, 'a safe integer');
  }

  integerOrNull(name: string): number | null {
    return this.isNull(name) ? null : this.integer(name);
  }

  /** A double, NaN and the infinities included. */
  double(name: string): number {
    const value = this.#values[name];
    return typeof value === 'number' ? value : this.#refuse(name, 'a number');
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    return typeof value === 'boolean' ? value : this.#refuse(name, 'true or false');
  }

  /** The value as a person would read it in a message. */
  shown(name: string): string {
    return String(this.#values[name]);
  }
}
