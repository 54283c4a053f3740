import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sessionSignature } from '../../../lib/crypto/index.js';
import { miniOn } from './fake.api.js';

describe('userInfo', () => {
  it('exchanges the code of the button for the telephone number', async () => {
    const phone_info = { phoneNumber: '13800000000' };
    const { mini, call } = miniOn([{ phone_info }]);
    expect(await mini.userInfo.getPhoneNumber('c0de')).toBe(phone_info);
    await mini.userInfo.getPhoneNumber('c0de', 'o1');
    expect(call.mock.calls).toEqual([
      ['POST /wxa/business/getuserphonenumber', { body: { code: 'c0de' } }],
      ['POST /wxa/business/getuserphonenumber', { body: { code: 'c0de', openid: 'o1' } }],
    ]);
  });

  it('exchanges the code of a plugin for its openpid', async () => {
    const { mini, call } = miniOn([{ openpid: 'p1' }]);
    expect(await mini.userInfo.getPluginOpenPid('c0de')).toBe('p1');
    expect(call.mock.calls).toEqual([['POST /wxa/getpluginopenpid', { body: { code: 'c0de' } }]]);
  });

  it('has encrypted data checked by its hash, which may be given ready', async () => {
    const answer = { vaild: true, create_time: 1 };
    const { mini, call } = miniOn([answer]);
    const hash = createHash('sha256').update('CiyL+/==').digest('hex');
    expect(await mini.userInfo.checkEncryptedData('CiyL+/==')).toBe(answer);
    await mini.userInfo.checkEncryptedData(hash);
    const wanted = ['POST /wxa/business/checkencryptedmsg', { body: { encrypted_msg_hash: hash } }];
    expect(call.mock.calls).toEqual([wanted, wanted]);
  });

  it('asks for the union id behind a payment, by any of its names', async () => {
    const { mini, call } = miniOn([{ unionid: 'u1' }]);
    expect(await mini.userInfo.getPaidUnionid('o1')).toBe('u1');
    await mini.userInfo.getPaidUnionid('o1', { transactionId: 't1' });
    await mini.userInfo.getPaidUnionid('o1', { mchId: 'm1', outTradeNo: 'n1' });
    expect(call.mock.calls.map(([, contents]) => contents)).toEqual([
      { query: { openid: 'o1' } },
      { query: { openid: 'o1', transaction_id: 't1' } },
      { query: { openid: 'o1', mch_id: 'm1', out_trade_no: 'n1' } },
    ]);
  });

  it('asks for the keys of a person in a request without a body, which WeChat would want signed', async () => {
    const key_info_list = [{ version: 3 }];
    const { mini, call } = miniOn([{ key_info_list }]);
    expect(await mini.userInfo.getEncryptKeys('o1', 'k1')).toBe(key_info_list);
    const query = { openid: 'o1', signature: sessionSignature('k1'), sig_method: 'hmac_sha256' };
    expect(call.mock.calls).toEqual([['POST /wxa/business/getuserencryptkey', { query }]]);
  });
});
