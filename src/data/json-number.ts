/** A number as JSON can hold it: NaN, the infinities and -0 as text, everything else as it is. */
export type JsonNumber = number | string;

export const toJsonNumber = (value: number): JsonNumber =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);

export const fromJsonNumber = (value: JsonNumber): number => Number(value);
