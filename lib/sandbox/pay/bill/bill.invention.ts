import { newOpenid } from '../../world/identifiers.js';
import type { MerchantState } from '../merchant.state.js';
import { OrderState } from '../order.state.js';
import type { BillText } from './bill.text.js';
import { hugeTradeBill } from './trade.bill.js';

/** A bill for a day on which one order was paid so often that the text has at least so many bytes. */
export function makeUpBill({ mchId, appIds }: MerchantState, date: string, size: number): BillText {
  const order = new OrderState({
    parties: { mchId, appId: appIds?.[0] ?? 'wx0123456789abcdef' },
    outTradeNo: `bulk${date.replaceAll('-', '')}`,
    tradeType: 'JSAPI',
    description: '一杯咖啡',
    total: 1,
  });
  order.pay(Date.parse(`${date}T12:00:00+08:00`), newOpenid());
  return hugeTradeBill(order, size);
}
