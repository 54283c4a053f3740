import { setTimeout as sleep } from 'node:timers/promises';
import { sha1Signature } from '../../../crypto/index.js';
import { SandboxPushError } from '../../errors/sandbox-push.error.js';
import type { SandboxBotAnswer, SandboxBotChat } from '../../interfaces/sandbox-work-bot.interface.js';
import { sendCallback, WECHAT_HEADERS } from '../../push/callback.sender.js';
import { newEchostr, newNonce } from '../../world/identifiers.js';
import { AnswerBuilder } from './answer.builder.js';
import { type AnsweredKind, readAnswer } from './answer.reader.js';
import type { BotState } from './bot.state.js';

type Fields = Readonly<Record<string, unknown>>;

const POLL_EVERY = 100;
const TIMEOUT = 10_000;

/** Plays callback mode: seals, posts, opens what comes back, and asks for streams until they end. */
export class CallbackCaller {
  constructor(private readonly bot: BotState) {}

  /** @throws {SandboxPushError} when no answer comes that WeCom would take */
  async push(message: Fields, kind: AnsweredKind, chat: SandboxBotChat): Promise<SandboxBotAnswer> {
    const { timeout = TIMEOUT, pollEvery = POLL_EVERY, maxPolls = Infinity } = chat;
    const end = Date.now() + timeout;
    const builder = new AnswerBuilder(String(message['msgid']), 'callback');
    const first = await this.#post(message, kind);
    if (first) builder.add(readAnswer(this.bot, kind, 'callback', first));
    else builder.end();
    const { msgtype: _, text: _text, event: _event, ...base } = message;
    for (let polls = 0; !builder.isFinished && polls < maxPolls && Date.now() < end; polls += 1) {
      await sleep(pollEvery);
      builder.poll();
      const question = { ...base, msgtype: 'stream', stream: { id: builder.streamId } };
      const more = await this.#post(question, 'poll');
      if (more) builder.add(readAnswer(this.bot, 'poll', 'callback', more));
    }
    return builder.answer;
  }

  /** 验证URL有效性 @throws {SandboxPushError} when the application does not give the text back */
  async verify(): Promise<void> {
    const { cipher } = this.bot;
    const echo = newEchostr();
    const url = this.#signedUrl(cipher.seal(echo, ''), 'echostr');
    const { status, body } = await this.#send('GET', url, '', echo, 'verify');
    if (status !== 200 || body !== echo)
      throw new SandboxPushError(`The callback URL was not verified: HTTP ${status}`, {
        attempts: 1,
        status,
      });
  }

  async #post(message: Fields, kind: string): Promise<Fields | undefined> {
    const opened = JSON.stringify(message);
    const sealed = this.bot.cipher.seal(opened, '');
    const name = kind === 'message' ? String(message['msgtype']) : kind;
    const { status, body } = await this.#send(
      'POST',
      this.#signedUrl(sealed),
      JSON.stringify({ encrypt: sealed }),
      opened,
      name,
    );
    if (status !== 200)
      throw new SandboxPushError(`The application answered the ${name} with HTTP ${status}`, {
        attempts: 1,
        status,
      });
    return body === '' ? undefined : this.#open(body, status);
  }

  #open(body: string, status: number): Fields {
    const { cipher, token } = this.bot;
    try {
      const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(body) as Record<string, unknown>;
      const signature = sha1Signature(token, String(timestamp), String(nonce), String(encrypt));
      if (signature !== msgsignature) throw new Error('its msgsignature is wrong');
      if (typeof timestamp !== 'number') throw new Error('its timestamp is no number');
      const { plaintext, receiveId } = cipher.open(String(encrypt));
      if (receiveId !== '') throw new Error('it is sealed for a receiver');
      return JSON.parse(plaintext) as Fields;
    } catch (error) {
      const text = `The answer of the application cannot be opened: ${(error as Error).message}`;
      throw new SandboxPushError(text, { attempts: 1, status });
    }
  }

  #signedUrl(sealed: string, name?: string): URL {
    const { callbackUrl, token, botId } = this.bot;
    if (!callbackUrl)
      throw new SandboxPushError(`The bot ${botId} has no callbackUrl and no connection`, { attempts: 0 });
    const url = new URL(callbackUrl);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = newNonce();
    url.searchParams.append('msg_signature', sha1Signature(token, timestamp, nonce, sealed));
    url.searchParams.append('timestamp', timestamp);
    url.searchParams.append('nonce', nonce);
    if (name) url.searchParams.append(name, sealed);
    return url;
  }

  async #send(
    method: 'GET' | 'POST',
    url: URL,
    body: string,
    opened: string,
    kind: string,
  ): Promise<{ status: number; body: string }> {
    const { recorder, botId, world } = this.bot;
    const headers = {
      ...WECHAT_HEADERS,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    const exchange = recorder.begin(botId, url, headers, body, opened, { kind, attempt: 1 });
    try {
      const answer = await sendCallback({ method, url, headers, body }, world.pushTimeout, world.ending);
      exchange.response = { status: answer.status, sealed: answer.body, opened: answer.body };
      recorder.finish(exchange);
      return answer;
    } catch (error) {
      recorder.finish(exchange, (error as Error).message);
      throw new SandboxPushError(`The ${kind} failed: ${(error as Error).message}`, { attempts: 1 });
    }
  }
}
