import { constants } from 'node:os';
import { formatUsd } from '../engine/units.js';
import type { Alert } from '../live/orders/desk-context.js';
import type { LiveSession } from '../live/session/live-session.js';
import type { LiveOptions } from './live-options.js';
import { EXIT } from './print-error.js';

/** How often a person is told how it goes, milliseconds. */
const TELL_MS = 5_000;

/** `touchline live start`. */
export async function runLiveStart(options: LiveOptions): Promise<void> {
  const [{ openLive }, { startLive }, { stepPrinter }, { liveRunOf }] = await Promise.all([
    import('../runs/live/open-live.js'),
    import('../runs/live/start-live.js'),
    import('./step-printer.js'),
    import('./live-run-of.js'),
  ]);
  const say = speaker(options.json === true);
  const steps = stepPrinter();
  const run = await liveRunOf(options);
  const world = await openLive({ options, run, onStep: steps.show });
  try {
    const running = await startLive({
      ...world.parts,
      mode: options.live === true ? 'live' : 'paper',
      fresh: options.fresh === true,
      onStep: steps.show,
      alert: onceAMinute(({ severity, topic, detail }) => say({ event: 'alert', severity, topic, detail })),
    });
    steps.clear();
    say({
      event: 'started',
      session: running.session.id,
      account: run.live.account,
      strategy: run.run.config.strategy,
    });
    const telling = setInterval(() => say(stateOf(running.session)), TELL_MS);
    const reason = await untilStopped(
      options,
      running.ended,
      (text) => void running.session.halt('signal', text),
    );
    clearInterval(telling);
    say({ event: 'stopping', reason });
    const report = await running.stop(reason);
    say({ event: 'stopped', ...report });
    if (report.leftOpen.length > 0 || !report.kept) process.exitCode = EXIT.findings;
  } finally {
    steps.clear();
    await world.close();
  }
}

type Said = Readonly<Record<string, unknown>> & { readonly event: string };

/** The same alert is told once a minute: what goes on happening is not news. */
function onceAMinute(tell: (alert: Alert) => void): (alert: Alert) => void {
  const toldAtMs = new Map<string, number>();
  return (alert) => {
    const key = `${alert.topic} ${alert.detail}`;
    const now = Date.now();
    if (now - (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
    if (toldAtMs.size > 1_000) toldAtMs.clear();
    toldAtMs.set(key, now);
    tell(alert);
  };
}

/** A line for people, or a JSON line for machines. */
function speaker(json: boolean): (said: Said) => void {
  return (said) => {
    const at = new Date().toISOString();
    if (json) process.stdout.write(`${JSON.stringify({ at, ...said })}\n`);
    else process.stdout.write(`${at.slice(11, 19)} ${sentence(said)}\n`);
  };
}

function sentence({ event, ...rest }: Said): string {
  const parts = Object.entries(rest).map(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${key} ${text}`;
  });
  return `${event.padEnd(9)} ${parts.join(', ')}`;
}

function stateOf(session: LiveSession): Said {
  const { open, unknown } = session.orders;
  return {
    event: session.state,
    equity: `${formatUsd(session.kernel.view.equity)} USD`,
    held: session.kernel.account.portfolio.held.size,
    open,
    unknown,
    ...(session.closedBecause !== null && { because: session.closedBecause }),
  };
}

/** Resolves with why the session is to stop. A second signal ends the process at once. */
function untilStopped(
  options: LiveOptions,
  ended: Promise<string>,
  halt: (reason: string) => void,
): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(128 + constants.signals[signal]);
      asked = true;
      resolve(`signal ${signal}`);
    };
    process.removeAllListeners('SIGINT');
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGUSR2', () => halt('SIGUSR2'));
    void ended.then(resolve);
    if (options.for !== undefined)
      setTimeout(() => resolve(`${options.for} seconds have passed`), Number(options.for) * 1_000);
  });
}
