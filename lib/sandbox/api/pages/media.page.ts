import { extname } from 'node:path';
import { CONTENT_TYPES, type MediaType } from '../../account/media.shelf.js';
import type { UploadedFile } from '../../http/multipart.reader.js';
import type { ApiPage } from '../api-call.interface.js';
import { BinaryAnswer, type JsonAnswer, refuse } from '../api.answer.js';

const KILO = 1024;
const MEGA = 1024 * KILO;

interface Limit {
  readonly extensions: readonly string[];
  readonly size: number;
  readonly code: number;
}

const LIMITS: Readonly<Record<MediaType, Limit>> = {
  image: { extensions: ['.jpg', '.jpeg', '.png', '.gif', '.bmp'], size: 10 * MEGA, code: 40009 },
  voice: { extensions: ['.amr', '.mp3'], size: 2 * MEGA, code: 40010 },
  video: { extensions: ['.mp4'], size: 10 * MEGA, code: 40011 },
  thumb: { extensions: ['.jpg', '.jpeg', '.png'], size: 64 * KILO, code: 40012 },
};
const PICTURE_IN_TEXT: Limit = { extensions: ['.jpg', '.jpeg', '.png'], size: MEGA, code: 40009 };

/** WeChat judges by the name, and by the content type where the name has no extension. */
function extensionOf({ filename, contentType }: UploadedFile): string {
  const extension = extname(filename).toLowerCase();
  return extension || (Object.entries(CONTENT_TYPES).find(([, type]) => type === contentType)?.[0] ?? '');
}

function check(file: UploadedFile, { extensions, size, code }: Limit): JsonAnswer | undefined {
  if (!extensions.includes(extensionOf(file)))
    return refuse(40005, `"${file.filename}" is none of ${extensions.join(' ')}`);
  return file.content.length > size ? refuse(code) : undefined;
}

/** 临时素材 */
export const mediaPage: ApiPage = {
  'POST /cgi-bin/media/upload': ({ account, query, files: { media: file } }) => {
    const type = query.type as MediaType;
    const wrong = check(file, LIMITS[type]);
    if (wrong) return wrong;
    const { id, createdAt } = account.media.add(account.appId, type, file.content, extensionOf(file));
    const named = type === 'thumb' ? { thumb_media_id: id } : { media_id: id };
    return { type, ...named, created_at: Math.floor(createdAt / 1000), item: [] };
  },
  'GET /cgi-bin/media/get': ({ account, query }) => {
    const media = account.media.find(account.appId, query.media_id);
    if (!media) return refuse(40007);
    if (media.type === 'video') return { video_url: `${account.world.url}/sandbox/media/${media.id}` };
    return new BinaryAnswer(media.content, media.contentType, `${media.id}${media.extension}`);
  },
  'POST /cgi-bin/media/uploadimg': ({ account, files: { media: file } }) => {
    const wrong = check(file, PICTURE_IN_TEXT);
    if (wrong) return wrong;
    const { id } = account.media.add(account.appId, 'image', file.content, extensionOf(file), true);
    return { url: `${account.world.url}/sandbox/media/${id}` };
  },
};
