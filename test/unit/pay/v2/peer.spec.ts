import { describe, expect, it } from '@jest/globals';
import { Aes, Hash, Transformer } from 'wechatpay-axios-plugin';
import { openReqInfo, type PayV2SignType, sealReqInfo } from '../../../../lib/crypto/index.js';
import { readV2Notice } from '../../../../lib/pay/v2/notice.reader.js';
import { APP_ID, MCH_ID, setV2Stage, V2_KEY } from './v2.stage.js';

/** A peer of ours: https://github.com/TheNorthMemory/wechatpay-axios-plugin */
const ORDER = {
  return_code: 'SUCCESS',
  result_code: 'SUCCESS',
  appid: APP_ID,
  mch_id: MCH_ID,
  nonce_str: 'n',
  out_trade_no: 'coffee-1',
  transaction_id: '42',
  attach: '一杯咖啡 <大杯> & "热" 😀',
  total_fee: '1',
};
const aesKey = Hash.md5(V2_KEY);

describe.each<PayV2SignType>(['MD5', 'HMAC-SHA256'])(
  'wechatpay-axios-plugin and we, with %s,',
  (signType) => {
    it('believe its notices', () => {
      const xml = Transformer.toXml({ ...ORDER, sign: Hash.sign(signType, ORDER, V2_KEY) });
      expect(readV2Notice(Buffer.from(xml), V2_KEY, MCH_ID).notice).toMatchObject(ORDER);
    });

    it('are believed by it, and believe its answers', async () => {
      const { server, shop } = await setV2Stage();
      const asked: string[] = [];
      server.page = (_fields, { body }) => {
        asked.push(body.toString('utf8'));
        return Transformer.toXml({ ...ORDER, sign: Hash.sign(signType, ORDER, V2_KEY) });
      };
      const answer = await shop.v2.request('POST /pay/orderquery', {
        body: { appid: APP_ID, out_trade_no: 'coffee-1', sign_type: signType },
      });
      expect(answer).toMatchObject(ORDER);
      const { sign, ...fields } = Transformer.toObject(asked[0] as string) as Record<string, string>;
      expect(fields).toMatchObject({ mch_id: MCH_ID, sign_type: signType });
      expect(sign).toBe(Hash.sign(signType, fields, V2_KEY));
    });
  },
);

describe('The req_info of a refund notice', () => {
  const XML = '<root><refund_recv_accout><![CDATA[用户零钱 😀]]></refund_recv_accout></root>';

  it('is opened by wechatpay-axios-plugin when we sealed it, and by us when it did', () => {
    expect(String(Aes.AesEcb.decrypt(sealReqInfo(XML, V2_KEY), aesKey))).toBe(XML);
    expect(openReqInfo(Aes.AesEcb.encrypt(XML, aesKey), V2_KEY)).toBe(XML);
  });
});
