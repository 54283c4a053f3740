import { Readable } from 'node:stream';
import { WeChatDecryptError, WeChatHttpError } from '../../common/index.js';
import { openSealedFile } from '../../crypto/index.js';
import type { HttpOptions, WeChatHttp } from '../../http/index.js';
import type { WorkBotMedia } from './bot-message.interface.js';

/** People can send files of 100 MB; sealed they are a little longer. */
const MAX_SIZE = 100 * 1024 * 1024 + 64;
const NO_KEY = 'The address has no aeskey, and the bot no encodingAESKey: the file cannot be opened';

/** Whose file it is. */
export interface DownloadSetup {
  /** Name of the client, for errors. */
  readonly client: string;
  readonly options: HttpOptions;
  /** What files are sealed with in callback mode. */
  readonly encodingAESKey: string | undefined;
}

/** Fetches and opens what somebody sent. The address is a secret: no error quotes its query. */
export async function downloadMedia(
  { url, aeskey }: WorkBotMedia,
  { client, options, encodingAESKey }: DownloadSetup,
  http: WeChatHttp,
  signal?: AbortSignal,
): Promise<Buffer> {
  const key = aeskey ?? encodingAESKey;
  if (key === undefined) throw new WeChatDecryptError(NO_KEY);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new RangeError('The url of a file is not an http(s) address');
  const call = {
    client,
    route: `GET ${new URL(url).pathname}`,
    options,
    stream: true,
    ...(signal && { signal }),
  };
  const { status, body } = await http.exchange(call, { url, headers: {} });
  const fail = (what: string): never => {
    throw new WeChatHttpError(`${client}: the file could not be fetched: ${what}`, {
      client,
      route: call.route,
      status,
      retryable: status >= 500,
    });
  };
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = body instanceof Readable ? body : Readable.from([body]);
  if (status !== 200) {
    stream.destroy();
    return fail(`HTTP ${status}; addresses live for five minutes`);
  }
  for await (const chunk of stream) {
    length += (chunk as Buffer).length;
    if (length > MAX_SIZE) fail('it is larger than 100 MB');
    chunks.push(chunk as Buffer);
  }
  return openSealedFile(Buffer.concat(chunks), key);
}
