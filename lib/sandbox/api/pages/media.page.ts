import type { MediaType } from '../../account/media.shelf.js';
import type { AccountState } from '../../account/account.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { BinaryAnswer, refuse } from '../api.answer.js';
import { checkUpload, extensionOf, KILO, MEGA, type UploadLimit } from '../upload.checker.js';

const LIMITS: Readonly<Record<MediaType, UploadLimit>> = {
  image: { extensions: ['.jpg', '.jpeg', '.png', '.gif', '.bmp'], size: 10 * MEGA, code: 40009 },
  voice: { extensions: ['.amr', '.mp3'], size: 2 * MEGA, code: 40010 },
  video: { extensions: ['.mp4'], size: 10 * MEGA, code: 40011 },
  thumb: { extensions: ['.jpg', '.jpeg', '.png'], size: 64 * KILO, code: 40012 },
};
const PICTURE_IN_TEXT: UploadLimit = { extensions: ['.jpg', '.jpeg', '.png'], size: MEGA, code: 40009 };

/** 临时素材 */
export const mediaPage: ApiPage<AccountState> = {
  'POST /cgi-bin/media/upload': ({ account, query, files: { media: file } }) => {
    const type = query.type as MediaType;
    const wrong = checkUpload(file, LIMITS[type], account.world.maxUpload);
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
    const wrong = checkUpload(file, PICTURE_IN_TEXT, account.world.maxUpload);
    if (wrong) return wrong;
    const { id } = account.media.add(account.appId, 'image', file.content, extensionOf(file), true);
    return { url: `${account.world.url}/sandbox/media/${id}` };
  },
};
