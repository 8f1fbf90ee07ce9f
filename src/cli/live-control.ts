import { TouchlineError } from '../engine/errors.js';
import type { LiveOptions } from './live-options.js';
import { whoActs } from './live-who.js';

const STOP_WAIT_MS = 20_000;
const LOOK_MS = 100;

const nowMicros = () => Date.now() * 1_000;

/** `touchline live stop`: asks the process that trades the account, and waits until it has ended. */
export async function runLiveStop(options: LiveOptions): Promise<void> {
  const { LiveFolder } = await import('../runs/live/live-folder.js');
  const folder = new LiveFolder(options.folder);
  const account = options.account ?? 'paper';
  const running = folder.running(account);
  if (running === null) {
    throw new TouchlineError('LIVE_NOT_RUNNING', `no process of this folder trades account ${account}`, {
      where: { account, folder: options.folder },
      hint: '`touchline live status` shows sessions that other machines run',
    });
  }
  process.kill(running.pid, 'SIGTERM');
  const until = Date.now() + STOP_WAIT_MS;
  while (folder.running(account) !== null) {
    if (Date.now() > until) {
      throw new TouchlineError('LIVE_STOP', `process ${running.pid} has not ended`, {
        where: { account, session: running.session },
        hint: 'its log says what it waits for; a second `touchline live stop` ends it at once',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  process.stdout.write(`session ${running.session} has stopped\n`);
}

/** `touchline live halt`: the file first, so that it holds whatever becomes of the database. */
export async function runLiveHalt(options: LiveOptions): Promise<void> {
  const [{ LiveFolder }, { withLiveStore }] = await Promise.all([
    import('../runs/live/live-folder.js'),
    import('../runs/live/open-live-store.js'),
  ]);
  const reason = options.reason ?? '';
  const account = options.account ?? null;
  // The file stops every account of this folder; one account alone is stopped through the store.
  if (account === null) new LiveFolder(options.folder).halt(reason);
  await withLiveStore(options, async (store) => {
    const at = nowMicros() as Parameters<typeof store.kill>[0]['at'];
    const written = await store.kill({ account, strategy: null, reason, by: whoActs(), at });
    if (written.kind !== 'written') throw notWritten('halt', written.kind);
  });
  process.stdout.write(`halted ${account ?? 'every account'}: no entry leaves any more; exits still may\n`);
}

/** `touchline live resume`. */
export async function runLiveResume(options: LiveOptions): Promise<void> {
  const [{ LiveFolder }, { withLiveStore }] = await Promise.all([
    import('../runs/live/live-folder.js'),
    import('../runs/live/open-live-store.js'),
  ]);
  const account = options.account ?? null;
  await withLiveStore(options, async (store) => {
    const at = nowMicros() as Parameters<typeof store.kill>[0]['at'];
    const audit = { at, actor: whoActs(), action: 'resume', detail: options.reason ?? '' };
    const written = await store.rearm(account, audit);
    if (written.kind !== 'written') throw notWritten('resume', written.kind);
  });
  if (account === null) new LiveFolder(options.folder).resume();
  process.stdout.write(`resumed ${account ?? 'what halted every account'}\n`);
}

const notWritten = (what: string, why: string): TouchlineError =>
  new TouchlineError('LIVE_STORE', `the ${what} could not be written: ${why}`);
