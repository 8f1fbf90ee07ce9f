import type { ClientEnd } from '../wire/channels.js';
import type { FaultDice } from './fault-dice.js';

/** How long a connection that has frozen stays so, at most, milliseconds. */
const REORDER_MOST_MS = 2_000;

/** What a faulty connection needs of the world. */
export interface FaultyWorld {
  readonly dice: FaultDice;
  after(delayMs: number, run: () => void): void;
}

/**
 * A connection on which messages get lost, doubled, late or spoilt, which drops, and which freezes without a word:
 * pongs still come, data does not.
 */
export function faultyClient(client: ClientEnd, { dice, after }: FaultyWorld): ClientEnd {
  let frozen = false;
  let before: string | null = null;
  return {
    close: (code, reason) => client.close(code, reason),
    send: (text) => {
      // Keep-alive goes on whatever happens to the data.
      if (text === 'PONG' || text === 'ping') {
        client.send(text);
        return;
      }
      frozen ||= dice.happens('socket-freeze');
      if (frozen || dice.happens('message-lost')) return;
      if (dice.happens('socket-drop')) {
        client.close(1006, 'connection reset');
        return;
      }
      const spoilt = spoil(text, before, dice);
      before = text;
      if (dice.happens('message-unknown-kind')) client.send('{"event_type":"something_new","v":1}');
      if (dice.happens('message-late'))
        after(dice.between('late', 1, REORDER_MOST_MS), () => client.send(spoilt));
      else client.send(spoilt);
      if (dice.happens('message-twice'))
        after(dice.between('twice', 0, REORDER_MOST_MS), () => client.send(spoilt));
    },
  };
}

function spoil(text: string, before: string | null, dice: FaultDice): string {
  if (dice.happens('message-truncated')) return text.slice(0, Math.floor(text.length / 2));
  if (text.includes('"event_type":"book"') || text.includes('"event_type":"price_change"')) {
    if (before?.includes('"event_type":"price_change"') === true && dice.happens('message-stale-book')) {
      return before;
    }
    return dice.happens('message-crossed-book') ? text.replaceAll('"best_ask":"', '"best_ask":"0.0') : text;
  }
  if (text.includes('"event_type":"trade"')) {
    if (dice.happens('message-status-back')) {
      return text.replace(/"status":"(?:MINED|CONFIRMED)"/, '"status":"MATCHED"');
    }
    if (dice.happens('message-unknown-status'))
      return text.replace(/"status":"(\w+)"/, '"status":"$1_QUEUED"');
  }
  return text;
}
