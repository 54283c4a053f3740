import { Readable } from 'node:stream';

const asItIs = (error: Error): Error => error;

/**
 * A stream of what is made of a source, piece by piece as it is asked for. A failure is told at once to whoever listens
 * for it, else to whoever reads next: while nobody does either, it ends no process. Who gives the stream up frees the
 * source, even while a piece is waited for.
 *
 * @param pieces are made of the source, and of nothing else that has to be freed
 * @param told as what a failure is told
 */
export function drawFrom(
  source: Readable,
  pieces: AsyncGenerator<Buffer, void, undefined>,
  told: (error: Error) => Error = asItIs,
): Readable {
  const stream: Readable = new Readable({
    read() {
      pieces.next().then(
        ({ value, done }) => stream.push(done ? null : value),
        (error: Error) => stream.destroy(told(error)),
      );
    },
  });
  stream.once('close', () => {
    source.destroy(); // what waits for it hears of no return
    pieces.return().catch(() => undefined);
  });
  source.on('error', (error) => {
    if (stream.listenerCount('error') > 0) stream.destroy(told(error));
  });
  return stream;
}
