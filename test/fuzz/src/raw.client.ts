import { connect, type Socket } from 'node:net';
import { type Answer, AnswerReader } from './answer.reader.js';
import { isClean, toBytes, type Wire } from './wire.js';

/** A request nobody answers in this time hangs. */
const PATIENCE = 30_000;
/** After which a client gives up whose request may never be whole. */
const GIVES_UP_AFTER = 250;

/** Sends requests as they are, over connections that are kept where nothing speaks against it. */
export class RawClient {
  readonly #free: Socket[] = [];
  readonly #port: number;

  constructor(url: string) {
    this.#port = Number(new URL(url).port);
  }

  /**
   * @returns undefined when the connection was closed without an answer
   * @throws when there is neither an answer nor an end
   */
  async send(wire: Wire, caseId: string): Promise<Answer | undefined> {
    const canKeep = isClean(wire);
    const kept = canKeep ? this.#take() : undefined;
    const answer = await this.#exchange(kept ?? this.#open(), wire, caseId, canKeep);
    // an idle connection may have been closed at the very moment it was used
    if (answer !== undefined || !kept) return answer;
    return this.#exchange(this.#open(), wire, caseId, canKeep);
  }

  close(): void {
    for (const socket of this.#free.splice(0)) socket.destroy();
  }

  #take(): Socket | undefined {
    for (let socket = this.#free.pop(); socket; socket = this.#free.pop())
      if (socket.writable && socket.readable) return socket;
    return undefined;
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    socket.on('error', () => socket.destroy()); // whoever waits is told by `close`
    return socket;
  }

  #exchange(socket: Socket, wire: Wire, caseId: string, canKeep: boolean): Promise<Answer | undefined> {
    const reader = new AnswerReader(wire.method === 'HEAD');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => end(new Error(`No answer to case ${caseId} in ${PATIENCE} ms`)),
        PATIENCE,
      );
      const leaving = canKeep ? undefined : setTimeout(() => socket.end(), GIVES_UP_AFTER);
      const end = (outcome: Answer | undefined | Error): void => {
        clearTimeout(timer);
        clearTimeout(leaving);
        socket.off('data', onData).off('end', onEnd).off('close', onEnd);
        const isOver = outcome instanceof Error || outcome?.headers.get('connection') === 'close';
        if (canKeep && outcome && !isOver) this.#free.push(socket);
        else socket.destroy();
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      const settle = (read: () => Answer | undefined, isLast: boolean): void => {
        try {
          const answer = read();
          if (answer || isLast) end(answer);
        } catch (error) {
          end(error as Error);
        }
      };
      const onData = (chunk: Buffer): void => settle(() => reader.take(chunk), false);
      const onEnd = (): void => settle(() => reader.end(), true);
      socket.on('data', onData).on('end', onEnd).on('close', onEnd);
      socket.write(toBytes(wire, caseId));
    });
  }
}
