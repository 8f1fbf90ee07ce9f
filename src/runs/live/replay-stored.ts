import { TouchlineError } from '../../engine/errors.js';
import { type ReplayReport, replaySession } from '../../live/session/replay-session.js';
import type { LiveStore } from '../../live/store/live-store.js';
import { readSessionDocument } from './session-document.js';

/**
 * Replays a session of the store.
 *
 * @param id `null` = the newest.
 * @throws LIVE_SESSION when there is none of that id; LIVE_DOCUMENT, LIVE_JOURNAL.
 */
export async function replayStored(
  store: LiveStore,
  id: string | null,
  onProgress?: (inputs: number) => void,
): Promise<ReplayReport> {
  const sessions = [...(await store.sessions(null))].sort((left, right) => right.startedAt - left.startedAt);
  const session = id === null ? sessions[0] : sessions.find((row) => row.id === id);
  if (session === undefined) {
    throw new TouchlineError(
      'LIVE_SESSION',
      id === null ? 'no session was kept yet' : `there is no session ${id}`,
      {
        hint: `kept are: ${
          sessions
            .slice(0, 5)
            .map((row) => row.id)
            .join(', ') || 'none'
        }`,
      },
    );
  }
  const setup = await readSessionDocument(session.document, session.id);
  return replaySession(setup, { store, session: session.id }, onProgress);
}
