import { spawn } from 'node:child_process';
import { formatPrice, formatShares, formatUsd, type Price, type Shares, type Usd } from '../engine/units.js';
import type { OutboxRow } from '../live/store/live-store.js';
import type { LiveOptions } from './live-options.js';

/** What `touchline live messages` is told. */
export interface MessageOptions extends LiveOptions {
  readonly consumer: string;
  readonly topics: readonly string[];
  readonly new?: boolean;
  readonly follow?: boolean;
  readonly exec?: string;
}

/** `touchline live messages`: what happened to orders, fills and money, to each reader once. */
export async function runLiveMessages(options: MessageOptions): Promise<void> {
  const [{ withLiveStore }, { readMessages }, { nodePorts }, { stopSignal }] = await Promise.all([
    import('../runs/live/open-live-store.js'),
    import('../runs/live/read-messages.js'),
    import('../live/adapters/node-ports.js'),
    import('./stop-signal.js'),
  ]);
  const { consumer, topics, exec, json = false, follow = false } = options;
  let isStopped = false;
  if (follow) void stopSignal().then(() => (isStopped = true));
  const ports = nodePorts();
  const from = options.new === true ? ports.clock.now() : 0;
  const { failed } = await withLiveStore(options, (store) =>
    readMessages(store, ports, {
      consumer,
      follow,
      wants: ({ topic, at }) => topics.includes(topic) && at >= from,
      deliver: (message) => (exec === undefined ? print(message, json) : hand(message, exec)),
      stopped: () => isStopped,
    }),
  );
  ports.close();
  if (failed === 0) return;
  process.stderr.write(`${failed} messages were not taken; they are offered again a minute later\n`);
  if (!follow) process.exitCode = 3;
}

/** Resolves when it was written, false when whoever read it has gone. */
function print(message: OutboxRow, json: boolean): Promise<boolean> {
  const text = json ? jsonLine(message) : `${messageText(message)}\n`;
  return new Promise((resolve) => process.stdout.write(text, (fault) => resolve(!fault)));
}

/** Gives a message to a command on its input; taken when the command ends with 0. */
function hand(message: OutboxRow, command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    // A command that does not read its input is none the worse for it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(jsonLine(message));
  });
}

const timeOf = ({ at }: OutboxRow): string => new Date(at / 1_000).toISOString();

function jsonLine(message: OutboxRow): string {
  const { id, topic, payload } = message;
  return `${JSON.stringify({ id, at: timeOf(message), topic, ...(JSON.parse(payload) as object) })}\n`;
}

/** Numbers of a message as people write them; the rest stands as it is. */
const UNITS: Readonly<Record<string, (value: number) => string>> = {
  price: (value) => formatPrice(value as Price),
  size: (value) => `${formatShares(value as Shares)} shares`,
  fee: (value) => `${formatUsd(value as Usd)} USD`,
  amount: (value) => `${formatUsd(value as Usd)} USD`,
  payout: (value) => `${formatUsd(value as Usd)} USD`,
};

/** One line: when, what, whose, and every field that says something. */
function messageText(message: OutboxRow): string {
  const { account, ...fields } = JSON.parse(message.payload) as Readonly<Record<string, unknown>>;
  const said = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${UNITS[name]?.(Number(value)) ?? String(value)}`);
  return [timeOf(message), message.topic, account ?? 'all accounts', ...said].join('  ');
}
