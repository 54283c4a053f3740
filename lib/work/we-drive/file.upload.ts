import { setImmediate } from 'node:timers/promises';
import type { UploadFile } from '../../catalog/index.js';
import type { CallOptions } from '../../client/index.js';
import type { WorkAgentApi } from '../work.api.js';
import { BLOCK_SIZE, BlockDigest } from './block.digest.js';
import { blocksOf, type FileContent } from './file-blocks.js';

/** Bytes WeDrive takes in one call. */
const MAX_WHOLE = 10 * 1024 * 1024;

/**
 * Where a file is put: into a folder of a space, the uppermost one without `fatherId`; or where a member chose, by the
 * `selectedTicket` of JS-SDK.
 *
 * @publicApi
 */
export type WorkDrivePlace = { spaceId: string; fatherId?: string | undefined } | { selectedTicket: string };

/** The same as WeDrive reads it. */
type Target = { spaceid: string; fatherid: string } | { selected_ticket: string };

/**
 * A file for WeDrive. One of any size is read twice, since its hash goes before it: give what opens it,
 * `() => uploadFrom(path)`. Bytes can be read twice as they are.
 *
 * @publicApi
 */
export type WorkDriveUpload = UploadFile | (() => UploadFile | Promise<UploadFile>);

/**
 * How a file is put into WeDrive; `timeout` is of each call.
 *
 * @publicApi
 */
export interface WorkDriveUploadOptions extends CallOptions {
  /** Sends nobody a card about the new file; it goes up in blocks then, whatever its size. */
  skipPushCard?: boolean | undefined;
  /** Who acts, for the secret of WeDrive itself; files that go up in blocks do without. */
  userId?: string | undefined;
}

/** A file that can be read again and again. */
interface Rereadable {
  readonly filename: string;
  open(): FileContent | Promise<FileContent>;
}

/** @returns the fileid */
export async function uploadFile(
  client: WorkAgentApi,
  place: WorkDrivePlace,
  file: WorkDriveUpload,
  options: WorkDriveUploadOptions,
): Promise<string> {
  const target = targetOf(place);
  if (typeof file === 'function') return uploadInBlocks(client, target, await rereadable(file), options);
  const { filename } = file;
  const content = file.content instanceof Uint8Array ? file.content : await readWhole(file);
  if (content.byteLength > MAX_WHOLE || options.skipPushCard)
    return uploadInBlocks(client, target, { filename, open: () => content }, options);
  refuseEmpty(content.byteLength, filename);
  const { userId, signal, timeout } = options;
  const { fileid } = await client.request('POST /cgi-bin/wedrive/file_upload', {
    body: { ...target, file_name: filename, file_base64_content: base64(content), userid: userId },
    signal,
    timeout,
  });
  return fileid;
}

const targetOf = (place: WorkDrivePlace): Target =>
  'spaceId' in place
    ? { spaceid: place.spaceId, fatherid: place.fatherId ?? place.spaceId }
    : { selected_ticket: place.selectedTicket };

async function uploadInBlocks(
  client: WorkAgentApi,
  target: Target,
  file: Rereadable,
  { skipPushCard, signal, timeout }: WorkDriveUploadOptions,
): Promise<string> {
  const { size, hashes } = await hashesOf(file, signal);
  const begun = await client.request('POST /cgi-bin/wedrive/file_upload_init', {
    body: { ...target, file_name: file.filename, size, block_sha: hashes, skip_push_card: skipPushCard },
    signal,
    timeout,
  });
  if (begun.hit_exist) return begun.fileid as string;
  const upload_key = begun.upload_key as string;
  let index = 0;
  for await (const block of blocksOf(await file.open(), BLOCK_SIZE)) {
    index += 1; // the first one is 1
    await client.request('POST /cgi-bin/wedrive/file_upload_part', {
      body: { upload_key, index, file_base64_content: base64(block) },
      signal,
      timeout,
    });
  }
  const { fileid } = await client.request('POST /cgi-bin/wedrive/file_upload_finish', {
    body: { upload_key },
    signal,
    timeout,
  });
  return fileid;
}

async function hashesOf(
  { filename, open }: Rereadable,
  signal: AbortSignal | undefined,
): Promise<{ size: number; hashes: string[] }> {
  const digest = new BlockDigest();
  let size = 0;
  for await (const block of blocksOf(await open(), BLOCK_SIZE)) {
    signal?.throwIfAborted();
    digest.add(block);
    await setImmediate(); // others wait for the processor
    size += block.length;
  }
  refuseEmpty(size, filename);
  return { size, hashes: digest.end() };
}

/** What was opened to learn the name is the first that is read. */
async function rereadable(open: () => UploadFile | Promise<UploadFile>): Promise<Rereadable> {
  const { filename, content } = await open();
  let first: FileContent | undefined = content;
  return {
    filename,
    open: async () => {
      const ready = first ?? (await open()).content;
      first = undefined;
      return ready;
    },
  };
}

/** A stream that goes on and on is not read to its end. */
async function readWhole({ content, filename }: UploadFile): Promise<Buffer> {
  for await (const bytes of blocksOf(content, MAX_WHOLE + 1)) {
    if (bytes.length <= MAX_WHOLE) return bytes;
    throw new RangeError(
      `"${filename}" is a stream of more than ${MAX_WHOLE} bytes: give a function that opens it, such as () => uploadFrom(path), since it is read twice`,
    );
  }
  return Buffer.alloc(0);
}

function refuseEmpty(size: number, filename: string): void {
  if (size === 0) throw new RangeError(`"${filename}" is empty`);
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
