import type { AccountState } from '../../account/account.state.js';
import type { FollowerState } from '../../account/follower.state.js';
import type { PersonState } from '../../account/person.state.js';
import type { MiniProgramState } from '../../account/mini-program.state.js';
import { customerEntry } from '../../chat/chat-entry.maker.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

const LONGEST_TEXT = 2048;
const TYPING_WINDOW = 30_000;
const TYPING_LASTS = 15_000;

type Content = Readonly<Record<string, unknown>>;

function checkMedia(
  account: AccountState,
  content: Content,
  names: readonly string[],
): JsonAnswer | undefined {
  const unknown = names.find((name) => !account.media.find(account.appId, String(content[name])));
  return unknown ? refuse(40007, unknown) : undefined;
}

function checkText({ content }: Content): JsonAnswer | undefined {
  if (!content) return refuse(44004);
  return Buffer.byteLength(String(content)) > LONGEST_TEXT ? refuse(45002) : undefined;
}

function checkNews({ articles }: Content): JsonAnswer | undefined {
  const { length } = articles as unknown[];
  if (length === 0) return refuse(44003);
  return length > 1 ? refuse(45008) : undefined;
}

/** What each kind of message needs besides its fields. */
const KINDS: Readonly<Record<string, (content: Content, account: AccountState) => JsonAnswer | undefined>> = {
  text: checkText,
  image: (content, account) => checkMedia(account, content, ['media_id']),
  voice: (content, account) => checkMedia(account, content, ['media_id']),
  video: (content, account) => checkMedia(account, content, ['media_id', 'thumb_media_id']),
  music: (content, account) => checkMedia(account, content, ['thumb_media_id']),
  news: checkNews,
  mpnews: () => undefined,
  mpnewsarticle: () => undefined,
  msgmenu: () => undefined,
  wxcard: () => undefined,
  link: () => undefined,
  miniprogrampage: () => undefined,
};

/** Of these, mini programs may send. */
const MINI_PROGRAM_KINDS = ['text', 'image', 'link', 'miniprogrampage'];

function checkContent(
  account: AccountState,
  message: Content,
  kinds: readonly string[],
): JsonAnswer | undefined {
  const kind = String(message['msgtype']);
  if (!kinds.includes(kind)) return refuse(40008, kind);
  const content = message[kind] as Content | undefined;
  return content ? KINDS[kind]?.(content, account) : refuse(40035, `${kind} is missing`);
}

/** Whether the account may write to a person of its own accord now. */
function checkWindow(person: PersonState, now: number): JsonAnswer | undefined {
  if (person.answersUntil <= now) return refuse(45015);
  return person.answersLeft <= 0 ? refuse(45047) : undefined;
}

function deliver(account: AccountState, person: PersonState, message: Content): JsonAnswer {
  const wrong = checkWindow(person, account.world.clock.now());
  if (wrong) return wrong;
  person.answersLeft -= 1;
  person.typingUntil = 0;
  person.receive('customer', message);
  person.addToChat(customerEntry(message, account));
  return OK;
}

const strangerRefusal = ({ following }: FollowerState): JsonAnswer | undefined =>
  following ? undefined : refuse(43004);

/** 客服消息, of official accounts */
export const customMessagePage: ApiPage = {
  'POST /cgi-bin/message/custom/send': ({ account, body }) => {
    const person = account.people.get(body.touser);
    if (!person) return refuse(40003);
    const message: Content = { ...body };
    return (
      checkContent(account, message, Object.keys(KINDS)) ??
      strangerRefusal(person) ??
      deliver(account, person, message)
    );
  },
};

/** 客服消息, of mini programs */
export const miniProgramMessagePage: ApiPage<MiniProgramState> = {
  'POST /cgi-bin/message/custom/send': ({ account, body }) => {
    const person = account.people.get(body.touser);
    if (!person) return refuse(40003);
    const message: Content = { ...body };
    return checkContent(account, message, MINI_PROGRAM_KINDS) ?? deliver(account, person, message);
  },
};

/** 客服输入状态 */
export const typingPage: ApiPage<AccountState> = {
  'POST /cgi-bin/message/custom/typing': ({ account, body }) => {
    const person = account.people.get(body.touser);
    if (!person) return refuse(40003);
    const now = account.world.clock.now();
    if (body.command === 'CancelTyping') {
      person.typingUntil = 0;
      return OK;
    }
    if (now - person.lastInteraction > TYPING_WINDOW) return refuse(45080);
    if (person.typingUntil > now) return refuse(45081);
    person.typingUntil = now + TYPING_LASTS;
    return OK;
  },
};
