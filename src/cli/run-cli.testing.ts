import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { runProgram } from './run-program.js';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const OUTPUT_MAX = 32 * 1024 * 1024;

/** The command as a shell writes it. */
export const TOUCHLINE: readonly string[] = [process.execPath, '--import', LOADER, MAIN];

/** How a command ended and what it said. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `touchline` in a process of its own. */
export function runCli(args: readonly string[], { cwd, env = {} }: CliOptions = {}): Promise<CliResult> {
  const [node = '', ...rest] = TOUCHLINE;
  const options = {
    env: { ...process.env, ...env },
    maxBuffer: OUTPUT_MAX,
    ...(cwd !== undefined && { cwd }),
  };
  return new Promise((resolve) => {
    execFile(node, [...rest, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs `touchline` in this process, which takes a tenth of the time. */
export async function runHere(...args: readonly string[]): Promise<CliResult> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  const before = process.exitCode;
  try {
    const code = await runProgram(args);
    return { code, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = before;
  }
}
