import { spawnSync } from 'node:child_process';
import { TouchlineError } from '../engine/errors.js';
import { COLD_QUOTES } from './cold-start-run.js';
import { moduleToStart, PACKAGE_ROOT } from './package-root.js';
import type { Workload } from './workload.js';

/** The size is fixed: what is timed is the start. */
export const coldStart: Workload = {
  name: 'cold-start',
  summary: 'a new process, from its start to the output hash of a backtest of 10,000 quotes',
  prepare: () => {
    const { file, execArgv } = moduleToStart('cold-start');
    return {
      events: COLD_QUOTES,
      run: () => {
        const child = spawnSync(process.execPath, [...execArgv, file], {
          cwd: PACKAGE_ROOT,
          encoding: 'utf8',
        });
        if (child.status === 0 && /^[0-9a-f]{64}$/.test(child.stdout)) return;
        throw new TouchlineError('CLI_BENCH', 'a cold start gave no result', { cause: child.stderr });
      },
    };
  },
};
