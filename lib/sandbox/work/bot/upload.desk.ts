import { createHash } from 'node:crypto';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { newMediaId } from '../../world/identifiers.js';
import type { BotState } from './bot.state.js';

type Fields = Readonly<Record<string, unknown>>;

interface Upload {
  readonly type: string;
  readonly filename: string;
  readonly size: number;
  readonly parts: number;
  readonly md5: unknown;
  readonly chunks: Map<number, Buffer>;
}

const LARGEST_PART = 512 * 1024;
const MOST_PARTS = 100;

/** Takes files part by part over the long connection. 上传临时素材 */
export class UploadDesk {
  readonly #uploads = new Map<string, Upload>();

  constructor(private readonly bot: BotState) {}

  /** @throws {SandboxUseError} that says what is wrong */
  hear(cmd: string, body: Fields): Fields {
    if (cmd === 'aibot_upload_media_init') return this.#init(body);
    const upload = this.#uploads.get(String(body['upload_id']));
    if (!upload) return refuse('there is no such upload_id');
    return cmd === 'aibot_upload_media_chunk'
      ? take(upload, body)
      : this.#finish(String(body['upload_id']), upload);
  }

  #init({ type, filename, total_size, total_chunks, md5 }: Fields): Fields {
    if (!['file', 'image', 'voice', 'video'].includes(String(type))) refuse('its type is unknown');
    if (typeof filename !== 'string' || filename === '') refuse('it has no filename');
    if (!(Number(total_chunks) >= 1 && Number(total_chunks) <= MOST_PARTS))
      refuse('it has no part, or more than 100');
    const id = newMediaId();
    this.#uploads.set(id, {
      type: String(type),
      filename: String(filename),
      size: Number(total_size),
      parts: Number(total_chunks),
      md5,
      chunks: new Map(),
    });
    return { upload_id: id };
  }

  #finish(id: string, { type, filename, size, parts, md5, chunks }: Upload): Fields {
    const content = Buffer.concat(
      [...chunks].toSorted(([left], [right]) => left - right).map(([, chunk]) => chunk),
    );
    if (chunks.size !== parts || content.length !== size) refuse('parts of it are missing');
    if (md5 !== undefined && createHash('md5').update(content).digest('hex') !== md5)
      refuse('its md5 is another one');
    const media_id = newMediaId();
    this.bot.uploads.set(media_id, { type, filename, content });
    this.#uploads.delete(id);
    return { type, media_id, created_at: String(this.bot.world.clock.seconds()) };
  }
}

/** A part that comes twice is passed over. */
function take({ chunks, parts }: Upload, { chunk_index, base64_data }: Fields): Fields {
  const index = Number(chunk_index);
  if (!(Number.isInteger(index) && index >= 0 && index < parts)) refuse('there is no such part');
  const chunk = Buffer.from(String(base64_data), 'base64');
  if (chunk.length === 0 || chunk.length > LARGEST_PART) refuse('a part is empty or larger than 512 KB');
  if (!chunks.has(index)) chunks.set(index, chunk);
  return {};
}

const refuse = (why: string): never => {
  throw new SandboxUseError(`WeCom would not take the upload: ${why}`);
};
