import { describe, expect, it } from 'vitest';
import { nodePorts } from './node-ports.js';

describe('the ports of Node', () => {
  it('tell the time in microseconds, wait, and draw chance', async () => {
    const { clock, timers, entropy, close } = nodePorts();
    const before = Date.now();
    expect(Math.abs(clock.now() / 1_000 - before)).toBeLessThan(60_000);
    expect(entropy.bytes(16)).toHaveLength(16);
    const started = clock.monotonicMs();
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      timers.cancel(timers.after(1, () => order.push('cancelled')));
      timers.after(20, () => {
        order.push('late');
        resolve();
      });
      timers.after(5, () => order.push('early'));
    });
    expect(order).toEqual(['early', 'late']);
    expect(clock.monotonicMs()).toBeGreaterThan(started);
    close();
  });
});
