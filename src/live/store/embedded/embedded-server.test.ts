import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embeddedServer } from './embedded-server.js';
import { runningPostmaster } from './postmaster-file.js';

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
};

describe('the embedded server', () => {
  let folder: string;
  const running = () => runningPostmaster(join(folder, 'data'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-embedded-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is one for two who begin at once, and stops with the last', async () => {
    const [one, other] = await Promise.all([embeddedServer({ folder }), embeddedServer({ folder })]);
    expect(one.url).toBe(other.url);
    expect(await ask(one.url, 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    await one.release();
    expect(await ask(other.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await other.release();
    expect(await running()).toBeNull();
  });

  it('outlives a touchline that is killed, and is found again by the next', async () => {
    const script = `
      import { embeddedServer } from ${JSON.stringify(new URL('./embedded-server.ts', import.meta.url).href)};
      await embeddedServer({ folder: ${JSON.stringify(folder)} });
      process.stdout.write('open');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    await once(child.stdout, 'data');
    const first = await running();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await embeddedServer({ folder });
    expect(first).not.toBeNull();
    expect(await running()).toEqual(first);
    await server.release();
    expect(await running()).toBeNull();
  });

  it('starts beside a lock file that its server left behind, with all that was written', async () => {
    const before = await embeddedServer({ folder });
    await ask(before.url, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await before.release();
    await writeFile(join(folder, 'data', 'postmaster.pid'), `999999\n${join(folder, 'data')}\n0\n5999\n`);
    const after = await embeddedServer({ folder });
    expect(await ask(after.url, 'SELECT seven FROM kept')).toEqual({ seven: 7 });
    await after.release();
  });

  it('says which version the data are of', async () => {
    await (await embeddedServer({ folder })).release();
    const file = join(folder, 'data', 'PG_VERSION');
    expect((await readFile(file, 'utf8')).trim()).toBe('18');
    await writeFile(file, '14\n');
    await expect(embeddedServer({ folder })).rejects.toMatchObject({ code: 'LIVE_POSTGRES_VERSION' });
  });
});
