import { type MessageNode, type MessageTree, readJson, readXml } from '../../../common/index.js';
import { isSameSignature, sha1Signature } from '../../../crypto/index.js';
import type { SandboxArticle } from '../../interfaces/chat-entry.interface.js';
import type { SandboxFormat } from '../../interfaces/sandbox-options.interface.js';
import type {
  SandboxWorkReply,
  SandboxWorkReplyKind,
} from '../../interfaces/sandbox-work-reply.interface.js';
import { UnacceptableReply } from '../../push/reply.reader.js';
import type { WorkDoor } from './work-door.interface.js';

/** A reply before it is known how many attempts it took. */
export type ReadWorkReply = Omit<SandboxWorkReply, 'attempts' | 'status'> & {
  /** The reply before it was sealed. */
  readonly opened: string;
};

type ReplyKind = Exclude<SandboxWorkReplyKind, 'none'>;

/** Names of the parts of an envelope, by its format. */
const ENVELOPES = {
  xml: ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'],
  json: ['encrypt', 'msgsignature', 'timestamp', 'nonce'],
} as const;

/** What each kind must hold, and what it may only answer. */
const SHAPES: Readonly<Record<ReplyKind, { readonly needs: string; readonly answers?: string }>> = {
  text: { needs: 'Content' },
  image: { needs: 'Image.MediaId' },
  voice: { needs: 'Voice.MediaId' },
  video: { needs: 'Video.MediaId' },
  news: { needs: 'ArticleCount' },
  update_button: { needs: 'Button.ReplaceName', answers: 'template_card_event' },
  update_template_card: { needs: 'TemplateCard.CardType', answers: 'template_card_event' },
  update_taskcard: { needs: 'TaskCard.ReplaceName', answers: 'taskcard_click' },
};

const refuse = (why: string): never => {
  throw new UnacceptableReply(why);
};

const isTree = (node: MessageNode | undefined): node is MessageTree =>
  typeof node === 'object' && !Array.isArray(node);

/** The text at a path of names; empty where there is none. */
export function textAt(tree: MessageTree, path: string): string {
  let node: MessageNode | undefined = tree;
  for (const name of path.split('.')) node = isTree(node) ? node[name] : undefined;
  return typeof node === 'string' ? node : '';
}

/** Something that may come once or several times. */
export function listAt(tree: MessageTree, name: string): MessageTree[] {
  const node = tree[name];
  return (Array.isArray(node) ? node : [node]).filter(isTree);
}

function parse(text: string, format: SandboxFormat): MessageTree {
  try {
    return format === 'json' ? readJson(text) : readXml(text);
  } catch (error) {
    return refuse(`it is neither empty nor "success" nor ${format}: ${(error as Error).message}`);
  }
}

/** Opens a sealed reply; everything WeCom checks is checked. */
function open(door: WorkDoor, envelope: MessageTree, format: SandboxFormat): string {
  const [encrypt, signature, timestamp, nonce] = ENVELOPES[format].map(
    (name) => textAt(envelope, name) || refuse(`its ${name} is missing: WeCom takes sealed answers alone`),
  ) as [string, string, string, string];
  if (!isSameSignature(sha1Signature(door.token, timestamp, nonce, encrypt), signature))
    refuse('its signature is not that of what is sealed, the time and the nonce');
  let opened;
  try {
    opened = door.cipher.open(encrypt);
  } catch (error) {
    return refuse(`it cannot be opened: ${(error as Error).message}`);
  }
  if (opened.receiveId !== door.receiveId) refuse(`it was sealed for ${opened.receiveId || 'nobody'}`);
  return opened.plaintext;
}

function articlesOf(fields: MessageTree): SandboxArticle[] {
  const inXml = isTree(fields['Articles']) ? listAt(fields['Articles'], 'item') : [];
  const items = inXml.length > 0 ? inXml : listAt(fields, 'Articles');
  const articles = items.map((item) => ({
    title: textAt(item, 'Title'),
    description: textAt(item, 'Description'),
    picUrl: textAt(item, 'PicUrl'),
    url: textAt(item, 'Url'),
  }));
  if (articles.length < 1 || articles.length > 8) refuse(`it has ${articles.length} articles, not 1 to 8`);
  if (Number(textAt(fields, 'ArticleCount')) !== articles.length)
    refuse('its ArticleCount is not the number of articles');
  return articles;
}

/** What was pushed, as far as an answer must fit it. */
export interface AnsweredPush {
  readonly format: SandboxFormat;
  /** Who did what was pushed; undefined for what nobody did. */
  readonly userid: string | undefined;
  readonly event: string | undefined;
  /** The corporation it happened in. */
  readonly corpId: string;
}

/**
 * Reads the answer to a push as WeCom does.
 *
 * @throws {UnacceptableReply} for what WeCom would show nobody
 */
export function readWorkReply(door: WorkDoor, raw: string, asked: AnsweredPush): ReadWorkReply {
  const body = raw.trim();
  if (body === '' || body === 'success') return { kind: 'none', reply: {}, body: raw, opened: raw };
  const opened = open(door, parse(body, asked.format), asked.format);
  const reply = parse(opened.trim(), asked.format);
  const kind = checkShape(reply, asked);
  return {
    kind,
    ...(kind === 'text' ? { text: textAt(reply, 'Content') } : {}),
    ...(kind === 'news' ? { articles: articlesOf(reply) } : {}),
    reply,
    body: raw,
    opened,
  };
}

function checkShape(reply: MessageTree, { userid, event, corpId }: AnsweredPush): ReplyKind {
  const to = textAt(reply, 'ToUserName');
  const from = textAt(reply, 'FromUserName');
  if (userid !== undefined && to !== userid) refuse(`its ToUserName is "${to}", not the member ${userid}`);
  if (from !== corpId) refuse(`its FromUserName is "${from}", not the corporation ${corpId}`);
  if (!/^\d+$/.test(textAt(reply, 'CreateTime'))) refuse('its CreateTime is not a number of seconds');
  const kind = textAt(reply, 'MsgType') as ReplyKind;
  if (!Object.hasOwn(SHAPES, kind)) refuse(`its MsgType "${kind}" is not one WeCom knows`);
  const { needs, answers } = SHAPES[kind];
  if (!textAt(reply, needs)) refuse(`its ${needs} is missing or empty`);
  if (answers !== undefined && event !== answers) refuse(`${kind} answers ${answers} alone`);
  return kind;
}
