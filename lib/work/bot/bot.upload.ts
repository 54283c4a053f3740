import { textOf } from '../../callback/index.js';
import type { UploadFile } from '../../catalog/work.js';
import { WeChatApiError, WeChatHttpError } from '../../common/index.js';
import { md5 } from '../../crypto/index.js';
import type { BotConnection } from './bot.connection.js';
import { BOT_COMMANDS, FIRST_PART, MAX_PARTS, PART_SIZE } from './bot.frames.js';
import type { WorkBotMediaType } from './bot-reply.js';

const MAX_SIZE = PART_SIZE * MAX_PARTS;
/** Parts may come twice: WeCom passes over the second. */
const TRIES = 3;

/**
 * Uploads a file over the long connection, part by part.
 *
 * @returns the media_id, good for three days
 * @throws {RangeError} when it is empty or larger than WeCom takes
 */
export async function uploadOverConnection(
  connection: BotConnection,
  type: WorkBotMediaType,
  { content, filename }: UploadFile,
): Promise<string> {
  const bytes = await bytesOf(content);
  if (bytes.length === 0) throw new RangeError('The file is empty');
  const total_chunks = Math.ceil(bytes.length / PART_SIZE);
  const described = { type, filename, total_size: bytes.length, total_chunks, md5: md5(bytes) };
  const { upload_id } = await connection.request(BOT_COMMANDS.uploadInit, described);
  for (let part = 0; part < total_chunks; part += 1) {
    const base64_data = bytes.subarray(part * PART_SIZE, (part + 1) * PART_SIZE).toString('base64');
    const body = { upload_id, chunk_index: FIRST_PART + part, base64_data };
    await again(() => connection.request(BOT_COMMANDS.uploadChunk, body));
  }
  const { media_id } = await connection.request(BOT_COMMANDS.uploadFinish, { upload_id });
  return textOf(media_id) as string;
}

async function bytesOf(content: UploadFile['content']): Promise<Buffer> {
  if (content instanceof Uint8Array) {
    checkSize(content.length);
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Uint8Array);
    checkSize((length += bytes.length));
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function checkSize(length: number): void {
  if (length > MAX_SIZE)
    throw new RangeError(`A file has at most ${MAX_SIZE} bytes (50 MB) over the long connection`);
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const mayPass =
        error instanceof WeChatHttpError || (error instanceof WeChatApiError && error.retryable);
      if (!mayPass || attempt >= TRIES) throw error;
    }
  }
}
