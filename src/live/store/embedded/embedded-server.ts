import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { TouchlineError } from '../../../engine/errors.js';
import { freePort } from './free-port.js';
import { lastPort, runningPostmaster } from './postmaster-file.js';
import { runProgram } from './run-program.js';
import { type ServerBinaries, serverBinaries } from './server-binaries.js';
import { type ServerUser, serverUser } from './server-user.js';

/** Where the embedded server keeps its data unless told otherwise. */
export const EMBEDDED_FOLDER = join('.touchline', 'postgres');
const DATABASE = 'touchline';
const SETTINGS: readonly string[] = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // After a crash: one call for the whole disk instead of one a file, where the system has it.
  ...(process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []),
];
const START_ATTEMPTS = 6;
const ATTEMPT_PAUSE_MS = 200;
const START_TIMEOUT_MS = 60_000;

export interface EmbeddedOptions {
  /** Holds the cluster (`data`), its log and the password. */
  readonly folder: string;
  /** Settings beside the defaults, as `name=value`. */
  readonly settings?: readonly string[];
}

/** A server that answers. */
export interface EmbeddedServer {
  readonly url: string;
  /** Starts it again, where it was, when it has died. @throws LIVE_POSTGRES_START */
  revive(): Promise<void>;
  /** Lets go of it: the last one out stops it. */
  release(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly data: string;
  readonly password: string;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  readonly settings: readonly string[];
  /** On the wanted port or not at all. */
  readonly fixed?: boolean;
}

/**
 * Finds the server of `folder` running, or starts it, or makes it first. A server that outlived the touchline
 * that started it is found again by its lock file; a lock file that outlived its server is no obstacle.
 *
 * @throws LIVE_POSTGRES_START with the end of the server's log.
 */
export async function embeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await prepare(options);
  let held = await ensure(place, await lastPort(place.data));
  const { port } = held;
  return {
    url: urlOf(place, port),
    revive: async () => {
      if (await isAlive(held.client)) return;
      await letGo(held.client);
      held = await ensure({ ...place, fixed: true }, port);
    },
    release: async () => {
      await letGo(held.client);
      await release(place);
    },
  };
}

/** A connection that says to others that somebody is here, and the port that it goes to. */
interface Held {
  readonly client: pg.Client;
  readonly port: number;
}

async function ensure(place: Place, wanted: number | null): Promise<Held> {
  let said = '';
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    // What is left of a server that was killed may hold its memory for a moment.
    if (attempt > 0) await setTimeout(ATTEMPT_PAUSE_MS * attempt);
    const keep = wanted !== null && (place.fixed === true || attempt < 2);
    if ((await runningPostmaster(place.data)) === null) {
      said = await start(place, keep ? wanted : await freePort());
    }
    const now = await runningPostmaster(place.data);
    const client = now === null ? null : await connect(urlOf(place, now.port));
    if (now !== null && client !== null) return { client, port: now.port };
  }
  throw new TouchlineError('LIVE_POSTGRES_START', 'the embedded PostgreSQL did not start', {
    where: { folder: place.folder, log: said.trim().split('\n').slice(-3).join(' | ') },
    hint: 'set DATABASE_URL to use another server',
  });
}

const urlOf = (place: Place, port: number, database = DATABASE): string =>
  `postgresql://touchline:${place.password}@127.0.0.1:${port}/${database}`;

async function prepare(options: EmbeddedOptions): Promise<Place> {
  const [binaries, user] = await Promise.all([serverBinaries(), serverUser()]);
  const folder = resolve(options.folder);
  const data = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  await own(folder, user);
  const place = { folder, data, binaries, user, settings: options.settings ?? [] };
  const known = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (known === null) await create(place);
  await checkVersion(place);
  const password = await readFile(join(data, 'touchline.password'), 'utf8');
  return { ...place, password };
}

const own = async (path: string, user: ServerUser): Promise<void> => {
  if ('uid' in user) await chown(path, user.uid as number, user.gid as number);
};

/** Made beside its place and moved there whole: two who begin at once do not meet half a cluster. */
async function create(place: Omit<Place, 'password'>): Promise<void> {
  const fresh = `${place.data}.${randomBytes(6).toString('hex')}`;
  const passwordFile = `${fresh}.password`;
  try {
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    await own(passwordFile, place.user);
    const made = await runProgram(
      place.binaries.initdb,
      [
        '-D',
        fresh,
        '-U',
        'touchline',
        '-E',
        'UTF8',
        '--locale=C',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
      ],
      { ...place.user, timeoutMs: START_TIMEOUT_MS },
    );
    if (made.code !== 0) throw notMade(place.folder, made.output);
    await chmod(passwordFile, 0o600);
    await rename(passwordFile, join(fresh, 'touchline.password'));
    await rename(fresh, place.data);
  } catch (error) {
    const other = await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => null);
    if (other === null) throw error;
  } finally {
    await Promise.all([rm(fresh, { recursive: true, force: true }), rm(passwordFile, { force: true })]);
  }
}

const notMade = (folder: string, output: string): TouchlineError =>
  new TouchlineError('LIVE_POSTGRES_INIT', 'the embedded PostgreSQL could not be made', {
    where: { folder, said: output.trim().split('\n').slice(-2).join(' | ') },
    hint: 'as root the server runs as the user postgres, who must be able to reach the folder; or set DATABASE_URL',
  });

async function checkVersion(place: Omit<Place, 'password'>): Promise<void> {
  const version = (await readFile(join(place.data, 'PG_VERSION'), 'utf8')).trim();
  const { output } = await runProgram(place.binaries.postgres, ['--version'], {
    timeoutMs: START_TIMEOUT_MS,
  });
  const own = /(\d+)/.exec(output)?.[1];
  if (version === own) return;
  throw new TouchlineError(
    'LIVE_POSTGRES_VERSION',
    `the data are of PostgreSQL ${version}, the server is ${own}`,
    {
      where: { folder: place.folder },
      hint: 'move them over with pg_dump of the old version, or set DATABASE_URL',
    },
  );
}

/** Starts the server and waits until it answers. Returns what pg_ctl said. */
async function start(place: Place, port: number): Promise<string> {
  const settings = [`port=${port}`, ...SETTINGS, ...place.settings];
  const log = join(place.folder, 'server.log');
  const { output, code } = await runProgram(
    place.binaries.pg_ctl,
    [
      '-D',
      place.data,
      '-l',
      log,
      '-w',
      '-t',
      '30',
      '-o',
      settings.map((each) => `-c ${each}`).join(' '),
      'start',
    ],
    { ...place.user, timeoutMs: START_TIMEOUT_MS },
  );
  if (code !== 0) return `${output}\n${await readFile(log, 'utf8').catch(() => '')}`;
  await createDatabase(urlOf(place, port, 'postgres'));
  return output;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** `null` = nobody there, starting, stopping, or a stranger on that port. */
async function connect(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server that goes away is noticed by those who use it
  try {
    await client.connect();
    return client;
  } catch {
    return null;
  }
}

const letGo = (client: pg.Client): Promise<void> => client.end().catch(() => undefined); // gone already

const isAlive = (client: pg.Client): Promise<boolean> =>
  client.query('SELECT 1').then(
    () => true,
    () => false,
  );

/** The last one out stops the server. */
async function release(place: Place): Promise<void> {
  const running = await runningPostmaster(place.data);
  if (running === null || (await others(urlOf(place, running.port))) > 0) return;
  const { output, code } = await runProgram(
    place.binaries.pg_ctl,
    ['-D', place.data, '-m', 'fast', '-w', 'stop'],
    {
      ...place.user,
      timeoutMs: START_TIMEOUT_MS,
    },
  );
  if (code !== 0 && (await runningPostmaster(place.data)) !== null) {
    throw new TouchlineError('LIVE_POSTGRES_STOP', 'the embedded PostgreSQL did not stop', {
      where: { folder: dirname(place.data), said: output.trim() },
    });
  }
}

/** Connections of others; 0 as well when nobody answers. */
async function others(url: string): Promise<number> {
  const client = await connect(url);
  if (client === null) return 0;
  try {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
