import type { OfficialAccountState } from '../../account/official-account.state.js';
import type { StoredArticle } from '../../account/draft.book.js';
import type { StoredMaterial } from '../../account/material.book.js';
import type { MediaType } from '../../account/media.shelf.js';
import { newMediaId } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { type ApiAnswer, BinaryAnswer, OK, refuse } from '../api.answer.js';
import { checkArticle, checkArticles, pageOf, shownArticle } from '../article.checker.js';
import { checkUpload, extensionOf, KILO, MEGA, type UploadLimit } from '../upload.checker.js';

const LIMITS: Readonly<Record<MediaType, UploadLimit>> = {
  image: { extensions: ['.bmp', '.png', '.jpeg', '.jpg', '.gif'], size: 10 * MEGA, code: 40009 },
  voice: { extensions: ['.mp3', '.wma', '.wav', '.amr'], size: 2 * MEGA, code: 40010 },
  video: { extensions: ['.mp4'], size: 10 * MEGA, code: 40011 },
  thumb: { extensions: ['.jpg', '.jpeg', '.png'], size: 64 * KILO, code: 40012 },
};

/** Title and introduction of a video, which come as JSON in a field of the form. */
function descriptionIn(text: string | undefined): StoredMaterial['description'] {
  try {
    const { title, introduction } = JSON.parse(text ?? '') as Record<string, unknown>;
    return typeof title === 'string' && typeof introduction === 'string'
      ? { title, introduction }
      : undefined;
  } catch {
    return undefined;
  }
}

const shownNews = ({ articles, url }: StoredMaterial) =>
  (articles ?? []).map((article) => ({ ...shownArticle(article, url), thumb_url: '' }));

function shownItem(material: StoredMaterial): Record<string, unknown> {
  const { media_id, kind, name, url, createTime, updateTime } = material;
  if (kind !== 'news')
    return { media_id, name, update_time: updateTime, ...(kind === 'image' ? { url } : {}) };
  const content = { news_item: shownNews(material), create_time: createTime, update_time: updateTime };
  return { media_id, content, update_time: updateTime };
}

function contentOf(account: OfficialAccountState, material: StoredMaterial): ApiAnswer {
  const { media_id, kind, description, createTime, updateTime } = material;
  if (kind === 'news')
    return { news_item: shownNews(material), create_time: createTime, update_time: updateTime };
  if (kind === 'video')
    return { title: description?.title, description: description?.introduction, down_url: material.url };
  const media = account.media.show(media_id);
  return media
    ? new BinaryAnswer(media.content, media.contentType, `${media_id}${media.extension}`)
    : refuse(40007);
}

function addNews(account: OfficialAccountState, articles: readonly StoredArticle[]): string {
  const now = account.world.clock.seconds();
  const media_id = newMediaId();
  const url = `http://mp.weixin.qq.com/s?__biz=sandbox&mid=${media_id}`;
  const times = { createTime: now, updateTime: now };
  account.materials.add({ media_id, kind: 'news', name: '', url, articles: [...articles], ...times });
  return media_id;
}

/** 永久素材 */
export const materialPage: ApiPage = {
  'POST /cgi-bin/material/add_material': ({ account, query, body, files: { media: file } }) => {
    const type = query.type as MediaType;
    const wrong = checkUpload(file, LIMITS[type], account.world.maxUpload);
    if (wrong) return wrong;
    const description = type === 'video' ? descriptionIn(body?.description) : undefined;
    if (type === 'video' && !description) return refuse(40035, 'description has no title and introduction');
    const { id } = account.media.add(account.appId, type, file.content, extensionOf(file), true);
    const now = account.world.clock.seconds();
    const kind = type === 'thumb' ? 'image' : type;
    const url = `${account.world.url}/sandbox/media/${id}`;
    const times = { createTime: now, updateTime: now };
    account.materials.add({ media_id: id, kind, name: file.filename, url, description, ...times });
    return { media_id: id, ...(kind === 'image' ? { url } : {}), item: [] };
  },
  'POST /cgi-bin/material/add_news': ({ account, body }) =>
    checkArticles(account, body.articles) ?? { media_id: addNews(account, body.articles) },
  'POST /cgi-bin/material/update_news': ({ account, body }) => {
    const material = account.materials.find(body.media_id);
    if (!material?.articles) return refuse(40007);
    if (!material.articles[body.index]) return refuse(40114);
    const wrong = checkArticle(account, body.articles);
    if (wrong) return wrong;
    material.articles[body.index] = body.articles;
    material.updateTime = account.world.clock.seconds();
    return OK;
  },
  'POST /cgi-bin/material/get_material': ({ account, body }) => {
    const material = account.materials.find(body.media_id);
    return material ? contentOf(account, material) : refuse(40007);
  },
  'POST /cgi-bin/material/del_material': ({ account, body }) => {
    if (!account.materials.remove(body.media_id)) return refuse(40007);
    account.media.remove(body.media_id);
    return OK;
  },
  'GET /cgi-bin/material/get_materialcount': ({ account: { materials } }) => ({
    voice_count: materials.of('voice').length,
    video_count: materials.of('video').length,
    image_count: materials.of('image').length,
    news_count: materials.of('news').length,
  }),
  'POST /cgi-bin/material/batchget_material': ({ account, body }) =>
    pageOf(account.materials.of(body.type), body, shownItem),
};
