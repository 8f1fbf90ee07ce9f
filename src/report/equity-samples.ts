import type { EquityPoint } from '../engine/run-result.js';
import type { Micros, Usd } from '../engine/units.js';

/** One point of the equity chart, dollars. `drawdownUsd` is 0 or below. */
export interface EquitySample {
  readonly time: Micros;
  readonly equityUsd: number;
  readonly drawdownUsd: number;
}

/**
 * Thins an equity curve to at most `limit` points (4 or more) for drawing. Each bucket keeps its lowest and its
 * highest point, and the ends are kept, so no peak and no trough of the run is lost.
 */
export function equitySamples(
  curve: readonly Pick<EquityPoint, 'time' | 'equity'>[],
  capital: Usd,
  limit = 2_000,
): readonly EquitySample[] {
  let peak: number = capital;
  const samples = curve.map((point) => {
    peak = Math.max(peak, point.equity);
    return { time: point.time, equityUsd: point.equity / 1e6, drawdownUsd: (point.equity - peak) / 1e6 };
  });
  if (samples.length <= limit) return samples;
  const buckets = Math.floor((limit - 2) / 2);
  const inner = samples.slice(1, -1);
  const kept = Array.from({ length: buckets }, (_, i) => {
    const from = Math.floor((i * inner.length) / buckets);
    return extremes(inner.slice(from, Math.floor(((i + 1) * inner.length) / buckets)));
  });
  return [samples[0], ...kept.flat(), samples.at(-1)].filter((sample) => sample !== undefined);
}

function extremes(bucket: readonly EquitySample[]): readonly EquitySample[] {
  let low = 0;
  let high = 0;
  bucket.forEach((sample, i) => {
    if (sample.equityUsd < (bucket[low]?.equityUsd ?? 0)) low = i;
    if (sample.equityUsd > (bucket[high]?.equityUsd ?? 0)) high = i;
  });
  return bucket.filter((_, i) => i === low || i === high);
}
