import { createHash, randomInt } from 'node:crypto';
import pg from 'pg';
import PgBoss from 'pg-boss';
import type { RawTable } from '../../config/config-file.js';
import { TouchlineError } from '../../engine/errors.js';
import type { TrialAnswer } from '../sweep/trial-answer.js';

const SCHEMA = 'touchline_queue';
/** First half of the advisory locks by which workers show that they live. */
const LOCK_CLASS = 7_041_776;
const RETRIES = 10;
/** Beyond this a trial is given up even if its worker lives. */
const EXPIRE_SECONDS = 12 * 3_600;
const WORKERS_MAX = 2 ** 31 - 1;

/** A trial as it is asked of any machine. */
export interface TrialJob {
  /** Hash of the tape's content. */
  readonly tape: string;
  readonly raw: RawTable;
  /** What the configuration has to come to on the worker: the same settings and the same strategy file. */
  readonly configHash: string;
}

/** A trial that was taken from the queue. */
export interface TakenTrial {
  readonly id: string;
  readonly job: TrialJob;
}

/** The id of a trial in the queue: the same trial asked twice is one job. */
export function jobIdOf(
  { tape, configHash }: Pick<TrialJob, 'tape' | 'configHash'>,
  version: string,
): string {
  const hex = createHash('sha256').update([tape, configHash, version].join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * Trials in a Postgres queue (pg-boss). A worker takes a trial and says that it has it in one transaction, and holds an
 * advisory lock as long as its connection lives: the trials of a worker that was killed are free as soon as
 * the server sees its connection end, and are done by another.
 */
export class TrialQueue {
  readonly #boss: PgBoss;
  readonly #client: pg.Client;
  readonly #name: string;
  readonly #worker = randomInt(1, WORKERS_MAX);

  private constructor(boss: PgBoss, client: pg.Client, name: string) {
    this.#boss = boss;
    this.#client = client;
    this.#name = name;
  }

  /**
   * Connects, and makes the queue where there is none. Versions of touchline have queues of their own.
   *
   * @throws DATA_QUEUE when the server cannot be reached.
   */
  static async open(url: string, version: string): Promise<TrialQueue> {
    const boss = new PgBoss({ connectionString: url, schema: SCHEMA, schedule: false });
    // What goes wrong in its background work is seen again by whoever asks next.
    boss.on('error', () => undefined);
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    const name = `trials-${version}`;
    try {
      await boss.start();
      await boss.createQueue(name, {
        name,
        retryLimit: RETRIES,
        retryDelay: 0,
        expireInSeconds: EXPIRE_SECONDS,
      });
      await client.connect();
      await client.query(
        `CREATE TABLE IF NOT EXISTS ${SCHEMA}.claims (job_id UUID PRIMARY KEY, worker INTEGER NOT NULL)`,
      );
    } catch (cause) {
      await Promise.allSettled([boss.stop({ graceful: false }), client.end()]);
      const { host, pathname } = new URL(url);
      throw new TouchlineError('DATA_QUEUE', 'the queue cannot be reached', {
        where: { server: host, database: pathname.slice(1) },
        cause,
      });
    }
    const queue = new TrialQueue(boss, client, name);
    await client.query('SELECT pg_advisory_lock($1, $2)', [LOCK_CLASS, queue.#worker]);
    return queue;
  }

  /** Asks for trials. One that is there already is not asked again; one that had failed is. */
  async ask(jobs: readonly (TrialJob & { readonly id: string })[]): Promise<void> {
    const ids = jobs.map(({ id }) => id);
    const dead = await this.#client.query<{ id: string }>(
      `SELECT id FROM ${SCHEMA}.job WHERE name = $1 AND id = ANY($2) AND state IN ('failed', 'cancelled')`,
      [this.#name, ids],
    );
    const failed = dead.rows.map(({ id }) => id);
    if (failed.length > 0) await this.#boss.deleteJob(this.#name, failed);
    await this.#boss.insert(
      jobs.map(({ id, ...data }) => ({ id, name: this.#name, data, retryLimit: RETRIES, retryDelay: 0 })),
    );
  }

  /** Takes one trial; `null` = there is none. */
  async take(): Promise<TakenTrial | null> {
    const db = { executeSql: (text: string, values: unknown[]) => this.#client.query(text, values) };
    await this.#client.query('BEGIN');
    try {
      const [job] = await this.#boss.fetch<TrialJob>(this.#name, { db });
      if (job !== undefined) {
        await this.#client.query(
          `INSERT INTO ${SCHEMA}.claims VALUES ($1, $2) ON CONFLICT (job_id) DO UPDATE SET worker = excluded.worker`,
          [job.id, this.#worker],
        );
      }
      await this.#client.query('COMMIT');
      return job === undefined ? null : { id: job.id, job: job.data };
    } catch (error) {
      await this.#client.query('ROLLBACK');
      throw error;
    }
  }

  /** Hands in what a trial came to. */
  async answer(id: string, answer: TrialAnswer): Promise<void> {
    await this.#boss.complete(this.#name, id, answer);
    await this.#client.query(`DELETE FROM ${SCHEMA}.claims WHERE job_id = $1 AND worker = $2`, [
      id,
      this.#worker,
    ]);
  }

  /** Answers of those trials that have one. @throws DATA_QUEUE for one that was given up. */
  async answers(ids: readonly string[]): Promise<ReadonlyMap<string, TrialAnswer>> {
    const { rows } = await this.#client.query<{ id: string; state: string; output: TrialAnswer }>(
      `SELECT id, state, output FROM ${SCHEMA}.job
       WHERE name = $1 AND id = ANY($2) AND state IN ('completed', 'failed', 'cancelled')`,
      [this.#name, ids],
    );
    const lost = rows.find(({ state }) => state !== 'completed');
    if (lost !== undefined) {
      throw new TouchlineError('DATA_QUEUE', `a trial was given up: ${lost.state}`, {
        where: { job: lost.id },
        hint: `its workers died ${RETRIES} times or it took ${EXPIRE_SECONDS / 3_600} hours; the same command asks for it again`,
      });
    }
    return new Map(rows.map(({ id, output }) => [id, output]));
  }

  /** Frees the trials of workers that are gone. Returns how many. */
  async freeTrialsOfTheDead(): Promise<number> {
    const { rows } = await this.#client.query<{ worker: number; ids: string[] }>(
      `SELECT worker, array_agg(job_id::text) AS ids FROM ${SCHEMA}.claims
       JOIN ${SCHEMA}.job ON id = job_id AND name = $1 AND state = 'active' WHERE worker <> $2 GROUP BY worker`,
      [this.#name, this.#worker],
    );
    let freed = 0;
    for (const { worker, ids } of rows) {
      const got = await this.#client.query<{ dead: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS dead', [
        LOCK_CLASS,
        worker,
      ]);
      if (got.rows[0]?.dead !== true) continue;
      await this.#boss.fail(this.#name, ids);
      await this.#client.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_CLASS, worker]);
      freed += ids.length;
    }
    return freed;
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
    await this.#client.end();
  }
}
