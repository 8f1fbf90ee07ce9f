import Table from 'cli-table3';
import type { LiveStatus, StatusPulse } from '../runs/live/live-status.js';
import type { LiveOptions } from './live-options.js';

/** `touchline live status`. */
export async function runLiveStatus(options: LiveOptions): Promise<void> {
  const [{ withLiveStore }, { liveStatus }, { LiveFolder }, { nodeClock }] = await Promise.all([
    import('../runs/live/open-live-store.js'),
    import('../runs/live/live-status.js'),
    import('../runs/live/live-folder.js'),
    import('../live/adapters/node-clock.js'),
  ]);
  const account = options.account ?? 'paper';
  await withLiveStore(options, async (store) => {
    const status = await liveStatus(store, account, {
      folder: new LiveFolder(options.folder),
      now: nodeClock.now(),
    });
    process.stdout.write(options.json ? `${JSON.stringify(status, null, 2)}\n` : `${statusText(status)}\n`);
  });
}

function statusText(status: LiveStatus): string {
  const { account, process: running, session, cashUsd, reservedUsd, pendingUsd, feesUsd } = status;
  const lines = [
    `account ${account.name} (${account.mode}${account.mode === 'live' && !account.armed ? ', not armed' : ''})`,
    running === null
      ? 'no process of this folder trades it'
      : `process ${running.pid}, session ${running.session}`,
    session === null
      ? 'no unfinished session'
      : `unfinished session ${session.id} of ${session.strategy} since ${session.startedAt}`,
    ...(status.pulse === null ? [] : pulseLines(status.pulse, running !== null)),
    `cash ${cashUsd} USD, of which ${reservedUsd} kept for orders; pending ${pendingUsd}, fees ${feesUsd}`,
  ];
  for (const kill of status.halts) lines.push(`HALTED since ${kill.at} by ${kill.by}: ${kill.reason}`);
  lines.push(
    rows('open orders', ['market', 'side', 'size', 'filled', 'limit', 'state', 'since'], status.orders),
  );
  lines.push(rows('holdings', ['market', 'outcome', 'size', 'costUsd'], status.holdings));
  return lines.join('\n');
}

function pulseLines(pulse: StatusPulse, isRunning: boolean): readonly string[] {
  const { at, fresh, state, because, equityUsd, unknown, feed, alerts } = pulse;
  const lines = isRunning && fresh ? [] : [`last told of itself at ${at}, as follows:`];
  const entries = because === null ? 'entries may leave' : `no entry leaves: ${because}`;
  lines.push(`${state}; ${entries}; equity ${equityUsd} USD; ${unknown} orders of unknown outcome`);
  lines.push(`feed: ${feed.lost} books read anew, ${feed.unreadable} unreadable messages`);
  const told = Object.entries(alerts).map(([topic, count]) => `${topic} ${count}`);
  return told.length === 0 ? lines : [...lines, `alerts: ${told.join(', ')}`];
}

function rows(
  title: string,
  head: readonly string[],
  data: readonly Readonly<Record<string, string>>[],
): string {
  if (data.length === 0) return `no ${title}`;
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of data) table.push(head.map((key) => row[key] ?? ''));
  return `${title}\n${table.toString()}`;
}
