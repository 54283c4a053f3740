import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readXml, writeXml, type XmlTree } from '../../../lib/common/index.js';

/** Answers to a text that is not merely repeated. */
const ANSWERS: Readonly<Record<string, XmlTree>> = {
  news: {
    MsgType: 'news',
    ArticleCount: 2,
    Articles: {
      item: [
        {
          Title: 'Spring collection',
          Description: 'Ten new bouquets',
          PicUrl: 'http://pictures.example.com/spring.jpg',
          Url: 'http://shop.example.com/spring',
        },
        {
          Title: 'Autumn collection',
          Description: 'Later',
          PicUrl: 'http://pictures.example.com/autumn.jpg',
          Url: 'javascript:alert(1)',
        },
      ],
    },
  },
};

/** A small application that reads the plain fields of a push and answers plainly. */
export class PlainApplication {
  private constructor(
    private readonly server: Server,
    /** Where WeChat reaches it. */
    readonly url: string,
  ) {}

  static async start(): Promise<PlainApplication> {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PlainApplication(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat/shop`,
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.end(new URL(request.url ?? '', 'http://localhost').searchParams.get('echostr') ?? '');
    return;
  }
  const message = readXml(await text(request)) as Record<string, string>;
  const reply = replyTo(message);
  if (!reply) {
    response.end('success');
    return;
  }
  response.setHeader('content-type', 'text/xml');
  response.end(
    writeXml({
      ToUserName: message.FromUserName,
      FromUserName: message.ToUserName,
      CreateTime: Math.floor(Date.now() / 1000),
      ...reply,
    }),
  );
}

function replyTo({
  MsgType,
  Event,
  EventKey,
  Content = '',
  MediaId,
}: Record<string, string>): XmlTree | undefined {
  if (MsgType === 'text') return ANSWERS[Content] ?? { MsgType: 'text', Content: `You said: ${Content}` };
  if (MsgType === 'image') return { MsgType: 'image', Image: { MediaId } };
  if (Event === 'subscribe') return { MsgType: 'text', Content: 'Welcome to the shop' };
  if (Event === 'CLICK') return { MsgType: 'text', Content: `You tapped ${EventKey}` };
  if (Event === 'SCAN') return { MsgType: 'text', Content: `You scanned ${EventKey}` };
  return undefined;
}
