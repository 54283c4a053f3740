import { splitText } from '../account/index.js';
import { type Reply, UnsendableReply } from '../callback/index.js';
import type { MessageTree } from '../common/index.js';
import type { OfficialAccountCustomMessageService } from './custom-message.service.js';

type Fields = Record<string, string | undefined>;
type Articles = {
  item: ReadonlyArray<{ Title: string; Description?: string; PicUrl?: string; Url?: string }>;
};

/** Sends a passive reply that came too late as customer messages (客服消息). */
export async function sendLateReply(
  messages: OfficialAccountCustomMessageService,
  given: Reply,
  message: MessageTree,
): Promise<void> {
  const openid = String(message.FromUserName);
  const part = (name: string): Fields => given.fields[name] as Fields;
  switch (given.msgType) {
    case 'text':
      for (const text of splitText(String(given.fields.Content))) await messages.sendText(openid, text);
      return;
    case 'image':
      return messages.sendImage(openid, part('Image').MediaId ?? '');
    case 'voice':
      return messages.sendVoice(openid, part('Voice').MediaId ?? '');
    case 'video': {
      const { MediaId = '', Title: title, Description: description } = part('Video');
      return messages.sendVideo(openid, { media_id: MediaId, thumb_media_id: MediaId, title, description });
    }
    case 'music': {
      const { ThumbMediaId = '', Title, Description, MusicUrl = '', HQMusicUrl } = part('Music');
      return messages.sendMusic(openid, {
        thumb_media_id: ThumbMediaId,
        title: Title,
        description: Description,
        musicurl: MusicUrl,
        hqmusicurl: HQMusicUrl ?? MusicUrl,
      });
    }
    case 'news':
      for (const { Title, Description = '', PicUrl = '', Url = '' } of (
        given.fields.Articles as unknown as Articles
      ).item) {
        await messages.sendNews(openid, { title: Title, description: Description, url: Url, picurl: PicUrl });
      }
      return;
    default:
      throw new UnsendableReply(
        `A reply of type ${given.msgType} cannot be sent after the deadline: return it within 4.5 s`,
      );
  }
}
