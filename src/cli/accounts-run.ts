import Table from 'cli-table3';
import { TouchlineError } from '../engine/errors.js';
import { formatUsd, parseUsd, ZERO_USD } from '../engine/units.js';
import { nodeClock } from '../live/adapters/node-clock.js';
import type { AccountRow, Written } from '../live/store/live-store.js';
import { withLiveStore } from '../runs/live/open-live-store.js';
import { whoActs } from './live-who.js';

interface StoreOptions {
  readonly databaseUrl?: string;
  readonly folder: string;
}

interface AddOptions extends StoreOptions {
  readonly live?: boolean;
  readonly signer?: string;
  readonly funder?: string;
  readonly signatureType: number;
  readonly deposit?: string;
  readonly json?: boolean;
}

const wrong = (message: string, option: string, hint: string): TouchlineError =>
  new TouchlineError('CLI_OPTION', message, { where: { option }, hint });

/** `touchline accounts add`. */
export async function runAccountsAdd(name: string, options: AddOptions): Promise<void> {
  const row = rowOf(name, options);
  const deposit = options.deposit === undefined ? ZERO_USD : parseUsd(options.deposit);
  await withLiveStore(options, async (store) => {
    const put = await store.putAccount(row, deposit);
    if (put.kind === 'exists')
      throw wrong(`there is an account ${name} already`, '<name>', 'take another name');
    checkWritten(put);
    const detail = JSON.stringify({ account: name, mode: row.mode, signer: row.signer, funder: row.funder });
    checkWritten(await store.audit({ at: row.createdAt, actor: whoActs(), action: 'add-account', detail }));
  });
  const next = row.mode === 'live' ? `\nnext: touchline accounts arm ${name} --reason "…"` : '';
  process.stdout.write(
    options.json ? `${JSON.stringify(row, null, 2)}\n` : `added account ${name}, ${row.mode}${next}\n`,
  );
}

function rowOf(name: string, options: AddOptions): AccountRow {
  const { live = false, signer, funder = signer, signatureType } = options;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    throw wrong(`${JSON.stringify(name)} is no name`, '<name>', 'up to 64 letters, digits, - and _');
  }
  if (live) {
    checkAddress('--signer', signer);
    checkAddress('--funder', funder);
    if (signatureType > 3) throw wrong(`${signatureType} is no signature type`, '--signature-type', '0 to 3');
    if (options.deposit !== undefined) {
      throw wrong('money is deposited at the venue', '--deposit', 'leave it out: reconciliation finds it');
    }
  } else if (signer !== undefined) {
    throw wrong('an account on paper signs nothing', '--signer', 'add --live, or leave it out');
  }
  return {
    name,
    venue: live ? 'polymarket' : 'paper',
    mode: live ? 'live' : 'paper',
    signer: live ? (signer ?? null) : null,
    funder: live ? (funder ?? null) : null,
    signatureType: live ? signatureType : null,
    armed: false,
    createdAt: nodeClock.now(),
  };
}

function checkAddress(option: string, value: string | undefined): void {
  if (value !== undefined && /^0x[0-9a-fA-F]{40}$/.test(value)) return;
  throw wrong(
    `${value === undefined ? 'is missing' : JSON.stringify(value)}: an address is 0x and 40 hex digits`,
    option,
    '`touchline keys add` prints the address of a key',
  );
}

function checkWritten(answer: Written): void {
  if (answer.kind === 'written') return;
  throw new TouchlineError('LIVE_STORE', `the account could not be written: ${answer.kind}`);
}

/** `touchline accounts list`. */
export async function runAccountsList(options: StoreOptions & { readonly json?: boolean }): Promise<void> {
  await withLiveStore(options, async (store) => {
    const rows = [];
    for (const account of await store.accounts()) {
      rows.push({ ...account, cashUsd: formatUsd((await store.totals(account.name)).cash) });
    }
    process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : `${tableOf(rows)}\n`);
  });
}

function tableOf(rows: readonly (AccountRow & { readonly cashUsd: string })[]): string {
  if (rows.length === 0) return 'no accounts; `touchline accounts add` makes one';
  const table = new Table({
    head: ['name', 'mode', 'armed', 'venue', 'signer', 'cash USD'],
    style: { head: [], border: [] },
  });
  for (const { name, mode, armed, venue, signer, cashUsd } of rows) {
    table.push([name, mode, mode === 'paper' ? '-' : armed ? 'yes' : 'no', venue, signer ?? '-', cashUsd]);
  }
  return table.toString();
}

/** `touchline accounts arm` and `disarm`. */
export async function runAccountsArm(
  name: string,
  what: 'arm' | 'disarm',
  options: StoreOptions & { readonly reason: string },
): Promise<void> {
  await withLiveStore(options, async (store) => {
    const audit = {
      at: nodeClock.now(),
      actor: whoActs(),
      action: what,
      detail: JSON.stringify({ account: name, reason: options.reason }),
    };
    checkWritten(await store.arm(name, what === 'arm', audit));
  });
  process.stdout.write(`${what}ed account ${name}\n`);
}
