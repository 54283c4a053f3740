import { connect, type Socket } from 'node:net';

/** A connection of somebody who sends what he likes, when he likes. */
export class LooseConnection {
  readonly socket: Socket;
  /** Resolves to all that came back once the other side has closed. */
  readonly closed: Promise<string>;
  #heard = '';
  #isClosed = false;

  constructor(url: string) {
    this.socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    this.socket.setEncoding('latin1').on('data', (text: string) => (this.#heard += text));
    // a reset is an end as well
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.#isClosed = true;
        resolve(this.#heard);
      });
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isOpen(): boolean {
    return this.socket.readyState === 'open';
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve).once('error', reject);
    });
  }

  /** Writes what it is given every so many milliseconds until the other side has enough. */
  drip(pieces: Iterable<string | Buffer>, every: number): void {
    const rest = pieces[Symbol.iterator]();
    const timer = setInterval(() => {
      const { done, value } = rest.next();
      if (done || !this.socket.writable) clearInterval(timer);
      else this.socket.write(value);
    }, every);
    this.socket.on('close', () => clearInterval(timer));
  }
}

/** The head of a POST. */
export const headOf = (path: string, headers: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, 'host: abuse', ...headers, '', ''].join('\r\n');
