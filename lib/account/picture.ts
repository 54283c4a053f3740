import type { UploadFile } from '../catalog/index.js';

const MAX_SIZE = 2 * 1024 * 1024;

/** A picture to look at: its address, which WeChat must be able to fetch, or a file of less than 2 MB. */
export type Picture = string | UploadFile;

interface PictureParts {
  query: { img_url?: string };
  files: { img?: UploadFile };
}

/** A picture in the form the endpoints of group `cv` take it. @throws {RangeError} for a file that is too large */
export function partsOf(picture: Picture): PictureParts {
  if (typeof picture === 'string') return { query: { img_url: picture }, files: {} };
  const { content, size = content instanceof Uint8Array ? content.byteLength : 0 } = picture;
  if (size >= MAX_SIZE) throw new RangeError(`A picture takes less than ${MAX_SIZE} bytes, not ${size}`);
  return { query: {}, files: { img: picture } };
}
