import { createHash } from 'node:crypto';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type { SandboxBotAnswer } from '../../interfaces/sandbox-work-bot.interface.js';
import type { BotState } from './bot.state.js';

type Fields = Readonly<Record<string, unknown>>;

/** One answer of the application, as WeCom reads it. */
export interface ReadAnswer {
  readonly stream?: {
    readonly id: string | undefined;
    readonly isFinished: boolean;
    readonly content: string;
  };
  readonly text?: string;
  readonly card?: Fields;
  readonly update?: SandboxBotAnswer['update'];
  readonly pictures?: readonly Buffer[];
  readonly feedbackId?: string;
  readonly media?: SandboxBotAnswer['media'];
}

/** What kind of push was answered. */
export type AnsweredKind = 'message' | 'poll' | 'enter_chat' | 'template_card_event' | 'other';

const MAX_CONTENT = 20_480;
const MAX_PICTURES = 10;

/** @throws {SandboxUseError} that says why WeCom would refuse it */
export function readAnswer(
  bot: BotState,
  kind: AnsweredKind,
  over: 'callback' | 'connection',
  body: Fields,
): ReadAnswer {
  if (body['response_type'] === 'update_template_card') {
    refuseUnless(kind === 'template_card_event', 'a card is replaced without having been tapped');
    const userIds = body['userids'] as string[] | undefined;
    return { update: { card: fieldsOf(body, 'template_card'), ...(userIds && { userIds }) } };
  }
  const { msgtype } = body;
  refuseUnless(
    kind !== 'template_card_event' && kind !== 'other',
    `an event was answered with ${String(msgtype)}`,
  );
  switch (msgtype) {
    case 'text':
      refuseUnless(kind === 'enter_chat', 'only enter_chat is answered with a text');
      return { text: textOf(fieldsOf(body, 'text'), 'content') };
    case 'template_card':
      refuseUnless(kind !== 'poll', 'a question for a stream was answered with a card alone');
      return withCard(body);
    case 'stream':
    case 'stream_with_template_card':
      refuseUnless(kind !== 'enter_chat', 'enter_chat was answered with a stream');
      return {
        ...readStream(fieldsOf(body, 'stream'), kind, over),
        ...(msgtype === 'stream_with_template_card' && body['template_card'] !== undefined && withCard(body)),
      };
    case 'markdown':
      refuseUnless(over === 'connection', 'a callback was answered with markdown');
      return readMarkdown(fieldsOf(body, 'markdown'));
    case 'image':
    case 'file':
    case 'voice':
    case 'video':
      refuseUnless(over === 'connection', 'a callback was answered with a file');
      return {
        media: bot.mediaOf(msgtype, fieldsOf(body, msgtype)['media_id']) as NonNullable<ReadAnswer['media']>,
      };
    default:
      return refuse(`its msgtype is ${String(msgtype)}`);
  }
}

function readStream(stream: Fields, kind: AnsweredKind, over: 'callback' | 'connection'): ReadAnswer {
  const { id, finish = false, content = '', msg_item: items = [], feedback } = stream;
  refuseUnless(
    kind === 'poll' || (typeof id === 'string' && id !== ''),
    'the first answer of a stream has no id',
  );
  refuseUnless(
    typeof finish === 'boolean' && typeof content === 'string',
    'finish or content is of another type',
  );
  const bytes = Buffer.byteLength(content as string);
  refuseUnless(bytes <= MAX_CONTENT, `the text has ${bytes} bytes`);
  const pictures = (items as Fields[]).map((item) => readPicture(fieldsOf(item, 'image')));
  refuseUnless(pictures.length === 0 || finish === true, 'pictures come before the end of the stream');
  refuseUnless(pictures.length === 0 || over === 'callback', 'pictures come over the long connection');
  refuseUnless(pictures.length <= MAX_PICTURES, 'there are more than 10 pictures');
  const feedbackId = (feedback as Fields | undefined)?.['id'];
  return {
    stream: { id: id as string | undefined, isFinished: finish as boolean, content: content as string },
    pictures,
    ...(typeof feedbackId === 'string' && { feedbackId }),
  };
}

function readMarkdown(markdown: Fields): ReadAnswer {
  const text = textOf(markdown, 'content');
  refuseUnless(Buffer.byteLength(text) <= MAX_CONTENT, `the text has ${Buffer.byteLength(text)} bytes`);
  const feedbackId = (markdown['feedback'] as Fields | undefined)?.['id'];
  return { text, ...(typeof feedbackId === 'string' && { feedbackId }) };
}

function readPicture(image: Fields): Buffer {
  const bytes = Buffer.from(textOf(image, 'base64'), 'base64');
  refuseUnless(
    createHash('md5').update(bytes).digest('hex') === image['md5'],
    'the md5 of a picture is another one',
  );
  return bytes;
}

function withCard(body: Fields): ReadAnswer {
  const card = fieldsOf(body, 'template_card');
  textOf(card, 'card_type');
  const feedbackId = (card['feedback'] as Fields | undefined)?.['id'];
  return { card, ...(typeof feedbackId === 'string' && { feedbackId }) };
}

function fieldsOf(body: Fields, name: string): Fields {
  const value = body[name];
  return typeof value === 'object' && value !== null ? (value as Fields) : refuse(`it holds no ${name}`);
}

function textOf(body: Fields, name: string): string {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : refuse(`${name} is missing or empty`);
}

const refuse = (why: string): never => {
  throw new SandboxUseError(`WeCom would not take the answer: ${why}`);
};

function refuseUnless(isRight: boolean, why: string): asserts isRight {
  if (!isRight) refuse(why);
}
