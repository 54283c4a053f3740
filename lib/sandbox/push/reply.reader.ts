import { type MessageNode, type MessageTree, readJson, readXml } from '../../common/index.js';
import { isSameSignature, sha1Signature } from '../../crypto/index.js';
import type { AccountState } from '../account/account.state.js';
import type { SandboxArticle } from '../interfaces/chat-entry.interface.js';
import type { SandboxReply, SandboxReplyKind } from '../interfaces/sandbox-reply.interface.js';
import type { PushDoor } from './push-door.interface.js';

/** An answer WeChat would not accept; the message says why. */
export class UnacceptableReply extends Error {}

/** A reply before it is known how many attempts it took. */
export type ReadReply = Omit<SandboxReply, 'attempts'> & {
  /** The reply before it was sealed. */
  readonly opened: string;
};

const MOST_ARTICLES = 8;
const refuse = (why: string): never => {
  throw new UnacceptableReply(why);
};

const textAt = (tree: MessageTree, name: string): string => {
  const value = tree[name];
  return typeof value === 'string' ? value : '';
};

function treeAt(tree: MessageTree, name: string): MessageTree {
  const value = tree[name];
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function need(tree: MessageTree, path: string): void {
  const names = path.split('.');
  const last = names.pop() as string;
  const parent = names.reduce(treeAt, tree);
  if (!textAt(parent, last)) refuse(`its ${path} is missing or empty`);
}

function parse(door: PushDoor, body: string): MessageTree {
  const isJson = body.startsWith('{');
  if (isJson && door.format === 'xml') refuse('it is JSON, but the account is set to XML');
  try {
    return isJson ? readJson(body) : readXml(body);
  } catch (error) {
    return refuse(`it is neither empty nor "success" nor a message: ${(error as Error).message}`);
  }
}

/** Opens a sealed reply; everything WeChat checks is checked. */
function open(door: PushDoor, envelope: MessageTree): string {
  const [encrypt, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map(
    (name) => {
      need(envelope, name);
      return textAt(envelope, name);
    },
  ) as [string, string, string, string];
  if (!isSameSignature(sha1Signature(door.token, timestamp, nonce, encrypt), signature)) {
    refuse('its MsgSignature is not the signature of its Encrypt, TimeStamp and Nonce');
  }
  let opened;
  try {
    opened = door.cipher.open(encrypt);
  } catch (error) {
    return refuse(`it cannot be opened: ${(error as Error).message}`);
  }
  if (opened.receiveId !== door.appId) refuse(`it was sealed for ${opened.receiveId || 'nobody'}`);
  return opened.plaintext;
}

function articlesOf(fields: MessageTree): SandboxArticle[] {
  const given = fields['Articles'];
  const listed: MessageNode = Array.isArray(given) ? given : (treeAt(fields, 'Articles')['item'] ?? []);
  const items = (Array.isArray(listed) ? listed : [listed]) as MessageTree[];
  return items.map((item) => ({
    title: textAt(item, 'Title'),
    description: textAt(item, 'Description'),
    picUrl: textAt(item, 'PicUrl'),
    url: textAt(item, 'Url'),
  }));
}

function checkNews(fields: MessageTree): void {
  const articles = articlesOf(fields);
  if (articles.length === 0 || articles.length > MOST_ARTICLES)
    refuse(`it has ${articles.length} articles, not 1 to 8`);
  if (Number(textAt(fields, 'ArticleCount')) !== articles.length)
    refuse('its ArticleCount is not the number of articles');
  if (articles.some(({ title }) => !title)) refuse('an article has no Title');
}

const SHAPES: Readonly<Record<Exclude<SandboxReplyKind, 'none'>, (fields: MessageTree) => void>> = {
  text: (fields) => need(fields, 'Content'),
  image: (fields) => need(fields, 'Image.MediaId'),
  voice: (fields) => need(fields, 'Voice.MediaId'),
  video: (fields) => need(fields, 'Video.MediaId'),
  music: (fields) => need(fields, 'Music.ThumbMediaId'),
  news: checkNews,
  transfer_customer_service: () => undefined,
};

function checkShape(
  account: AccountState,
  fields: MessageTree,
  openid: string | undefined,
): Exclude<SandboxReplyKind, 'none'> {
  if (openid !== undefined && textAt(fields, 'ToUserName') !== openid) {
    refuse(`its ToUserName is "${textAt(fields, 'ToUserName')}", not the person's openid ${openid}`);
  }
  if (textAt(fields, 'FromUserName') !== account.originalId) {
    refuse(
      `its FromUserName is "${textAt(fields, 'FromUserName')}", not the account's ${account.originalId}`,
    );
  }
  if (!/^\d+$/.test(textAt(fields, 'CreateTime'))) refuse('its CreateTime is not a number of seconds');
  const kind = textAt(fields, 'MsgType') as Exclude<SandboxReplyKind, 'none'>;
  if (account.kind === 'mini-program' && kind !== 'transfer_customer_service')
    refuse(`a mini program cannot answer a push with ${kind}, only with transfer_customer_service`);
  const shape = Object.hasOwn(SHAPES, kind)
    ? SHAPES[kind]
    : refuse(`its MsgType "${kind}" is not one WeChat knows`);
  shape(fields);
  return kind;
}

/**
 * Reads the answer to a push as WeChat does.
 *
 * @throws {UnacceptableReply} for what WeChat would tell the person is out of service
 */
export function readReply(account: AccountState, raw: string, openid: string | undefined): ReadReply {
  const body = raw.trim();
  if (body === '' || body === 'success') return { kind: 'none', fields: {}, raw, opened: raw };
  const { door } = account;
  const outer = parse(door, body);
  const isSealed = 'Encrypt' in outer;
  if (isSealed && door.mode === 'plain') refuse('it is sealed, but the account pushes in plain mode');
  if (!isSealed && door.mode === 'encrypted')
    refuse('it is not sealed, but the account pushes in encrypted mode');
  const opened = isSealed ? open(door, outer) : raw;
  const fields = isSealed ? parse(door, opened.trim()) : outer;
  const kind = checkShape(account, fields, openid);
  return {
    kind,
    ...(kind === 'text' ? { text: textAt(fields, 'Content') } : {}),
    ...(kind === 'news' ? { articles: articlesOf(fields) } : {}),
    fields,
    raw,
    opened,
  };
}
