import type { Readable } from 'node:stream';

/** A file to upload: its bytes or a stream of them, and the name WeChat is told. */
export interface UploadFile {
  content: Uint8Array | Readable;
  /** With its extension: WeChat judges the kind of a file by it. Chinese names are fine. */
  filename: string;
  /** @default derived from the filename */
  contentType?: string;
  /** Length in bytes; needed for a stream, since WeChat refuses uploads of unknown length. */
  size?: number;
}
