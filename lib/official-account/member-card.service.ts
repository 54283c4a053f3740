import type { CardChanges } from './card-management.service.js';
import type { CardContent } from './card.service.js';
import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { eachItem } from '../account/index.js';

const RULE_TYPE = 'RULE_TYPE_PAY_MEMBER_CARD';
const RULES_PER_PAGE = 20;

/** Whom a payment makes a member, and from which amount on. */
export type PayGiftRule = BodyOf<'POST /card/paygiftcard/add'>['rule_info'];

/**
 * Membership cards (会员卡): creating, activating and updating them, and giving them out after a payment.
 *
 * @publicApi
 */
export class OfficialAccountMemberCardService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Creates a membership card (创建会员卡), which WeChat then reviews. Calls `POST /card/create`.
   *
   * @returns the card_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Create_a_membership_card.html
   */
  async create(member_card: CardContent<'member_card'>): Promise<string> {
    const { card_id } = await this.client.request('POST /card/create', {
      body: { card: { card_type: 'MEMBER_CARD', member_card } },
    });
    return card_id;
  }

  /**
   * Changes a membership card (更新会员卡). Calls `POST /card/update`.
   *
   * @returns whether the card is reviewed again
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html
   */
  async update(cardId: string, member_card: CardChanges<'member_card'>): Promise<boolean> {
    const { send_check } = await this.client.request('POST /card/update', {
      body: { card_id: cardId, member_card },
    });
    return send_check;
  }

  /**
   * Activates the card a person took (激活会员卡). Calls `POST /card/membercard/activate`.
   *
   * @param activation `card_id` where the account gives out codes of its own; times in seconds
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Create_a_membership_card.html
   */
  async activate(activation: BodyOf<'POST /card/membercard/activate'>): Promise<void> {
    await this.client.request('POST /card/membercard/activate', { body: activation });
  }

  /**
   * Sets what a person fills in to activate a card with one tap (设置开卡字段). Calls
   * `POST /card/membercard/activateuserform/set`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Create_a_membership_card.html#16
   */
  async setActivateForm(form: BodyOf<'POST /card/membercard/activateuserform/set'>): Promise<void> {
    await this.client.request('POST /card/membercard/activateuserform/set', { body: form });
  }

  /**
   * What a person filled in before the account activates the card (获取用户提交资料). Calls
   * `POST /card/membercard/activatetempinfo/get`.
   *
   * @param activateTicket decoded already, when it comes out of an address
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Create_a_membership_card.html
   */
  async getActivateTempInfo(
    activateTicket: string,
  ): Promise<OfficialAnswer<'POST /card/membercard/activatetempinfo/get'>['info']> {
    const { info } = await this.client.request('POST /card/membercard/activatetempinfo/get', {
      body: { activate_ticket: activateTicket },
    });
    return info;
  }

  /**
   * The address at which a person opens a card (获取开卡插件参数). Calls `POST /card/membercard/activate/geturl`.
   *
   * @param outerStr comes back with the event of the activation, to tell the ways apart
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Coupons-Mini_Program_Start_Up.html
   */
  async getActivateUrl(cardId: string, outerStr?: string): Promise<string> {
    const { url } = await this.client.request('POST /card/membercard/activate/geturl', {
      body: { card_id: cardId, ...(outerStr === undefined ? {} : { outer_str: outerStr }) },
    });
    return url;
  }

  /**
   * A member and what they filled in (拉取会员信息). Calls `POST /card/membercard/userinfo/get`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html#1
   */
  getInfo(cardId: string, code: string): Promise<OfficialAnswer<'POST /card/membercard/userinfo/get'>> {
    return this.client.request('POST /card/membercard/userinfo/get', { body: { card_id: cardId, code } });
  }

  /**
   * Changes a member's points, balance or other values (更新会员信息). Calls `POST /card/membercard/updateuser`.
   *
   * @param changes `bonus` and `balance` set a value (the balance in 分), `add_bonus` and `add_balance` add to it
   * @returns the points and balance after it
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Create_a_membership_card.html#18
   */
  updateUser(
    changes: BodyOf<'POST /card/membercard/updateuser'>,
  ): Promise<OfficialAnswer<'POST /card/membercard/updateuser'>> {
    return this.client.request('POST /card/membercard/updateuser', { body: changes });
  }

  /**
   * Gives the card out to those who pay (设置支付后投放卡券). Calls `POST /card/paygiftcard/add`.
   *
   * @param rule amounts in 分, times in seconds; its type is RULE_TYPE_PAY_MEMBER_CARD unless it says otherwise
   * @returns the rule_id, and the merchants it could and could not be set for
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html#4
   */
  addPayGiftRule(rule: PayGiftRule): Promise<OfficialAnswer<'POST /card/paygiftcard/add'>> {
    return this.client.request('POST /card/paygiftcard/add', {
      body: { rule_info: { type: RULE_TYPE, ...rule } },
    });
  }

  /**
   * Ends a rule (删除支付后投放卡券规则). Calls `POST /card/paygiftcard/delete`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html#4
   */
  async deletePayGiftRule(ruleId: number): Promise<void> {
    await this.client.request('POST /card/paygiftcard/delete', { body: { rule_id: ruleId } });
  }

  /**
   * A rule (查询支付后投放卡券规则详情). Calls `POST /card/paygiftcard/getbyid`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html#4
   */
  async getPayGiftRule(
    ruleId: number,
  ): Promise<OfficialAnswer<'POST /card/paygiftcard/getbyid'>['rule_info']> {
    const { rule_info } = await this.client.request('POST /card/paygiftcard/getbyid', {
      body: { rule_id: ruleId },
    });
    return rule_info;
  }

  /**
   * All rules, page after page (批量查询支付后投放卡券规则). Calls `POST /card/paygiftcard/batchget` for every twenty;
   * a page that fails throws.
   *
   * @param effective only those in force
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Membership_Cards/Manage_Member_Card.html#4
   */
  listPayGiftRules(
    effective = true,
  ): AsyncGenerator<OfficialAnswer<'POST /card/paygiftcard/batchget'>['rule_list'][number], void, undefined> {
    return eachItem(RULES_PER_PAGE, async (offset, count) => {
      const { rule_list: items, total_count: total } = await this.client.request(
        'POST /card/paygiftcard/batchget',
        {
          body: { type: RULE_TYPE, effective, offset, count },
        },
      );
      return { items, total };
    });
  }
}
