import { describe, expect, it } from '@jest/globals';
import { PayCouponService } from '../../../../lib/pay/marketing/coupon.service.js';
import type { PayApi } from '../../../../lib/pay/pay.api.js';
import type { PayRooms } from '../../../../lib/pay/pay.rooms.js';

/** Somebody with 45 coupons, whom WeChat Pay pages for the maker of the coupons only. */
function couponsOf(): { coupons: PayCouponService; asked: object[] } {
  const asked: object[] = [];
  const request = async (_: string, { query }: { query: Record<string, unknown> }): Promise<object> => {
    asked.push(query);
    const numbers = Array.from({ length: 45 }, (__, index) => ({ coupon_id: String(index) }));
    const { offset, limit, creator_mchid } = query as {
      offset: number;
      limit: number;
      creator_mchid?: string;
    };
    const data = creator_mchid ? numbers.slice(offset * limit, (offset + 1) * limit) : numbers;
    return { data, total_count: numbers.length };
  };
  const client = { name: 'pay', mchId: '1900000001', request } as unknown as PayApi;
  return { coupons: new PayCouponService(client, {} as PayRooms), asked };
}

const count = async (items: AsyncIterable<unknown>): Promise<number> => {
  let read = 0;
  for await (const _ of items) read += 1;
  return read;
};

describe('The coupons of a person', () => {
  it('are those the merchant made, page after page', async () => {
    const { coupons, asked } = couponsOf();
    expect(await count(coupons.list('o-1', { appid: 'wx1' }))).toBe(45);
    expect(asked).toEqual(
      [0, 1, 2].map((offset) => ({ appid: 'wx1', creator_mchid: '1900000001', offset, limit: 20 })),
    );
  });

  it('come at once when they are asked for by where they are good, and none twice', async () => {
    const { coupons, asked } = couponsOf();
    expect(await count(coupons.list('o-1', { appid: 'wx1', available_mchid: '1900000002' }))).toBe(45);
    expect(asked).toHaveLength(1);
  });

  it('are paged when both merchants are named, since WeChat Pay goes by the maker then', async () => {
    const { coupons, asked } = couponsOf();
    const both = { appid: 'wx1', creator_mchid: '1900000003', available_mchid: '1900000002' };
    expect(await count(coupons.list('o-1', both))).toBe(45);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ creator_mchid: '1900000003' });
  });
});
