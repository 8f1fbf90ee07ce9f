import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TouchlineError } from '../../../engine/errors.js';
import { fixtures } from '../../../strategies/sport/feeds/feed-fixtures.testing.js';
import { FEEDS, type FeedName } from '../../../strategies/sport/feeds/feeds.js';
import type { ImportTask } from '../import-format.js';
import { readRecordedLine } from './recorded-line.js';

const task = { file: { name: 'evening.jsonl', path: '', role: 'quotes' } } as ImportTask;
const read = (value: unknown) => readRecordedLine(task, { row: 7, value });
const payloads = (Object.keys(FEEDS) as FeedName[]).flatMap((feed) =>
  Object.values(fixtures(feed)).map((payload) => ({ feed, text: JSON.stringify(payload), payload })),
);

it('a payload is read as the JSON it is, or as the text of it', () => {
  for (const { feed, text, payload } of payloads) {
    const received_at = '2026-01-11T18:00:00.000123Z';
    const micros = Date.UTC(2026, 0, 11, 18) * 1000 + 123;
    for (const sent of [payload, text]) {
      expect(read({ received_at, feed, payload: sent })).toEqual({
        ...{ feed, receivedAt: { micros, text: received_at } },
        message: { kind: 'payload', payload },
      });
    }
  }
});

it('a text that is cut off anywhere is refused with its row, and so is any other line', () => {
  const cut = fc.constantFrom(...payloads).chain(({ feed, text }) =>
    fc.tuple(
      fc.constant(feed),
      fc.integer({ min: 0, max: text.length - 1 }).map((end) => text.slice(0, end)),
    ),
  );
  const refusal = (value: unknown): unknown => {
    try {
      return read(value).message.kind;
    } catch (fault) {
      return fault;
    }
  };
  fc.assert(
    fc.property(cut, ([feed, payload]) => {
      const fault = refusal({ received_at: '2026-01-11T18:00:00Z', feed, payload });
      expect(fault).toBeInstanceOf(TouchlineError);
      expect(fault).toMatchObject({ code: 'DATA_UNREADABLE', where: { file: 'evening.jsonl', row: 7 } });
    }),
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(refusal(value)).toMatchObject({ code: 'DATA_COLUMNS', where: { row: 7 } });
    }),
  );
});
