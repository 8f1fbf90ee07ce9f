import { describe, expect, it } from 'vitest';
import { micros } from '../../engine/units.js';
import { VirtualTime } from '../simulation/virtual-time.js';
import { every, onDemand } from './every.js';

const SECOND = 1_000_000;

describe('every', () => {
  it('runs again that long after it has ended, also after a failure, and not once it is stopped', async () => {
    const time = new VirtualTime(micros(0));
    const [begun, failed]: [number[], string[]] = [[], []];
    const run = async (): Promise<void> => {
      begun.push(time.now);
      await new Promise<void>((resolve) => time.timers.after(500, resolve));
      if (begun.length === 2) throw new Error('broken');
    };
    const stop = every(time.timers, { everyMs: 1_000, run }, (cause) => failed.push(String(cause)));
    await time.runUntil(5 * SECOND);
    expect(begun).toEqual([1, 2.5, 4].map((second) => second * SECOND));
    expect(failed).toEqual(['Error: broken']);
    stop();
    await time.runUntil(20 * SECOND);
    expect(begun).toHaveLength(3);
  });
});

describe('on demand', () => {
  const wanting = () => {
    const time = new VirtualTime(micros(0));
    const begun: number[] = [];
    const answers: (boolean | Error)[] = [];
    const failed: string[] = [];
    const run = async (): Promise<boolean> => {
      begun.push(time.now);
      await new Promise<void>((resolve) => time.timers.after(100, resolve));
      const answer = answers.shift() ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const chore = onDemand(time.timers, { everyMs: 1_000, run }, (cause) => failed.push(String(cause)));
    return { time, begun, answers, failed, chore };
  };

  it('runs once for all who wanted it meanwhile, and never when nobody did', async () => {
    const { time, begun, chore } = wanting();
    await time.runUntil(10 * SECOND);
    expect(begun).toEqual([]);
    for (let wants = 0; wants < 5; wants += 1) chore.want();
    await time.runUntil(20 * SECOND);
    expect(begun).toEqual([11 * SECOND]);
    chore.want();
    await time.runUntil(30 * SECOND);
    expect(begun).toEqual([11, 21].map((second) => second * SECOND));
  });

  it('goes on as long as more is to be done, and after a failure', async () => {
    const { time, begun, answers, failed, chore } = wanting();
    answers.push(true, new Error('away'), false);
    chore.want();
    await time.runUntil(10 * SECOND);
    expect(begun).toEqual([1, 2.1, 3.2].map((second) => Math.round(second * SECOND)));
    expect(failed).toEqual(['Error: away']);
  });

  it('begins nothing once it is stopped', async () => {
    const { time, begun, answers, chore } = wanting();
    answers.push(true);
    chore.want();
    time.timers.after(1_050, () => chore.stop());
    await time.runUntil(10 * SECOND);
    chore.want();
    await time.runUntil(20 * SECOND);
    expect(begun).toEqual([SECOND]);
  });
});
