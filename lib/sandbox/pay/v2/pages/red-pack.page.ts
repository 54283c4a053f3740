import { plainTime } from '../../pay.times.js';
import { invalidRequest, paramError, PayRefusal } from '../../pay.refusal.js';
import { RedPackState } from '../../red-pack.state.js';
import type { V2Page } from '../v2-call.interface.js';

const LEAST = 100;
const MOST = 20_000;

/** 现金红包 @see https://pay.weixin.qq.com/doc/v2/merchant/4011942025 */
export const redPackPage: V2Page = {
  'POST /mmpaymkttransfers/sendredpack'({ merchant, body }) {
    const { mch_billno: mchBillNo, re_openid: openid, wxappid } = body;
    const amount = Number(body.total_amount);
    if (body.total_num !== '1') throw paramError('total_num 只能是 1');
    if (body.scene_id === undefined && (amount < LEAST || amount > MOST))
      throw new PayRefusal(400, 'MONEY_LIMIT', '红包金额应在 1.00 元至 200.00 元之间');
    let redPack = merchant.redPacks.get(mchBillNo);
    if (redPack && (redPack.amount !== amount || redPack.openid !== openid))
      throw invalidRequest('商户订单号已存在，且请求参数与之前不一致');
    if (!redPack) {
      if (merchant.ledger.balance < amount)
        throw new PayRefusal(403, 'NOT_ENOUGH', '帐号余额不足，请充值后再试');
      const { wishing, act_name: actName, remark } = body;
      redPack = new RedPackState(
        { mchBillNo, openid, amount, count: 1, wishing, actName, remark },
        merchant.now(),
      );
      merchant.redPacks.set(mchBillNo, redPack);
      merchant.ledger.book('现金红包', -amount, redPack.sendListId, mchBillNo);
    }
    return {
      mch_billno: mchBillNo,
      mch_id: merchant.mchId,
      wxappid,
      re_openid: openid,
      total_amount: amount,
      send_listid: redPack.sendListId,
    };
  },
  'POST /mmpaymkttransfers/gethbinfo'({ merchant, body }) {
    const redPack = merchant.redPacks.get(body.mch_billno);
    if (!redPack) throw new PayRefusal(404, 'NOT_FOUND', '指定单号数据不存在');
    const { openid, amount, receivedAt } = redPack;
    const hbinfo = receivedAt === undefined ? undefined : { openid, amount, rcv_time: plainTime(receivedAt) };
    return {
      mch_billno: redPack.mchBillNo,
      mch_id: merchant.mchId,
      detail_id: redPack.sendListId,
      status: redPack.state,
      send_type: 'API',
      hb_type: 'NORMAL',
      total_num: redPack.count,
      total_amount: amount,
      send_time: plainTime(redPack.sentAt),
      refund_amount: 0,
      wishing: redPack.wishing,
      remark: redPack.remark,
      act_name: redPack.actName,
      hblist: hbinfo && { hbinfo },
    };
  },
};
