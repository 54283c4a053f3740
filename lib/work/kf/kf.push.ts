import { splitText } from '../../account/index.js';
import { textOf } from '../../callback/index.js';
import type { Push, Unfolding } from '../../client/index.js';
import type { MessageTree } from '../../common/index.js';
import type { WorkAgent } from '../work-agent.js';
import type {
  WorkKfContent,
  WorkKfEventBase,
  WorkKfEventContent,
  WorkKfMessage,
} from './kf-message.interface.js';
import { NO_KF_REPLY_TAKEN, NOT_A_KF_REPLY, ONLY_TEXT_OR_MENU } from './kf.messages.js';
import type { WorkKfMessageService } from './message.service.js';

/** What customers sent. */
export const KF_MESSAGE_KIND = 'kf-message';
/** What members sent them. */
export const KF_SERVICER_MESSAGE_KIND = 'kf-servicer-message';
export const KF_EVENT_KIND = 'kf-event';
const KF_KINDS: readonly string[] = [KF_MESSAGE_KIND, KF_SERVICER_MESSAGE_KIND, KF_EVENT_KIND];

const BY_SERVICER = 5;
/** Events with a code one message may be sent with. */
const CODES: Readonly<Record<string, string>> = {
  enter_session: 'welcome_code',
  session_status_change: 'msg_code',
};

/** A reply, as it is sent. */
type Content = WorkKfContent | WorkKfEventContent;
type Sender = Pick<WorkKfMessageService, 'send' | 'sendOnEvent'>;

/** The messages `kf_msg_or_event` announces; undefined for whatever else is pushed. */
export function unfoldKf(message: MessageTree, agent: Pick<WorkAgent, 'kf'>): Unfolding | undefined {
  const { MsgType, Event, OpenKfId, Token } = message;
  const openKfId = textOf(OpenKfId);
  if (MsgType !== 'event' || Event !== 'kf_msg_or_event' || openKfId === undefined) return undefined;
  return {
    kinds: KF_KINDS,
    run: (take, later) => agent.kf.inbox.open(openKfId, textOf(Token), take, later),
  };
}

/** A message of customer service for the handlers; what they return is sent by itself. */
export function kfPush(item: WorkKfMessage, sender: Sender): Push<Content> {
  const common = {
    message: item as unknown as Record<string, unknown>,
    onceKey: `kf:${item.msgid}`,
    takesInAnswer: () => false,
  };
  if (item.msgtype === 'event') return { ...common, ...eventPush(item, sender) };
  const { msgtype: name, origin, open_kfid = '', external_userid = '' } = item;
  if (origin === BY_SERVICER)
    return {
      ...common,
      kind: KF_SERVICER_MESSAGE_KIND,
      name,
      toReply: nothingFor('what a member said'),
    };
  return {
    ...common,
    kind: KF_MESSAGE_KIND,
    name,
    toReply: contentOf,
    deliverLate: async (content) => {
      for (const part of partsOf(content))
        await sender.send(open_kfid, external_userid, part as WorkKfContent);
    },
  };
}

type EventPush = Pick<Push<Content>, 'kind' | 'name' | 'toReply' | 'deliverLate'>;

function eventPush({ event }: WorkKfEventBase, sender: Sender): EventPush {
  const name = event.event_type;
  const field = Object.hasOwn(CODES, name) ? CODES[name] : undefined;
  if (field === undefined) return { kind: KF_EVENT_KIND, name, toReply: nothingFor(`the event "${name}"`) };
  const code = (event as Record<string, unknown>)[field];
  return {
    kind: KF_EVENT_KIND,
    name,
    // WeCom gives a code to those alone who may be written to: whoever was welcomed a day ago is not welcomed again
    toReply: (result) => {
      const content = onEvent(name, result);
      return typeof code === 'string' && code ? content : undefined;
    },
    deliverLate: async (content) => {
      await sender.sendOnEvent(code as string, content as WorkKfEventContent);
    },
  };
}

function contentOf(result: unknown): Content | undefined {
  if (result === undefined || result === null || result === '') return undefined;
  if (typeof result === 'string') return { msgtype: 'text', text: { content: result } };
  const { msgtype } = result as Readonly<Record<string, unknown>>;
  if (typeof msgtype === 'string' && Object.hasOwn(result, msgtype)) return result as Content;
  throw new TypeError(NOT_A_KF_REPLY);
}

function onEvent(name: string, result: unknown): Content | undefined {
  const content = contentOf(result);
  if (content && content.msgtype !== 'text' && content.msgtype !== 'msgmenu')
    throw new TypeError(ONLY_TEXT_OR_MENU(name, content.msgtype));
  return content;
}

const nothingFor =
  (what: string) =>
  (result: unknown): undefined => {
    if (result !== undefined && result !== null && result !== '')
      throw new TypeError(NO_KF_REPLY_TAKEN(what));
  };

/** A text that is too long goes in several messages. */
const partsOf = (content: Content): Content[] =>
  content.msgtype === 'text'
    ? splitText(content.text.content).map((part) => ({ msgtype: 'text', text: { content: part } }))
    : [content];
