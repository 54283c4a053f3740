import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Reply, reply } from '../../../lib/callback/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { splitText } from '../../../lib/account/index.js';
import { sendLateReply } from '../../../lib/official-account/late-reply.js';
import { failureOf } from '../failure.js';
import { accountOn } from './fake.api.js';

const bytes = (text: string): number => Buffer.byteLength(text);

async function sent(given: Reply): Promise<unknown[]> {
  const { account, call } = accountOn();
  await sendLateReply(account.customMessage, given, { FromUserName: 'o1', ToUserName: 'gh_1' });
  return call.mock.calls.map(([, contents]) => contents?.body);
}

describe('sendLateReply', () => {
  it.each<[string, Reply, object]>([
    ['text', reply.text('hello'), { text: { content: 'hello' } }],
    ['image', reply.image('m'), { image: { media_id: 'm' } }],
    ['voice', reply.voice('m'), { voice: { media_id: 'm' } }],
    [
      'video',
      reply.video({ mediaId: 'm', title: 't', description: 'd' }),
      { video: { media_id: 'm', thumb_media_id: 'm', title: 't', description: 'd' } },
    ],
    [
      'music',
      reply.music({ thumbMediaId: 'm', title: 't', description: 'd', musicUrl: 'u' }),
      { music: { thumb_media_id: 'm', title: 't', description: 'd', musicurl: 'u', hqmusicurl: 'u' } },
    ],
    [
      'news',
      reply.news([{ title: 't', url: 'u' }]),
      { news: { articles: [{ title: 't', description: '', url: 'u', picurl: '' }] } },
    ],
  ])('sends a reply of type %s as a customer message to whoever wrote', async (msgtype, given, part) => {
    expect(await sent(given)).toEqual([{ touser: 'o1', msgtype, ...part }]);
  });

  it('sends several articles one by one, since WeChat takes one', async () => {
    const bodies = await sent(reply.news([{ title: 'a' }, { title: 'b' }]));
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toMatchObject({ news: { articles: [{ title: 'b' }] } });
  });

  it('sends a long text in parts, in order', async () => {
    const text = `${'你好'.repeat(500)}\n${'x'.repeat(2000)}`;
    const bodies = (await sent(reply.text(text))) as Array<{ text: { content: string } }>;
    expect(bodies.map(({ text: { content } }) => content).join('')).toBe(text);
    expect(bodies.length).toBe(3);
  });

  it('says what cannot be sent afterwards, and what to do', async () => {
    const { account } = accountOn();
    const work = sendLateReply(account.customMessage, reply.transferToCustomerService(), {
      FromUserName: 'o1',
    });
    const error = await failureOf(work);
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/transfer_customer_service.*within 4\.5 s/);
  });
});

describe('splitText', () => {
  it.each(['hello', 'x'.repeat(2048), '你'.repeat(682), 'line\nline'])(
    'leaves a text alone that fits',
    (text) => {
      expect(splitText(text)).toEqual([text]);
    },
  );

  it('makes nothing of nothing', () => {
    expect(splitText('')).toEqual([]);
  });

  it('counts bytes, not characters', () => {
    expect(splitText('你'.repeat(683)).map((part) => part.length)).toEqual([682, 1]);
    expect(splitText('x'.repeat(2049)).map((part) => part.length)).toEqual([2048, 1]);
  });

  it('cuts no character in two', () => {
    expect(splitText(`x${'😀'.repeat(3)}`, 6)).toEqual(['x😀', '😀', '😀']);
    expect(splitText('ab你', 4)).toEqual(['ab', '你']);
  });

  it('cuts at the last line break that fits', () => {
    expect(splitText('one\ntwo\nthree', 9)).toEqual(['one\ntwo\n', 'three']);
    expect(splitText('one\ntwothree', 6)).toEqual(['one\n', 'twothr', 'ee']);
  });

  it('makes no part of line breaks alone, which WeChat refuses as empty', () => {
    expect(splitText(`\n${'x'.repeat(12)}`, 10).every((part) => part.trim() !== '')).toBe(true);
  });

  it('loses nothing, and every part fits, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '你', '😀', '\n', 'é', ' '), maxLength: 300 });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 60 }), (given, max) => {
        const parts = splitText(given, max);
        expect(parts.join('')).toBe(given);
        for (const part of parts) {
          expect(part).not.toBe('');
          expect(bytes(part)).toBeLessThanOrEqual(max);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
