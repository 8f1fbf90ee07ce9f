import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TOUCHLINE } from './run-cli.testing.js';

const STRATEGY = fileURLToPath(new URL('./eager-strategy.testing.ts', import.meta.url));

/** A loaded machine wakes late and writes slowly: what is tested is not how fast this one is. */
export const PATIENT_LIVE = `
strategy = ${JSON.stringify(STRATEGY)}

[live.health]
loopDelayMs = 60000
storeMs = 60000
bookAgeInPlayMs = 600000
bookAgeBeforeMs = 600000

[live.limits]
ordersPerMinute = 1000
ordersPerHour = 1000
fillsPerMinutePerMarket = 100
dailyLossUsd = 1000
drawdownUsd = 1000
collarPart = 0.5
`;

/** A line of a command that goes on. */
export interface Said {
  readonly event: string;
  readonly session?: string;
  readonly held?: number;
  readonly open?: number;
  readonly unknown?: number;
  readonly kept?: boolean;
}

/** A command that goes on, whose JSON lines are read one by one. */
export function startCli(args: readonly string[], cwd: string) {
  const [node = '', ...rest] = TOUCHLINE;
  const child = spawn(node, [...rest, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null');
  const until = async (found: (said: Said) => boolean): Promise<Said> => {
    for (;;) {
      const said = (await next()) as Said | null;
      if (said === null) throw new Error('it ended before that');
      if (found(said)) return said;
    }
  };
  return { child, ended, next, until };
}
