import { describe, expect, it } from '@jest/globals';
import { miniOn } from './fake.api.js';

describe('subscribeMessage.send', () => {
  it('wraps each text as WeChat wants it, and says how the message appears', async () => {
    const { mini, call } = miniOn();
    const data = { thing1: '奶茶', amount2: '¥18' };
    const body = {
      touser: 'o1',
      template_id: 't1',
      data: { thing1: { value: '奶茶' }, amount2: { value: '¥18' } },
    };
    expect(await mini.subscribeMessage.send('o1', 't1', data)).toBeUndefined();
    await mini.subscribeMessage.send('o1', 't1', data, {
      page: 'index?a=b',
      miniprogramState: 'trial',
      lang: 'en_US',
    });
    expect(call.mock.calls).toEqual([
      ['POST /cgi-bin/message/subscribe/send', { body }],
      [
        'POST /cgi-bin/message/subscribe/send',
        { body: { ...body, page: 'index?a=b', miniprogram_state: 'trial', lang: 'en_US' } },
      ],
    ]);
  });
});
