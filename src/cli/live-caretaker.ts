import { TouchlineError } from '../engine/errors.js';
import type { LiveOptions } from './live-options.js';
import { EXIT } from './print-error.js';

const LOOK_MS = 200;

/** `touchline live reconcile`. */
export async function runLiveReconcile(options: LiveOptions): Promise<void> {
  const [{ openLive }, { reconcileLive }, { liveRunOf }] = await Promise.all([
    import('../runs/live/open-live.js'),
    import('../runs/live/caretake.js'),
    import('./live-run-of.js'),
  ]);
  const run = await liveRunOf({ strategy: 'favourite-dip', ...options });
  const world = await openLive({ options, run, onStep: () => undefined });
  try {
    const mode = options.live === true ? 'live' : 'paper';
    const result = await reconcileLive({ ...world.parts, mode }, options.accept === true);
    if (!result.agrees) process.exitCode = EXIT.findings;
    process.stdout.write(
      options.json ? `${JSON.stringify(result, null, 2)}\n` : `${result.words.join('\n')}\n`,
    );
  } finally {
    await world.close();
  }
}

/** `touchline live flatten`. */
export async function runLiveFlatten(options: LiveOptions): Promise<void> {
  const [{ openLive }, { flattenLive }, { liveRunOf }] = await Promise.all([
    import('../runs/live/open-live.js'),
    import('../runs/live/caretake.js'),
    import('./live-run-of.js'),
  ]);
  const seconds = Number(options.for);
  if (!(seconds > 0)) {
    throw new TouchlineError('CLI_OPTION', `--for takes seconds above 0, was ${options.for}`, {
      hint: '--for 120',
    });
  }
  const run = await liveRunOf({ strategy: 'favourite-dip', ...options });
  const world = await openLive({ options, run, onStep: () => undefined });
  try {
    const mode = options.live === true ? 'live' : 'paper';
    const left = await flattenLive({ ...world.parts, mode }, { seconds, lookMs: LOOK_MS });
    if (left.length > 0) process.exitCode = EXIT.findings;
    process.stdout.write(
      left.length === 0 ? 'nothing is held any more\n' : `still held: ${left.join(', ')}\n`,
    );
  } finally {
    await world.close();
  }
}
