import { describe, expect, it } from '@jest/globals';
import type { OfficialAccountCustomMessageService } from '../../../lib/official-account/index.js';
import { accountOn } from './fake.api.js';

const ROUTE = 'POST /cgi-bin/message/custom/send';
const MENU = { head_content: 'h', list: [{ id: '1', content: 'a' }], tail_content: 't' };
const VIDEO = { media_id: 'm', thumb_media_id: 'th', title: 't', description: 'd' };
const MUSIC = { thumb_media_id: 'th', musicurl: 'u', hqmusicurl: 'h' };
const ARTICLE = { title: 't', description: 'd', url: 'u', picurl: 'p' };
const PAGE = { appid: 'wx2', pagepath: 'p', title: 't', thumb_media_id: 'th' };
type Send = (
  messages: OfficialAccountCustomMessageService,
  options?: { kfAccount?: string },
) => Promise<void>;

const SENDS: Array<[string, Send, object]> = [
  ['text', (messages, options) => messages.sendText('o1', '你好', options), { text: { content: '你好' } }],
  ['image', (messages, options) => messages.sendImage('o1', 'm', options), { image: { media_id: 'm' } }],
  ['voice', (messages, options) => messages.sendVoice('o1', 'm', options), { voice: { media_id: 'm' } }],
  ['video', (messages, options) => messages.sendVideo('o1', VIDEO, options), { video: VIDEO }],
  ['music', (messages, options) => messages.sendMusic('o1', MUSIC, options), { music: MUSIC }],
  [
    'news',
    (messages, options) => messages.sendNews('o1', ARTICLE, options),
    { news: { articles: [ARTICLE] } },
  ],
  ['mpnews', (messages, options) => messages.sendMpNews('o1', 'm', options), { mpnews: { media_id: 'm' } }],
  [
    'mpnewsarticle',
    (messages, options) => messages.sendArticle('o1', 'a', options),
    { mpnewsarticle: { article_id: 'a' } },
  ],
  ['msgmenu', (messages, options) => messages.sendMenu('o1', MENU, options), { msgmenu: MENU }],
  ['wxcard', (messages, options) => messages.sendCard('o1', 'c', options), { wxcard: { card_id: 'c' } }],
  [
    'miniprogrampage',
    (messages, options) => messages.sendMiniProgramPage('o1', PAGE, options),
    { miniprogrampage: PAGE },
  ],
];

describe('customMessage', () => {
  it.each(SENDS)('sends a message of type %s', async (msgtype, send, part) => {
    const { account, call } = accountOn();
    expect(await send(account.customMessage)).toBeUndefined();
    expect(call.mock.calls).toEqual([[ROUTE, { body: { touser: 'o1', msgtype, ...part } }]]);
  });

  it.each(SENDS)(
    'sends a message of type %s in the name of an account of customer service',
    async (msgtype, send, part) => {
      const { account, call } = accountOn();
      await send(account.customMessage, { kfAccount: 'anna@shop' });
      const customservice = { kf_account: 'anna@shop' };
      expect(call.mock.calls).toEqual([[ROUTE, { body: { touser: 'o1', msgtype, ...part, customservice } }]]);
    },
  );

  it.each([
    [undefined, 'Typing'],
    [true, 'Typing'],
    [false, 'CancelTyping'],
  ])('shows or hides that somebody types (%s)', async (isTyping, command) => {
    const { account, call } = accountOn();
    await account.customMessage.setTyping('o1', isTyping);
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/message/custom/typing', { body: { touser: 'o1', command } }],
    ]);
  });
});
