import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Http, HttpRequest, HttpResult } from '../ports/http.js';

/** A larger answer is a fault of the venue, not data. */
const LARGEST_BODY_BYTES = 32 * 1024 * 1024;

/**
 * HTTP of Node, connections kept open. Never follows a redirect, never repeats: a kept connection that the venue
 * closed while a request was on its way is `maybe`, not a reason to send again.
 */
export class NodeHttp implements Http {
  readonly #plain = new HttpAgent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 16 });
  readonly #secure = new HttpsAgent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 16 });

  send(request: HttpRequest): Promise<HttpResult> {
    return new Promise((resolve) => {
      let opened: ClientRequest;
      try {
        opened = this.#open(new URL(request.url), request);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'not a request';
        resolve({ kind: 'failed', reached: 'no', reason: code });
        return;
      }
      new Exchange(request, opened, resolve);
    });
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  #open(url: URL, { method, headers, body }: HttpRequest): ClientRequest {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options: RequestOptions = { method, headers: { ...headers, ...length } };
    return url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: this.#secure })
      : httpRequest(url, { ...options, agent: this.#plain });
  }
}

/** One request and its answer. It ends once, by whichever comes first: answer, fault, or time. */
class Exchange {
  readonly #request: ClientRequest;
  readonly #resolve: (result: HttpResult) => void;
  readonly #timer: NodeJS.Timeout;
  /** Bytes can have left: the connection stands, its encryption included. */
  #connected = false;
  #ended = false;

  constructor(
    { body, timeoutMs }: HttpRequest,
    request: ClientRequest,
    resolve: (result: HttpResult) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    request.on('socket', (socket) => this.#watch(socket));
    request.on('response', (response) => this.#read(response));
    request.on('error', (error: NodeJS.ErrnoException) => this.#fail(error.code ?? error.message));
    request.on('close', () => this.#fail('the connection was closed'));
    request.end(body ?? undefined);
  }

  #watch(socket: Socket): void {
    const opened = () => {
      this.#connected = true;
    };
    const secure = 'encrypted' in socket;
    // A kept connection is ready; of a new one Node holds every byte back until it stands.
    if (!socket.connecting && this.#request.reusedSocket) opened();
    else socket.once(secure ? 'secureConnect' : 'connect', opened);
    if (!secure && !socket.connecting) opened();
  }

  #read(response: IncomingMessage): void {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      size += part.length;
      parts.push(part);
      if (size > LARGEST_BODY_BYTES) this.#fail(`an answer of more than ${LARGEST_BODY_BYTES} bytes`);
    });
    response.on('error', (error: NodeJS.ErrnoException) => this.#fail(error.code ?? error.message));
    response.on('end', () => {
      if (!response.complete) return this.#fail('the answer was cut off');
      this.#end({
        kind: 'response',
        status: response.statusCode ?? 0,
        headers: plainHeaders(response),
        body: Buffer.concat(parts).toString('utf8'),
      });
    });
  }

  #fail(reason: string): void {
    if (this.#ended) return;
    this.#end({ kind: 'failed', reached: this.#connected ? 'maybe' : 'no', reason });
    this.#request.destroy();
  }

  #end(result: HttpResult): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#resolve(result);
  }
}

const plainHeaders = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
