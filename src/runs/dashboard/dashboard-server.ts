import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TouchlineError } from '../../engine/errors.js';
import { PAGE_HEADERS, renderPage } from '../../report/dashboard/page-shell.js';
import type { Answer, DashboardPages } from './dashboard-pages.js';

const HOST = '127.0.0.1';

/** A dashboard that is served. */
export interface DashboardServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves pages to this machine alone: it listens on the loopback address, answers only to names of this machine (a
 * page from elsewhere that has its own name point here gets nothing), and takes nothing but GET.
 *
 * @throws CLI_PORT when the port is taken.
 */
export async function serveDashboard(
  pages: Pick<DashboardPages, 'answer'>,
  port: number,
): Promise<DashboardServer> {
  const server = createServer((request, response) => void respond(pages, request, response));
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new TouchlineError('CLI_PORT', `port ${port} cannot be listened on`, {
      where: { host: HOST, port, said: cause instanceof Error ? cause.message : String(cause) },
      hint: 'another dashboard may be there already; --port takes another, 0 any that is free',
    });
  }
  const { port: given } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${given}/`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  pages: Pick<DashboardPages, 'answer'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refusal(request);
  if (refused !== null) {
    response.writeHead(refused, { 'content-type': 'text/plain' }).end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${HOST}`);
  try {
    send(response, await pages.answer(pathname), searchParams.get('part') === 'main');
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    response
      .writeHead(500, { 'content-type': 'text/plain' })
      .end('the page could not be made; the log says why');
  }
}

function send(response: ServerResponse, answer: Answer, mainOnly: boolean): void {
  if (answer.kind === 'report') {
    // A report carries its own policy: no script, no request.
    const { 'content-security-policy': _, ...headers } = PAGE_HEADERS;
    response.writeHead(200, headers).end(answer.html);
    return;
  }
  const { page, status } = answer;
  // Of a page that is asked for again, a fault is told in the page: it replaces the figures.
  response.writeHead(mainOnly ? 200 : status, PAGE_HEADERS).end(mainOnly ? page.body.text : renderPage(page));
}

function refusal({ method, headers }: IncomingMessage): number | null {
  if (method !== 'GET' && method !== 'HEAD') return 405;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '') ? null : 421;
}
