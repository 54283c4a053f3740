import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

type Card = BodyOf<'POST /card/create'>['card'];

/** The kinds of cards, by the field that holds what is special to them. */
export type CardKind = Exclude<keyof Card, 'card_type'>;

/** What a new card of a kind says. Fields beyond the known ones are passed on as they are. */
export type CardContent<Kind extends CardKind> = NonNullable<Card[Kind]>;

/** Whether a person confirms a redemption of their own. */
export type SelfConsumeOptions = Pick<
  BodyOf<'POST /card/selfconsumecell/set'>,
  'need_verify_cod' | 'need_remark_amount'
>;

/**
 * Cards and coupons (卡券): creating them and redeeming their codes.
 *
 * @publicApi
 */
export class OfficialAccountCardService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Creates a card (创建卡券), which WeChat then reviews. Calls `POST /card/create`.
   *
   * @param kind `groupon`, `cash`, `member_card` …; the `card_type` WeChat asks for follows from it
   * @returns the card_id; the outcome of the review comes as the event card_pass_check or card_not_pass_check
   * @throws {WeChatApiError} 40079 for a wrong date_info
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Create_a_Coupon_Voucher_or_Card.html#8
   */
  async create<Kind extends CardKind>(kind: Kind, content: CardContent<Kind>): Promise<string> {
    const card = { card_type: kind.toUpperCase(), [kind]: content } as unknown as Card;
    const { card_id } = await this.client.request('POST /card/create', { body: { card } });
    return card_id;
  }

  /**
   * Puts the pay cell on a card or takes it off (设置买单). Calls `POST /card/paycell/set`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Create_a_Coupon_Voucher_or_Card.html#11
   */
  async setPayCell(cardId: string, isOpen: boolean): Promise<void> {
    await this.client.request('POST /card/paycell/set', { body: { card_id: cardId, is_open: isOpen } });
  }

  /**
   * Lets people redeem a card themselves, or no longer (设置自助核销). Calls `POST /card/selfconsumecell/set`.
   *
   * @param options whether they give a code (`need_verify_cod`, WeChat's spelling) or the amount; neither by default
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Create_a_Coupon_Voucher_or_Card.html#14
   */
  async setSelfConsumeCell(cardId: string, isOpen: boolean, options: SelfConsumeOptions = {}): Promise<void> {
    await this.client.request('POST /card/selfconsumecell/set', {
      body: { ...options, card_id: cardId, is_open: isOpen },
    });
  }

  /**
   * Whose a code is and whether it can be redeemed (查询Code). Calls `POST /card/code/get`.
   *
   * @param cardId needed where the account gives out codes of its own
   * @param checkConsume `false` also reads codes that are used up, instead of refusing them
   * @throws {WeChatApiError} 40056 for an unknown code, 40127 for one that cannot be redeemed
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Redeeming_a_coupon_voucher_or_card.html#1
   */
  getCode(
    code: string,
    cardId?: string,
    checkConsume = true,
  ): Promise<OfficialAnswer<'POST /card/code/get'>> {
    return this.client.request('POST /card/code/get', {
      body: { code, ...(cardId ? { card_id: cardId } : {}), check_consume: checkConsume },
    });
  }

  /**
   * Redeems a code (核销Code); it cannot be undone. Calls `POST /card/code/consume`.
   *
   * @param cardId needed where the account gives out codes of its own
   * @returns the card and the openid of the person who held it
   * @throws {WeChatApiError} 40099 for a code that was redeemed before
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Redeeming_a_coupon_voucher_or_card.html#2
   */
  consumeCode(code: string, cardId?: string): Promise<OfficialAnswer<'POST /card/code/consume'>> {
    return this.client.request('POST /card/code/consume', {
      body: { code, ...(cardId ? { card_id: cardId } : {}) },
    });
  }

  /**
   * The code behind an encrypted one (Code解码), as pages and JSAPI get it. Calls `POST /card/code/decrypt`.
   *
   * @param encryptCode decoded already, when it comes out of an address
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Redeeming_a_coupon_voucher_or_card.html#5
   */
  async decryptCode(encryptCode: string): Promise<string> {
    const { code } = await this.client.request('POST /card/code/decrypt', {
      body: { encrypt_code: encryptCode },
    });
    return code;
  }
}
