import { BinaryAnswer } from '../../../api/api.answer.js';
import type { WorkPage } from '../work-call.interface.js';

/** 素材管理 */
export const mediaPage: WorkPage = {
  'POST /cgi-bin/media/upload': ({ caller: { corp }, query, files }) => {
    const { id, type, createdAt } = corp.media.upload(query.type, files.media);
    return { type, media_id: id, created_at: String(Math.floor(createdAt / 1000)) };
  },
  'POST /cgi-bin/media/uploadimg': ({ caller: { corp }, files }) => {
    const { id } = corp.media.upload('image', files.media);
    return { url: `https://wework.qpic.cn/wwpic/${id}/0` };
  },
  'POST /cgi-bin/media/upload_attachment': ({ caller: { corp }, query, files }) => {
    const { id, type, createdAt } = corp.media.upload(query.media_type, files.media);
    return { type, media_id: id, created_at: Math.floor(createdAt / 1000) };
  },
  'GET /cgi-bin/media/get/jssdk': ({ caller: { corp }, query }) => {
    const { content, filename } = corp.media.need(query.media_id, 'voice');
    return new BinaryAnswer(content, 'voice/speex', filename);
  },
  'GET /cgi-bin/media/get': ({ caller: { corp }, query }) => {
    const { content, contentType, filename } = corp.media.need(query.media_id);
    return new BinaryAnswer(content, contentType, filename);
  },
};
