import { connect, type Socket } from 'node:net';
import { TouchlineError } from '../../../engine/errors.js';
import type { AuthenticatedRequest } from '../../venues/polymarket/signing/l2-headers.js';
import type { OrderTerms } from '../../venues/polymarket/signing/order-terms.js';
import {
  SIGNER_LINE_MAX,
  type SignerAnswer,
  type SignerRequest,
  signerAnswerSchema,
} from './signer-requests.js';

type Ask = SignerRequest extends infer Each ? (Each extends SignerRequest ? Omit<Each, 'id'> : never) : never;
const TIMEOUT_MS = 2_000;

/** The session's end of the signer's socket. What is refused throws LIVE_SIGNER_REFUSED with the rule. */
export class SignerClient {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: SignerAnswer | Error) => void>();
  #next = 0;
  #rest = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => this.#hear(piece));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the signer is gone')));
  }

  static connect(path: string): Promise<SignerClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const failed = (cause: Error): void =>
        reject(
          new TouchlineError('LIVE_SIGNER_GONE', 'the signer does not answer', { where: { path }, cause }),
        );
      socket.once('error', failed);
      socket.once('connect', () => {
        socket.off('error', failed);
        resolve(new SignerClient(socket));
      });
    });
  }

  async sign(terms: OrderTerms): Promise<string> {
    const answer = await this.#ask({ kind: 'order', terms: { ...terms } });
    return answer.kind === 'signed' ? answer.signature : unexpected(answer);
  }

  async headers(request: AuthenticatedRequest, atSeconds: number): Promise<Readonly<Record<string, string>>> {
    const { method, path, body } = request;
    const answer = await this.#ask({ kind: 'headers', method, path, body, atSeconds });
    return answer.kind === 'headers' ? answer.headers : unexpected(answer);
  }

  async walletProof(atSeconds: number, nonce: number): Promise<Readonly<Record<string, string>>> {
    const answer = await this.#ask({ kind: 'wallet-proof', atSeconds, nonce });
    return answer.kind === 'headers' ? answer.headers : unexpected(answer);
  }

  async who(): Promise<{ readonly address: string; readonly owner: string | null }> {
    const answer = await this.#ask({ kind: 'who' });
    return answer.kind === 'who' ? { address: answer.address, owner: answer.owner } : unexpected(answer);
  }

  close(): void {
    this.#socket.destroy();
  }

  #ask(request: Ask): Promise<SignerAnswer> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#answer(id, new Error('no answer in time')), TIMEOUT_MS);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        if (answer instanceof Error) reject(gone(answer));
        else resolve(answer);
      });
      this.#socket.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  #hear(piece: string): void {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > SIGNER_LINE_MAX) this.#socket.destroy();
    for (const line of lines) {
      const answer = signerAnswerSchema.safeParse(JSON.parse(line));
      if (answer.success && answer.data.id !== null) this.#answer(answer.data.id, answer.data);
    }
  }

  #answer(id: number, answer: SignerAnswer | Error): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.(answer);
  }

  #fail(error: Error): void {
    for (const id of [...this.#waiting.keys()]) this.#answer(id, error);
  }
}

const gone = (cause: Error): TouchlineError =>
  new TouchlineError('LIVE_SIGNER_GONE', 'the signer did not answer', { cause });

function unexpected(answer: SignerAnswer): never {
  if (answer.kind === 'refused') {
    throw new TouchlineError('LIVE_SIGNER_REFUSED', `the signer refuses: ${answer.rule} ${answer.detail}`, {
      where: { rule: answer.rule },
    });
  }
  throw new TouchlineError('LIVE_SIGNER_GONE', `the signer answered ${answer.kind}`);
}
