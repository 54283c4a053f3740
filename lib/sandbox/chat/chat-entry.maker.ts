import type { MessageTree } from '../../common/index.js';
import type { AccountState } from '../account/account.state.js';
import type { ChatEntry } from '../interfaces/chat-entry.interface.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';

type NewChatEntry = Omit<ChatEntry, 'id' | 'at'>;
type Fields = Readonly<Record<string, unknown>>;

const objectAt = (fields: Fields, name: string): Fields => (fields[name] ?? {}) as Fields;
const textAt = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' && value ? value : undefined;
};

/** Where the chat page finds a medium; nothing for one that is not in the sandbox. */
export function mediaPath(account: AccountState, id: string | undefined): string | undefined {
  return id && account.media.show(id) ? `/sandbox/media/${id}` : undefined;
}

/** How the chat shows a passive reply. */
export function replyEntry(reply: SandboxReply, account: AccountState): NewChatEntry | undefined {
  const { kind, text, articles } = reply;
  if (kind === 'none') return undefined;
  const fields: MessageTree = reply.fields;
  const media = objectAt(
    fields,
    { image: 'Image', voice: 'Voice', video: 'Video', music: 'Music' }[kind as string] ?? '',
  );
  return {
    from: 'account',
    kind,
    text: text ?? textAt(media, 'Description'),
    title: textAt(media, 'Title'),
    url: textAt(media, 'MusicUrl'),
    imageUrl: mediaPath(account, textAt(media, kind === 'image' ? 'MediaId' : 'ThumbMediaId')),
    articles,
    passive: true,
  };
}

/** How the chat shows a customer-service message. */
export function customerEntry(body: Fields, account: AccountState): NewChatEntry {
  const kind = String(body['msgtype']);
  const content = objectAt(body, kind);
  const articles = content['articles'] as Fields[] | undefined;
  const menu = content['list'] as Fields[] | undefined;
  const menuText = [
    content['head_content'],
    ...(menu ?? []).map((item) => item['content']),
    content['tail_content'],
  ];
  return {
    from: 'account',
    kind,
    text:
      textAt(content, 'content') ??
      textAt(content, 'description') ??
      (menu && menuText.filter(Boolean).join('\n')),
    title: textAt(content, 'title'),
    url: textAt(content, 'url') ?? textAt(content, 'musicurl'),
    imageUrl: mediaPath(account, textAt(content, 'thumb_media_id') ?? textAt(content, 'media_id')),
    articles: articles?.map((article) => ({
      title: textAt(article, 'title') ?? '',
      description: textAt(article, 'description') ?? '',
      picUrl: textAt(article, 'picurl') ?? '',
      url: textAt(article, 'url') ?? '',
    })),
    passive: false,
  };
}

/** How the chat shows a template message: its text with the values filled in. */
export function templateEntry(title: string, content: string, data: Fields, url?: string): NewChatEntry {
  const text = content.replaceAll(
    /\{\{(\w+)\.DATA\}\}/g,
    (_, name: string) => textAt(objectAt(data, name), 'value') ?? '',
  );
  return { from: 'account', kind: 'template', title, text: text.trim(), url, passive: false };
}
