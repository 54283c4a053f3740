import type { Readable } from 'node:stream';

/** The bytes of a file. */
export type FileContent = Uint8Array | Readable;

/** A file in blocks of one size; the last may be smaller. No more than a block is held. */
export async function* blocksOf(content: FileContent, size: number): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    let rest = bufferOf(chunk as Uint8Array | string);
    while (length + rest.length >= size) {
      const end = size - length;
      yield Buffer.concat([...held, rest.subarray(0, end)]);
      rest = rest.subarray(end);
      held = [];
      length = 0;
    }
    if (rest.length > 0) held.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(held);
}

/** A stream with an encoding gives texts. */
const bufferOf = (chunk: Uint8Array | string): Buffer =>
  typeof chunk === 'string'
    ? Buffer.from(chunk)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
