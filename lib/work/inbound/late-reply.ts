import { splitText } from '../../account/index.js';
import { type Reply, UnsendableReply } from '../../callback/index.js';
import type { MessageTree } from '../../common/index.js';
import type { WorkAgentApi, WorkBody } from '../work.api.js';
import { tapOf } from './card.tap.js';
import { NO_TAP } from './inbound.messages.js';
import { WorkCardReply } from './work-reply.js';

type Sent = WorkBody<'POST /cgi-bin/message/send'>;
type Content = Pick<Sent, 'msgtype' | 'text' | 'image' | 'voice' | 'video' | 'news'>;
type CardUpdate = Pick<WorkBody<'POST /cgi-bin/message/update_template_card'>, 'button' | 'template_card'>;
type Fields = Readonly<Record<string, string | undefined>>;

/** Hands over a reply that came too late for the answer: as a message of the application, or as an update of the card. */
export async function sendLateReply(client: WorkAgentApi, given: Reply, message: MessageTree): Promise<void> {
  const user = String(message['FromUserName']);
  const agentid = Number(message['AgentID'] || (await client.requireAgentId()));
  switch (given.msgType) {
    case 'update_taskcard': {
      const task_id = tapNeeded(message, given);
      const replace_name = part(given, 'TaskCard')['ReplaceName'] ?? '';
      const body = { userids: [user], agentid, task_id, replace_name };
      await client.request('POST /cgi-bin/message/update_taskcard', { body });
      return;
    }
    case 'update_button':
    case 'update_template_card': {
      const response_code = tapNeeded(message, given);
      const body = { userids: [user], agentid, response_code, ...updateOf(given) };
      await client.request('POST /cgi-bin/message/update_template_card', { body });
      return;
    }
    default:
      for (const content of contentsOf(given))
        await client.request('POST /cgi-bin/message/send', { body: { touser: user, agentid, ...content } });
  }
}

const part = ({ fields }: Reply, name: string): Fields => fields[name] as Fields;

function updateOf(given: Reply): CardUpdate {
  if (given instanceof WorkCardReply) return { template_card: given.card };
  return { button: { replace_name: part(given, 'Button')['ReplaceName'] ?? '' } };
}

/** @throws {UnsendableReply} when it answers something else than a tap on a card */
function tapNeeded(message: MessageTree, { msgType }: Reply): string {
  const tap = tapOf(message, msgType);
  if (tap === undefined) throw new UnsendableReply(NO_TAP(msgType));
  return tap;
}

function contentsOf(given: Reply): Content[] {
  switch (given.msgType) {
    case 'text':
      // what is longer would be cut off
      return splitText(String(given.fields['Content'])).map((content) => ({
        msgtype: 'text',
        text: { content },
      }));
    case 'image':
      return [{ msgtype: 'image', image: { media_id: part(given, 'Image')['MediaId'] ?? '' } }];
    case 'voice':
      return [{ msgtype: 'voice', voice: { media_id: part(given, 'Voice')['MediaId'] ?? '' } }];
    case 'video': {
      const { MediaId = '', Title: title, Description: description } = part(given, 'Video');
      return [{ msgtype: 'video', video: { media_id: MediaId, title, description } }];
    }
    case 'news':
      return [{ msgtype: 'news', news: { articles: articlesOf(given) } }];
    default:
      throw new UnsendableReply(
        'A reply of reply.raw() cannot be sent after the deadline: return it within 4.5 s',
      );
  }
}

function articlesOf({ fields }: Reply): NonNullable<Sent['news']>['articles'] {
  const { item } = fields['Articles'] as unknown as { item: readonly Fields[] };
  return item.map(({ Title = '', Description: description, PicUrl: picurl, Url: url }) => ({
    title: Title,
    description,
    picurl,
    url,
  }));
}
