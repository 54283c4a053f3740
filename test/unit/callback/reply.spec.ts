import { describe, expect, it } from '@jest/globals';
import { Reply, reply } from '../../../lib/callback/index.js';

describe('reply', () => {
  it.each<[string, Reply, string, object]>([
    ['text', reply.text('你好'), 'text', { Content: '你好' }],
    ['image', reply.image('m'), 'image', { Image: { MediaId: 'm' } }],
    ['voice', reply.voice('m'), 'voice', { Voice: { MediaId: 'm' } }],
    [
      'video',
      reply.video({ mediaId: 'm', title: 't', description: 'd' }),
      'video',
      { Video: { MediaId: 'm', Title: 't', Description: 'd' } },
    ],
    [
      'music',
      reply.music({ thumbMediaId: 'm', title: 't', description: 'd', musicUrl: 'u', hqMusicUrl: 'h' }),
      'music',
      { Music: { ThumbMediaId: 'm', Title: 't', Description: 'd', MusicUrl: 'u', HQMusicUrl: 'h' } },
    ],
    [
      'news',
      reply.news([{ title: 't', description: 'd', picUrl: 'p', url: 'u' }, { title: 't2' }]),
      'news',
      {
        ArticleCount: 2,
        Articles: { item: [{ Title: 't', Description: 'd', PicUrl: 'p', Url: 'u' }, { Title: 't2' }] },
      },
    ],
    ['a transfer', reply.transferToCustomerService(), 'transfer_customer_service', {}],
    [
      'a transfer to one',
      reply.transferToCustomerService('a@b'),
      'transfer_customer_service',
      { TransInfo: { KfAccount: 'a@b' } },
    ],
  ])('makes %s under the names of WeChat', (_what, made, msgType, fields) => {
    expect(made).toBeInstanceOf(Reply);
    expect(made.msgType).toBe(msgType);
    expect(made.fields).toEqual(fields);
  });

  it.each([1, 8])('takes %d articles', (count) => {
    const articles = Array.from({ length: count }, (_, index) => ({ title: `${index}` }));
    expect(reply.news(articles).fields).toMatchObject({ ArticleCount: count });
  });

  it.each([0, 9])('refuses %d articles, and says how many may be', (count) => {
    const articles = Array.from({ length: count }, () => ({ title: 't' }));
    expect(() => reply.news(articles)).toThrow(RangeError);
    expect(() => reply.news(articles)).toThrow(/1 to 8 articles, not/);
  });

  it('leaves the given articles alone', () => {
    const articles = Object.freeze([Object.freeze({ title: 't' })]);
    expect(reply.news(articles).fields.ArticleCount).toBe(1);
  });
});
