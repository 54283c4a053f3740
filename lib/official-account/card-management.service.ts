import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import type { CardKind } from './card.service.js';
import { checkedSpan, type DateSpan } from './date-span.js';
import { checkPage, eachItem } from '../account/index.js';

const MAX_PAGE = 50;
const MAX_REPORT_DAYS = 62;

/** What changes on a card of a kind. Fields beyond the known ones are passed on as they are. */
export type CardChanges<Kind extends CardKind> = NonNullable<BodyOf<'POST /card/update'>[Kind]>;

/** Days a report covers, both included: `2026-03-01`; 62 at most, and not today. */
export type CardReportRange = DateSpan;

/** Where the cards of a report were made: 0 on the platform's pages, 1 through the API. */
export type CardSource = 0 | 1;

type CardReport<
  Route extends
    | 'POST /datacube/getcardbizuininfo'
    | 'POST /datacube/getcardcardinfo'
    | 'POST /datacube/getcardmembercardinfo'
    | 'POST /datacube/getcardmembercarddetail',
> = OfficialAnswer<Route>['list'];

/**
 * Looking after cards (管理卡券): what there is, changes, stock, codes, and reports.
 *
 * @publicApi
 */
export class OfficialAccountCardManagementService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * The cards a person holds (获取用户已领取卡券). Calls `POST /card/user/getcardlist`.
   *
   * @param cardId only cards of this kind
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#1
   */
  listOfUser(openid: string, cardId?: string): Promise<OfficialAnswer<'POST /card/user/getcardlist'>> {
    return this.client.request('POST /card/user/getcardlist', {
      body: { openid, ...(cardId ? { card_id: cardId } : {}) },
    });
  }

  /**
   * All about a card (查看卡券详情). Calls `POST /card/get`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#2
   */
  async get(cardId: string): Promise<OfficialAnswer<'POST /card/get'>['card']> {
    const { card } = await this.client.request('POST /card/get', { body: { card_id: cardId } });
    return card;
  }

  /**
   * A part of the list of cards (批量查询卡券列表). Calls `POST /card/batchget`.
   *
   * @param count 50 at most
   * @param statuses CARD_STATUS_NOT_VERIFY, CARD_STATUS_VERIFY_FAIL, CARD_STATUS_VERIFY_OK, CARD_STATUS_DISPATCH …;
   * all without it
   * @throws {RangeError} for a count above 50
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#3
   */
  async getPage(
    offset = 0,
    count = MAX_PAGE,
    statuses?: string[],
  ): Promise<OfficialAnswer<'POST /card/batchget'>> {
    checkPage(offset, count, MAX_PAGE);
    return this.client.request('POST /card/batchget', {
      body: { offset, count, ...(statuses ? { status_list: statuses } : {}) },
    });
  }

  /**
   * The ids of all cards, page after page (批量查询卡券列表). Calls `POST /card/batchget` for every fifty; a page that
   * fails throws.
   *
   * @param statuses as for {@link getPage}
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#3
   */
  list(statuses?: string[]): AsyncGenerator<string, void, undefined> {
    return eachItem(MAX_PAGE, async (offset, count) => {
      const { card_id_list: items, total_num: total } = await this.getPage(offset, count, statuses);
      return { items, total };
    });
  }

  /**
   * Changes a card (更改卡券信息). Calls `POST /card/update`.
   *
   * @param kind that of the card: `groupon`, `member_card` …
   * @returns whether the card is reviewed again
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#4
   */
  async update<Kind extends CardKind>(
    cardId: string,
    kind: Kind,
    changes: CardChanges<Kind>,
  ): Promise<boolean> {
    const { send_check } = await this.client.request('POST /card/update', {
      body: { card_id: cardId, [kind]: changes },
    });
    return send_check;
  }

  /**
   * Adds to the stock of a card, or takes from it (修改库存). Calls `POST /card/modifystock`.
   *
   * @param change how many more; fewer when below 0
   * @throws {RangeError} for 0 and for what is no whole number
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#5
   */
  async changeStock(cardId: string, change: number): Promise<void> {
    if (!Number.isInteger(change) || change === 0)
      throw new RangeError(`A stock changes by a whole number other than 0, not by ${change}`);
    await this.client.request('POST /card/modifystock', {
      body: {
        card_id: cardId,
        ...(change > 0 ? { increase_stock_value: change } : { reduce_stock_value: -change }),
      },
    });
  }

  /**
   * Gives a card in somebody's hands another code (更改Code). Calls `POST /card/code/update`.
   *
   * @param cardId needed where the account gives out codes of its own
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#6
   */
  async updateCode(code: string, newCode: string, cardId?: string): Promise<void> {
    await this.client.request('POST /card/code/update', {
      body: { code, new_code: newCode, ...(cardId ? { card_id: cardId } : {}) },
    });
  }

  /**
   * Deletes a card (删除卡券): nobody can take it any more; who holds it keeps it. Calls `POST /card/delete`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#7
   */
  async delete(cardId: string): Promise<void> {
    await this.client.request('POST /card/delete', { body: { card_id: cardId } });
  }

  /**
   * Makes a code unusable (设置卡券失效); it cannot be undone. Calls `POST /card/code/unavailable`.
   *
   * @param options `card_id` where the account gives out codes of its own; the `reason`
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html#8
   */
  async makeCodeUnavailable(
    code: string,
    options: Omit<BodyOf<'POST /card/code/unavailable'>, 'code'> = {},
  ): Promise<void> {
    await this.client.request('POST /card/code/unavailable', { body: { ...options, code } });
  }

  /**
   * Views, receipts and redemptions of all cards by day (拉取卡券概况数据). Calls `POST /datacube/getcardbizuininfo`.
   *
   * @throws {RangeError} for more than 62 days, or dates in another form
   * @throws {WeChatApiError} 61501 for days WeChat has no figures of
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html
   */
  async getReport(
    range: CardReportRange,
    cond_source: CardSource = 1,
  ): Promise<CardReport<'POST /datacube/getcardbizuininfo'>> {
    const { list } = await this.client.request('POST /datacube/getcardbizuininfo', {
      body: { ...checked(range), cond_source },
    });
    return list;
  }

  /**
   * The same for each coupon (获取免费券数据), or one of them. Calls `POST /datacube/getcardcardinfo`.
   *
   * @throws {RangeError} for more than 62 days, or dates in another form
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html
   */
  async getCouponReport(
    range: CardReportRange,
    cardId?: string,
    cond_source: CardSource = 1,
  ): Promise<CardReport<'POST /datacube/getcardcardinfo'>> {
    const { list } = await this.client.request('POST /datacube/getcardcardinfo', {
      body: { ...checked(range), cond_source, ...(cardId ? { card_id: cardId } : {}) },
    });
    return list;
  }

  /**
   * The same for membership cards (拉取会员卡概况数据). Calls `POST /datacube/getcardmembercardinfo`.
   *
   * @throws {RangeError} for more than 62 days, or dates in another form
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html
   */
  async getMemberCardReport(
    range: CardReportRange,
    cond_source: CardSource = 1,
  ): Promise<CardReport<'POST /datacube/getcardmembercardinfo'>> {
    const { list } = await this.client.request('POST /datacube/getcardmembercardinfo', {
      body: { ...checked(range), cond_source },
    });
    return list;
  }

  /**
   * The figures of one membership card (拉取单张会员卡数据). Calls `POST /datacube/getcardmembercarddetail`.
   *
   * @throws {RangeError} for more than 62 days, or dates in another form
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Managing_Coupons_Vouchers_and_Cards.html
   */
  async getMemberCardDetail(
    range: CardReportRange,
    cardId: string,
  ): Promise<CardReport<'POST /datacube/getcardmembercarddetail'>> {
    const { list } = await this.client.request('POST /datacube/getcardmembercarddetail', {
      body: { ...checked(range), card_id: cardId },
    });
    return list;
  }
}

const checked = ({ begin_date, end_date }: CardReportRange): CardReportRange =>
  checkedSpan(begin_date, end_date, MAX_REPORT_DAYS);
