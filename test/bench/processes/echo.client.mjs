/** WeChat's side of an echo: seals distinct messages in advance, sends them, and opens every reply with WeCom's own library. */
import { decrypt, getSignature } from '@wecom/crypto';
import { ACCOUNT } from '../account.mjs';
import { sealedMessage } from '../messages.mjs';
import { requestOf, sendAll } from './connections.mjs';
import { serve } from './worker.mjs';

const CONNECTIONS = 16;
let prepared = [];

const fieldOf = (xml, name) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(xml)?.[1] ?? '';

/** Throws unless the reply is sealed and signed as WeChat wants it, and says to its sender what the message said. */
function check(reply, { openid, text }) {
  const [encrypted, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map(
    (name) => fieldOf(reply, name),
  );
  if (!encrypted) throw new Error(`No sealed reply, but ${reply}`);
  if (getSignature(ACCOUNT.token, timestamp, nonce, encrypted) !== signature)
    throw new Error(`A reply with another signature: ${reply}`);
  const { message, id } = decrypt(ACCOUNT.encodingAESKey, encrypted);
  const said = [id, ...['ToUserName', 'MsgType', 'Content'].map((name) => fieldOf(message, name))].join(' ');
  const wanted = [ACCOUNT.appId, openid, 'text', text].join(' ');
  if (said !== wanted) throw new Error(`A reply that says ${said}, not ${wanted}`);
}

serve({
  start: () => undefined,
  /** @param said by all of them, in place of something else by each */
  prepare(count, said) {
    prepared = Array.from({ length: count }, () => {
      const { query, body, ...message } = sealedMessage(
        (id) => said ?? `Do you have book ${id}? 有关于桥的书吗?`,
      );
      return { ...message, request: requestOf(`/wechat/shop?${query}`, body) };
    });
  },
  /** Sends what was prepared; checks the replies once the clock stands. @returns seconds it took */
  async send(port, isEcho = true) {
    const requests = prepared.map(({ request }) => request);
    const begun = performance.now();
    const replies = await sendAll(port, requests, CONNECTIONS);
    const seconds = (performance.now() - begun) / 1000;
    if (isEcho) for (const [at, message] of prepared.entries()) check(replies[at], message);
    return seconds;
  },
});
