const FRACTION = /\.(\d+)/;

/** Microseconds of an ISO instant in UTC that was checked to be one; digits beyond the sixth are cut off. */
export function isoMicros(text: string): number {
  const fraction = (FRACTION.exec(text)?.[1] ?? '').padEnd(6, '0').slice(0, 6);
  return Date.parse(text.replace(FRACTION, '')) * 1000 + Number(fraction);
}
