import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { TouchlineError } from '../../../engine/errors.js';
import type { Secret } from '../secret.js';
import { SignerClient } from './signer-client.js';

/** A signer that was started, and the way to it. */
export interface SpawnedSigner {
  readonly client: SignerClient;
  close(): void;
}

const START_TIMEOUT_MS = 30_000;

/** How Node runs this same program. */
const SELF: readonly string[] = [...process.execArgv, process.argv[1] ?? ''];

/** What is started, and where it will answer. */
export interface SignerStart {
  /** Arguments of touchline that make it a signer. */
  readonly args: readonly string[];
  readonly socket: string;
  readonly passphrase: Secret;
  /** Arguments of Node before those; default: this same program. */
  readonly program?: readonly string[];
}

/**
 * Starts a signer as a process of its own: the passphrase goes through a pipe (descriptor 3), never through
 * arguments or environment. Ready when it says so.
 */
export async function spawnSigner(start: SignerStart): Promise<SpawnedSigner> {
  const { args, socket, passphrase, program = SELF } = start;
  // Its standard input is a leash: a session that is killed takes the key out of memory with it.
  const child = spawn(process.execPath, [...program, ...args, '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // Nothing of the environment but what a program needs to be found and to run.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC' },
  });
  (child.stdio[3] as Writable).end(`${passphrase.reveal()}\n`);
  try {
    await ready(child);
    const client = await SignerClient.connect(socket);
    return {
      client,
      close: () => {
        client.close();
        child.stdin?.destroy();
        child.kill('SIGTERM');
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (piece) => {
    said = (said + piece).slice(-2_000);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  const started = child.stdout === null ? Promise.resolve() : once(child.stdout, 'data');
  const ended = once(child, 'exit').then(() => {
    throw new TouchlineError('LIVE_SIGNER_START', 'the signer did not start', {
      where: { said: said.trim().split('\n')[0] ?? '' },
    });
  });
  await Promise.race([started, ended]).finally(() => clearTimeout(timer));
  ended.catch(() => undefined); // its end after this is told by the closed socket
}
