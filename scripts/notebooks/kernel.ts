import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMessage, encodeRequest, type WireContent, type WireMessage } from './wire-message.js';

/** What a kernel says while it runs a cell, and how the cell ended. */
export interface Execution {
  /** `ok`, `error`, `aborted`, or `timeout` and `died` when the kernel itself gave up. */
  readonly status: string;
  readonly messages: readonly WireMessage[];
}

/** Something that runs the cells of one notebook, one after the other. */
export interface Kernel {
  execute(code: string): Promise<Execution>;
  stop(): Promise<void>;
}

/** The part of zeromq that a client needs; the package stands in the notebooks' own node_modules. */
interface Socket extends AsyncIterable<readonly Uint8Array[]> {
  connect(address: string): void;
  close(): void;
}
interface Sockets {
  readonly Dealer: new () => Socket & { send(frames: readonly string[]): Promise<void> };
  readonly Subscriber: new () => Socket & { subscribe(): void };
}

export interface KernelOptions {
  /** Folder with package.json and node_modules of the notebooks: where the kernel runs. */
  readonly folder: string;
  readonly cellTimeoutMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PORTS = ['shell_port', 'iopub_port', 'stdin_port', 'control_port', 'hb_port'] as const;
const START_TIMEOUT_MS = 60_000;
const KNOCK_EVERY_MS = 250;

/** Starts a tslab kernel of its own for one notebook and speaks the Jupyter protocol with it: no Python. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const scratch = mkdtempSync(join(tmpdir(), 'touchline-notebook-'));
  const key = randomBytes(16).toString('hex');
  const ports = await freePorts(PORTS.length);
  const connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key,
    signature_scheme: 'hmac-sha256',
    ...Object.fromEntries(PORTS.map((name, i) => [name, ports[i]])),
  };
  const file = join(scratch, 'connection.json');
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const require = createRequire(join(options.folder, 'package.json'));
  const tslab = require.resolve('tslab/bin/tslab');
  const kernel = spawn(process.execPath, [tslab, 'kernel', '--config-path', file], {
    cwd: options.folder,
    env: { ...options.env, NODE_NO_WARNINGS: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const client = new KernelClient(kernel, { key, scratch, cellTimeoutMs: options.cellTimeoutMs });
  try {
    await client.connect(require('zeromq') as Sockets, ports);
    return client;
  } catch (fault) {
    await client.stop();
    throw fault;
  }
}

/** Ports of the loopback that are free now; all are held until the last is found. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

interface Pending {
  readonly id: string;
  readonly messages: WireMessage[];
  status: string | null;
  idle: boolean;
  readonly settle: () => void;
}

class KernelClient implements Kernel {
  readonly #process: ChildProcess;
  readonly #key: string;
  readonly #scratch: string;
  readonly #cellTimeoutMs: number;
  readonly #session = randomBytes(8).toString('hex');
  /** A kernel must not outlive the process that asks it. */
  readonly #kill = (): void => void this.#process.kill('SIGKILL');
  #shell: InstanceType<Sockets['Dealer']> | null = null;
  #iopub: InstanceType<Sockets['Subscriber']> | null = null;
  #pending: Pending | null = null;
  #said = '';
  #requests = 0;

  constructor(
    kernel: ChildProcess,
    at: { readonly key: string; readonly scratch: string; readonly cellTimeoutMs: number },
  ) {
    this.#process = kernel;
    this.#key = at.key;
    this.#scratch = at.scratch;
    this.#cellTimeoutMs = at.cellTimeoutMs;
    kernel.stderr?.on('data', (bytes: Buffer) => {
      this.#said = `${this.#said}${bytes.toString('utf8')}`.slice(-4_000);
    });
    kernel.once('exit', () => this.#end('died'));
    process.once('exit', this.#kill);
  }

  /** Knocks until an answer comes on both ways: a subscriber that joins late misses what was said before. */
  async connect({ Dealer, Subscriber }: Sockets, ports: readonly number[]): Promise<void> {
    const [shellPort, iopubPort] = ports;
    this.#shell = new Dealer();
    this.#iopub = new Subscriber();
    this.#shell.connect(`tcp://127.0.0.1:${shellPort}`);
    this.#iopub.connect(`tcp://127.0.0.1:${iopubPort}`);
    this.#iopub.subscribe();
    void this.#listen(this.#shell);
    void this.#listen(this.#iopub);
    const until = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < until) {
      const { status } = await this.#request('kernel_info_request', {}, KNOCK_EVERY_MS);
      if (status === 'ok') return;
      if (status === 'died') break;
    }
    throw new Error(`the kernel did not start\n${this.#said}`);
  }

  execute(code: string): Promise<Execution> {
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
    return this.#request('execute_request', content, this.#cellTimeoutMs);
  }

  async stop(): Promise<void> {
    process.off('exit', this.#kill);
    this.#shell?.close();
    this.#iopub?.close();
    this.#shell = null;
    this.#iopub = null;
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = new Promise((resolve) => this.#process.once('exit', resolve));
      this.#kill();
      await gone;
    }
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  async #request(type: string, content: WireContent, timeoutMs: number): Promise<Execution> {
    const id = `${this.#session}-${this.#requests}`;
    this.#requests += 1;
    if (this.#process.exitCode !== null) return { status: 'died', messages: [] };
    let clock: NodeJS.Timeout | undefined;
    const messages: WireMessage[] = [];
    await new Promise<void>((settle) => {
      this.#pending = { id, messages, status: null, idle: false, settle };
      clock = setTimeout(() => this.#end('timeout'), timeoutMs);
      const frames = encodeRequest({ id, type, content }, { key: this.#key, session: this.#session });
      this.#shell?.send(frames).catch(() => this.#end('died'));
    });
    clearTimeout(clock);
    const status = this.#pending?.status ?? 'died';
    this.#pending = null;
    return { status, messages };
  }

  #end(status: 'timeout' | 'died'): void {
    if (this.#pending === null) return;
    this.#pending.status = status;
    this.#pending.settle();
  }

  async #listen(socket: Socket): Promise<void> {
    for await (const frames of socket) this.#hear(decodeMessage(frames, this.#key));
  }

  /** A request is over when its reply is there and the kernel has said that it idles again. */
  #hear(message: WireMessage): void {
    const pending = this.#pending;
    if (pending === null || message.parentId !== pending.id) return;
    if (message.type.endsWith('_reply')) pending.status = String(message.content.status ?? 'ok');
    else if (message.type === 'status') pending.idle ||= message.content.execution_state === 'idle';
    else pending.messages.push(message);
    if (pending.status !== null && pending.idle) pending.settle();
  }
}
