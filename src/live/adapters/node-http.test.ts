import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { NodeHttp } from './node-http.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const client = (): NodeHttp => {
  const http = new NodeHttp();
  closers.push(() => http.close());
  return http;
};
const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    closers.push(() => server.close());
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
  listen(createServer(answer));
/** A server that says `bytes` to whoever sent something, and then hangs up or stays silent. */
const raw = (bytes: string, after: 'end' | 'stay' | 'reset'): Promise<string> =>
  listen(
    createTcpServer((socket) => {
      closers.push(() => socket.destroy());
      socket.on('error', () => socket.destroy());
      socket.on('data', () => {
        if (after === 'reset') socket.resetAndDestroy();
        else if (after === 'end') socket.end(bytes);
        else socket.write(bytes);
      });
    }),
  );
const get = (url: string, timeoutMs = 2_000) => ({
  ...{ method: 'GET' as const, url, headers: { 'x-one': '1' }, body: null, timeoutMs },
});

describe('a request', () => {
  it('sends exactly the body that it is given and reads the answer', async () => {
    const url = await answering((request, response) => {
      let got = '';
      request.on('data', (part) => {
        got += part;
      });
      request.on('end', () => {
        response.writeHead(201, { 'X-Seen': `${request.method} ${request.url} ${request.headers['x-one']}` });
        response.end(`<${got}>`);
      });
    });
    const answer = await client().send({ ...get(`${url}/order?a=b`), method: 'POST', body: '{"é":1}' });
    expect(answer).toMatchObject({
      kind: 'response',
      status: 201,
      headers: { 'x-seen': 'POST /order?a=b 1' },
      body: '<{"é":1}>',
    });
  });

  it('that is refused a connection never reached anybody', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await client().send(get(url))).toEqual({ kind: 'failed', reached: 'no', reason: 'ECONNREFUSED' });
  });

  it.each(['http://no-such-host.invalid/', 'not a url'])('to %s never reached anybody', async (url) => {
    expect(await client().send(get(url, 5_000))).toMatchObject({ kind: 'failed', reached: 'no' });
  });

  it('that cannot be written as HTTP never left', async () => {
    const answer = await client().send({ ...get('http://127.0.0.1:9/'), headers: { x: 'two\r\nlines' } });
    expect(answer).toEqual({ kind: 'failed', reached: 'no', reason: 'ERR_INVALID_CHAR' });
  });

  it('whose encryption fails never left', async () => {
    const url = await raw('HTTP/1.1 200 OK\r\n\r\n', 'end');
    expect(await client().send(get(url.replace('http:', 'https:')))).toMatchObject({
      kind: 'failed',
      reached: 'no',
    });
  });

  it.each([
    ['is reset', '', 'reset'],
    ['is hung up on', '', 'end'],
    ['gets half an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', 'end'],
    ['gets no HTTP', 'hello\r\n\r\n', 'end'],
    ['gets no answer in time', '', 'stay'],
    ['gets an answer that does not end in time', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', 'stay'],
  ] as const)('that %s may have arrived', async (_what, bytes, after) => {
    const url = await raw(bytes, after);
    expect(await client().send({ ...get(url, 300), method: 'POST', body: '{}' })).toMatchObject({
      kind: 'failed',
      reached: 'maybe',
    });
  });

  it('is sent once, even when a kept connection was closed under it', async () => {
    let requests = 0;
    const url = await listen(
      createTcpServer((socket) => {
        closers.push(() => socket.destroy());
        socket.on('error', () => socket.destroy());
        socket.on('data', () => {
          requests += 1;
          if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
          else socket.resetAndDestroy();
        });
      }),
    );
    const http = client();
    expect(await http.send(get(url))).toMatchObject({ kind: 'response', body: 'ok' });
    expect(await http.send({ ...get(url), method: 'POST', body: '{}' })).toMatchObject({ reached: 'maybe' });
    expect(requests).toBe(2);
  });

  it('is not redirected', async () => {
    const url = await answering((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    expect(await client().send(get(url))).toMatchObject({ status: 302 });
  });

  it('tells neither headers nor body of itself when it fails', async () => {
    const url = await raw('', 'end');
    const answer = await client().send({
      ...get(url),
      headers: { secret: 'hush' },
      method: 'POST',
      body: 'hush',
    });
    expect(JSON.stringify(answer)).not.toContain('hush');
  });
});
