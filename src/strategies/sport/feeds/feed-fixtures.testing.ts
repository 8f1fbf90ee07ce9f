import { readFileSync } from 'node:fs';
import { type FeedReading, NOTHING_KNOWN, type StateReading } from './feed-reading.js';
import { FEEDS, type FeedName } from './feeds.js';

/** Payloads of a feed by what they show. */
export function fixtures(feed: FeedName): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(`./fixtures/${feed}.json`, import.meta.url), 'utf8'));
}

/** The states of readings; fails on a fault. */
export function statesOf(readings: readonly FeedReading[]): readonly StateReading[] {
  return readings.map((reading) => {
    if (reading.kind === 'fault')
      throw new Error(`${reading.field} ${reading.value}: wanted ${reading.wanted}`);
    return reading;
  });
}

/** What a feed that was just opened reads in a fixture. */
export const readFixture = (feed: FeedName, name: string): readonly StateReading[] =>
  statesOf(FEEDS[feed].open().read(fixtures(feed)[name]));

/** A state of which only this is known. */
export const known = (part: object): object => ({ ...NOTHING_KNOWN, ...part });
