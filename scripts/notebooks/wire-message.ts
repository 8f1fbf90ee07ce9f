import { createHmac, timingSafeEqual } from 'node:crypto';

/** One message of the Jupyter protocol (https://jupyter-client.readthedocs.io/en/stable/messaging.html). */
export interface WireMessage {
  readonly type: string;
  readonly id: string;
  /** Id of the request that this answers; `null` = none. */
  readonly parentId: string | null;
  readonly content: WireContent;
}

/** What a message carries; which of these depends on its type. */
export interface WireContent {
  readonly status?: unknown;
  readonly execution_state?: unknown;
  readonly name?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
  readonly code?: string;
}

const DELIMITER = '<IDS|MSG>';
const PROTOCOL = '5.3';

const signature = (key: string, parts: readonly string[]): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

/** The frames of a request, signed with the key of the connection. */
export function encodeRequest(
  message: Omit<WireMessage, 'parentId'>,
  { key, session }: { readonly key: string; readonly session: string },
): readonly string[] {
  const header = {
    msg_id: message.id,
    msg_type: message.type,
    session,
    username: 'touchline',
    date: new Date().toISOString(),
    version: PROTOCOL,
  };
  const parts = [JSON.stringify(header), '{}', '{}', JSON.stringify(message.content)];
  return [DELIMITER, signature(key, parts), ...parts];
}

/** Reads the frames of an answer. @throws when the delimiter is missing or the signature is not the key's. */
export function decodeMessage(frames: readonly Uint8Array[], key: string): WireMessage {
  const texts = frames.map((frame) => Buffer.from(frame).toString('utf8'));
  const start = texts.indexOf(DELIMITER);
  const [signed = '', ...parts] = texts.slice(start + 1, start + 6);
  if (start === -1 || parts.length < 4) throw new Error('a message of the kernel is not whole');
  const [found, wanted] = [Buffer.from(signed), Buffer.from(signature(key, parts))];
  if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) {
    throw new Error('a message of the kernel is not signed with the key of the connection');
  }
  const [header, parent, , content] = parts.map((part) => JSON.parse(part));
  return {
    type: String(header.msg_type),
    id: String(header.msg_id),
    parentId: typeof parent.msg_id === 'string' ? parent.msg_id : null,
    content,
  };
}
