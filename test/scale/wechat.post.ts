import { setMaxListeners } from 'node:events';
import { readXml } from '../../lib/common/index.js';
import { MessageCipher } from '../../lib/crypto/index.js';
import { sendCallback, WECHAT_HEADERS } from '../../lib/sandbox/push/callback.sender.js';
import type { SandboxAccount } from 'nestjs-wechat-sdk/sandbox';
import { AES_KEY } from '../src/start-app.js';
import { sealedPush, textXml } from '../src/wechat.sender.js';
import type { Task } from './scale.orders.js';
import type { ScaleProcess } from './scale.process.js';

/** How often WeChat tries, and how long it waits for an answer, in milliseconds. */
const ATTEMPTS = 3;
export const PATIENCE = 5_000;
/** How long this program waits, which has to share the machine with those it asks. */
const OWN_PATIENCE = 8_000;
const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER); // each post under way listens

/** What came back. */
export interface PostAnswer {
  /** 0 when there was no answer. */
  readonly status: number;
  /** The text it was replied to with; what came as it is, when that was none. */
  readonly text: string;
}

const NO_ANSWER: PostAnswer = { status: 0, text: '' };

async function send(url: string, headers: Record<string, string>, body: string): Promise<PostAnswer> {
  const all = { ...WECHAT_HEADERS, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const call = { method: 'POST', url: new URL(url), headers: all, body } as const;
  try {
    const answer = await sendCallback(call, OWN_PATIENCE, NEVER);
    return { status: answer.status, text: answer.body };
  } catch {
    return NO_ANSWER;
  }
}

/** A message of a person, which WeChat posts as often as it has to. */
export class WeChatPost {
  readonly id: string;
  readonly #xml: string;

  /** @param client by which the application knows the account */
  constructor(
    private readonly account: SandboxAccount,
    private readonly client: string,
    task: Task,
    openid = 'oAlice',
  ) {
    this.id = task.id;
    this.#xml = textXml(JSON.stringify(task), { FromUserName: openid });
  }

  /** Posts it once: as any attempt of WeChat's, with a seal and a signature of its own. */
  async to({ url }: ScaleProcess): Promise<PostAnswer> {
    const { token, appId } = this.account;
    const { query, body } = sealedPush(this.#xml, { token, appId, encodingAESKey: AES_KEY });
    const address = `${url}/wechat/${this.client}?${new URLSearchParams(query).toString()}`;
    const answer = await send(address, { 'content-type': 'text/xml' }, body);
    return answer.text.includes('<Encrypt>') ? { ...answer, text: open(answer.text) } : answer;
  }

  /** Posts it until it is taken, three times at most, to one process after another. */
  async insist(processes: readonly ScaleProcess[]): Promise<PostAnswer[]> {
    const answers: PostAnswer[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await this.to(processes[attempt % processes.length] as ScaleProcess);
      answers.push(answer);
      if (answer.status === 200) break;
    }
    return answers;
  }
}

/** A notification of WeChat Pay, the same bytes each time. */
export class PayPost {
  constructor(private readonly signed: { body: Buffer; headers: Record<string, string> }) {}

  to({ url }: ScaleProcess): Promise<PostAnswer> {
    return send(`${url}/wechat/pay`, this.signed.headers, this.signed.body.toString());
  }
}

function open(text: string): string {
  const { Encrypt } = readXml(text);
  const { Content } = readXml(new MessageCipher(AES_KEY).open(String(Encrypt)).plaintext);
  return String(Content);
}
