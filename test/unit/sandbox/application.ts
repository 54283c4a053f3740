import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A push as the tiny application saw it. */
export interface SeenPush {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  body: string;
}

export interface Answer {
  status?: number;
  body?: string;
  /** Milliseconds before it answers. */
  after?: number;
  /** Cuts the connection instead. */
  drop?: boolean;
}

type Responder = (push: SeenPush) => Answer | string;

/** A hand-written application: what WeChat would push to. */
export class Application {
  readonly seen: SeenPush[] = [];
  respond: Responder = () => 'success';
  readonly #server = createServer((request, response) => {
    void read(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://application');
      const push = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        contentType: request.headers['content-type'] ?? '',
        body,
      };
      this.seen.push(push);
      const answer = this.respond(push);
      const {
        status = 200,
        body: text = '',
        after = 0,
        drop,
      } = typeof answer === 'string' ? ({ body: answer } as Answer) : answer;
      if (drop) return request.socket.destroy();
      const timer = setTimeout(() => response.writeHead(status).end(text), after);
      response.on('close', () => clearTimeout(timer));
      return undefined;
    });
  });

  static async start(): Promise<Application> {
    const application = new Application();
    await new Promise<void>((resolve) => application.#server.listen(0, '127.0.0.1', resolve));
    return application;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/wechat/shop`;
  }

  /** The last push it saw. */
  get last(): SeenPush {
    const push = this.seen.at(-1);
    if (!push) throw new Error('Nothing was pushed');
    return push;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A passive text reply, written by hand. */
export const textReply = (to: string, from: string, content: string): string =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
  `<Content><![CDATA[${content}]]></Content></xml>`;
