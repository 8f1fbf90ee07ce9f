import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KillSource } from '../../live/safety/kill-source.js';
import type { SessionPulse } from '../../live/session/session-pulse.js';

/** What a running session leaves for other commands to find it by. */
export interface RunningMark {
  readonly pid: number;
  readonly session: string;
  readonly startedAtMs: number;
}

/** The folder by which commands on one machine find each other: `.touchline/live` beside where they run. */
export class LiveFolder {
  readonly #folder: string;

  constructor(base: string) {
    this.#folder = join(base, 'live');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  mark(account: string, mark: RunningMark): void {
    writeFileSync(this.#markPath(account), JSON.stringify(mark), { mode: 0o600 });
  }

  unmark(account: string): void {
    rmSync(this.#markPath(account), { force: true });
  }

  /** The process that trades `account` on this machine; `null` = none does. */
  running(account: string): RunningMark | null {
    const path = this.#markPath(account);
    if (!existsSync(path)) return null;
    const mark = JSON.parse(readFileSync(path, 'utf8')) as RunningMark;
    return isAlive(mark.pid) ? mark : null;
  }

  /** Replaces what was told of `account` before, whole or not at all. */
  tellPulse(account: string, pulse: SessionPulse): void {
    const path = this.#pulsePath(account);
    writeFileSync(`${path}.new`, JSON.stringify(pulse), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** What a session of this folder last told of `account`, however long ago; `null` = nothing, or unreadable. */
  pulse(account: string): SessionPulse | null {
    try {
      return JSON.parse(readFileSync(this.#pulsePath(account), 'utf8')) as SessionPulse;
    } catch {
      return null;
    }
  }

  get haltPath(): string {
    return join(this.#folder, 'HALT');
  }

  /** Stops every session of this folder, whatever becomes of the database. */
  halt(reason: string): void {
    writeFileSync(this.haltPath, `${reason}\n`, { mode: 0o600 });
  }

  resume(): void {
    rmSync(this.haltPath, { force: true });
  }

  /** The file as a kill switch. One that is there and cannot be read stops too. */
  get killFile(): KillSource {
    const path = this.haltPath;
    return {
      name: 'file',
      read: () => {
        if (!existsSync(path)) return Promise.resolve(null);
        try {
          return Promise.resolve(readFileSync(path, 'utf8').trim() || 'no reason given');
        } catch {
          return Promise.resolve('the file cannot be read');
        }
      },
    };
  }

  #pulsePath(account: string): string {
    return join(this.#folder, `${account}.pulse`);
  }

  #markPath(account: string): string {
    return join(this.#folder, `${account}.json`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
