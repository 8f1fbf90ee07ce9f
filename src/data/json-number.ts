/** A number as JSON can hold it: NaN, the infinities and -0 as text, everything else as it is. */
export type JsonNumber = number | string;

/** A double as JSON can carry it: what JSON has no number for becomes text. */
export const toJsonNumber = (value: number): JsonNumber =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);

/** The double that `toJsonNumber` was given, to the last bit. */
export const fromJsonNumber = (value: JsonNumber): number => Number(value);
