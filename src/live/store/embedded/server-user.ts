import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TouchlineError } from '../../../engine/errors.js';

/** Whom the server runs as: `{}` = whoever runs touchline. */
export type ServerUser = { readonly uid: number; readonly gid: number } | Record<string, never>;

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root (containers do run as root), so it then runs as the user `postgres`, who is
 * made when missing.
 */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  return (await idsOfPostgres()) ?? (await makePostgres());
}

async function idsOfPostgres(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // `id` fails for a user that is not there
  }
}

async function makePostgres(): Promise<ServerUser> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  } catch (cause) {
    // Another process may have made it meanwhile; if not, the next look fails too.
    const made = await idsOfPostgres();
    if (made !== null) return made;
    throw new TouchlineError(
      'LIVE_POSTGRES_USER',
      'PostgreSQL does not run as root and no other user could be made',
      {
        hint: 'run as another user, or set DATABASE_URL',
        cause,
      },
    );
  }
  return (await idsOfPostgres()) ?? {};
}
