import type { InFen } from '../fen.js';
import type { PayV2Answer, PayV2Api, PayV2Body } from './v2.api.js';

type SendRoute = 'POST /mmpaymkttransfers/sendredpack';
type SendGroupRoute = 'POST /mmpaymkttransfers/sendgroupredpack';
type QueryRoute = 'POST /mmpaymkttransfers/gethbinfo';

/** A red packet for one person. */
export type PayRedPack = InFen<Omit<PayV2Body<SendRoute>, 'total_num'>>;
/** A red packet whose receiver shares it with `total_num` people in all. */
export type PayGroupRedPack = InFen<Omit<PayV2Body<SendGroupRoute>, 'amt_type'>>;
/** Who took what of a red packet, and when. */
export interface PayRedPackShare {
  openid: string;
  /** Fen. */
  amount: string;
  rcv_time: string;
}

/**
 * Red packets (现金红包), with the merchant's certificate. `total_amount` is in fen; `mch_billno` has 1 to 28 letters and
 * digits and makes sending safe to repeat: after an error that leaves it open (SYSTEMERROR, PROCESSING, a time-out), send with
 * the same number, or query; another number is another red packet.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011974053
 * @publicApi
 */
export class PayRedPackService {
  constructor(private readonly client: PayV2Api) {}

  /**
   * Sends a red packet to one person (发放普通红包). Calls `POST /mmpaymkttransfers/sendredpack`.
   *
   * @param redPack `scene_id` is needed below one yuan and above 200
   * @throws {WeChatPayError} NOTENOUGH, SENDNUM_LIMIT, FREQ_LIMIT …
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011974053
   */
  async send(redPack: PayRedPack): Promise<PayV2Answer<SendRoute>> {
    return this.client.request('POST /mmpaymkttransfers/sendredpack', { body: { ...redPack, total_num: 1 } });
  }

  /**
   * Sends one that is shared, in parts of a random size (发放裂变红包). Calls `POST /mmpaymkttransfers/sendgroupredpack`.
   *
   * @param redPack `total_num` is 3 to 20
   * @throws {WeChatPayError} NOTENOUGH, SENDNUM_LIMIT, FREQ_LIMIT …
   * @see https://pay.weixin.qq.com/wiki/doc/api/tools/cash_coupon.php?chapter=13_5&index=4
   */
  async sendGroup(redPack: PayGroupRedPack): Promise<PayV2Answer<SendGroupRoute>> {
    return this.client.request('POST /mmpaymkttransfers/sendgroupredpack', {
      body: { ...redPack, amt_type: 'ALL_RAND' },
    });
  }

  /**
   * What became of a red packet (查询红包记录). Calls `POST /mmpaymkttransfers/gethbinfo`.
   *
   * @returns with `shares`, who took what
   * @throws {WeChatPayError} NOT_FOUND
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011981612
   */
  async query(
    numbers: Pick<PayV2Body<QueryRoute>, 'appid' | 'mch_billno'>,
  ): Promise<PayV2Answer<QueryRoute> & { shares: PayRedPackShare[] }> {
    const found = await this.client.request('POST /mmpaymkttransfers/gethbinfo', {
      body: { ...numbers, bill_type: 'MCHT' },
    });
    return { ...found, shares: [found.hblist?.hbinfo ?? []].flat() };
  }
}
