import { spawn } from 'node:child_process';

/** Who a program runs as, and how long it may take. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  readonly timeoutMs: number;
}

/** What a program ended with; output of both streams together. */
export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end. Never through a shell. */
export function runProgram(
  file: string,
  args: readonly string[],
  { timeoutMs, ...as }: RunAs,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...as,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      cwd: '/',
    });
    let output = '';
    const add = (piece: Buffer): void => {
      output = (output + piece.toString()).slice(-10_000);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    // `exit`, not `close`: a server that pg_ctl left behind keeps the streams open.
    child.on('exit', (code) => resolve({ code, output }));
  });
}
