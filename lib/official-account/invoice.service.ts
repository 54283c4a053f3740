import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

/** What a person is asked for, as a private person and as a company. 授权页字段 */
export type InvoiceAuthField = BodyOf<'POST /card/invoice/setbizattr?action=set_auth_field'>['auth_field'];

/** The merchant of WeChat Pay who issues invoices, and the platform that does it. */
export type InvoicePayMch = BodyOf<'POST /card/invoice/setbizattr?action=set_pay_mch'>['paymch_info'];

/** How people reach the merchant, and how long an invoice may take. */
export type InvoiceContact = BodyOf<'POST /card/invoice/setbizattr?action=set_contact'>['contact'];

/**
 * Electronic invoices (电子发票), on the merchant's side. The side of the platform that issues them is
 * `invoicingPlatform`.
 *
 * @publicApi
 */
export class OfficialAccountInvoiceService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * The page on which a person asks for an invoice (获取授权页链接). Calls `POST /card/invoice/getauthurl`.
   *
   * @param order `money` in 分, `timestamp` in seconds, `ticket` a JSAPI ticket of type wx_card; with the source `web`
   * a `redirect_url`; type 0 asks for a consent, 1 for fields as well, 2 lets the person take a finished invoice
   * @returns its address, and for a mini program its appid
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#2
   */
  getAuthUrl(
    order: BodyOf<'POST /card/invoice/getauthurl'>,
  ): Promise<OfficialAnswer<'POST /card/invoice/getauthurl'>> {
    return this.client.request('POST /card/invoice/getauthurl', { body: order });
  }

  /**
   * Whether a person consented, and what they filled in (查询授权完成状态). Calls `POST /card/invoice/getauthdata`.
   *
   * @param sPappid the issuing platform, as {@link getPayMch} names it
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html
   */
  getAuthData(orderId: string, sPappid: string): Promise<OfficialAnswer<'POST /card/invoice/getauthdata'>> {
    return this.client.request('POST /card/invoice/getauthdata', {
      body: { order_id: orderId, s_pappid: sPappid },
    });
  }

  /**
   * Refuses an invoice a person asked for (拒绝开票). Calls `POST /card/invoice/rejectinsert`.
   *
   * @param url where the person may read on
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#8
   */
  async rejectInsert(orderId: string, sPappid: string, reason: string, url?: string): Promise<void> {
    await this.client.request('POST /card/invoice/rejectinsert', {
      body: { order_id: orderId, s_pappid: sPappid, reason, ...(url ? { url } : {}) },
    });
  }

  /**
   * Sets what the page asks for (设置授权页字段信息). Calls `POST /card/invoice/setbizattr?action=set_auth_field`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html
   */
  async setAuthField(auth_field: InvoiceAuthField): Promise<void> {
    await this.client.request('POST /card/invoice/setbizattr?action=set_auth_field', {
      body: { auth_field },
    });
  }

  /**
   * What the page asks for (查询授权页字段信息). Calls `POST /card/invoice/setbizattr?action=get_auth_field`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html
   */
  async getAuthField(): Promise<InvoiceAuthField | undefined> {
    const { auth_field } = await this.client.request('POST /card/invoice/setbizattr?action=get_auth_field', {
      body: {},
    });
    return auth_field;
  }

  /**
   * Joins the account with a merchant of WeChat Pay and an issuing platform (关联商户号与开票平台). Calls
   * `POST /card/invoice/setbizattr?action=set_pay_mch`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html
   */
  async setPayMch(paymch_info: InvoicePayMch): Promise<void> {
    await this.client.request('POST /card/invoice/setbizattr?action=set_pay_mch', {
      body: { paymch_info },
    });
  }

  /**
   * The merchant and the platform the account is joined with (查询商户号与开票平台关联情况). Calls
   * `POST /card/invoice/setbizattr?action=get_pay_mch`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html
   */
  async getPayMch(): Promise<InvoicePayMch | undefined> {
    const { paymch_info } = await this.client.request('POST /card/invoice/setbizattr?action=get_pay_mch', {
      body: {},
    });
    return paymch_info;
  }

  /**
   * Sets how people reach the merchant (设置商户联系方式). Calls `POST /card/invoice/setbizattr?action=set_contact`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#17
   */
  async setContact(contact: InvoiceContact): Promise<void> {
    await this.client.request('POST /card/invoice/setbizattr?action=set_contact', {
      body: { contact },
    });
  }

  /**
   * How people reach the merchant (查询商户联系方式). Calls `POST /card/invoice/setbizattr?action=get_contact`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#18
   */
  async getContact(): Promise<InvoiceContact | undefined> {
    const { contact } = await this.client.request('POST /card/invoice/setbizattr?action=get_contact', {
      body: {},
    });
    return contact;
  }

  /**
   * Issues a blue invoice through a platform that is joined (统一开票接口-开具蓝票). Calls
   * `POST /card/invoice/makeoutinvoice`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#14
   */
  async makeOut(invoiceinfo: BodyOf<'POST /card/invoice/makeoutinvoice'>['invoiceinfo']): Promise<void> {
    await this.client.request('POST /card/invoice/makeoutinvoice', { body: { invoiceinfo } });
  }

  /**
   * Takes an issued invoice back with a red one (统一开票接口-发票冲红). Calls `POST /card/invoice/clearoutinvoice`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#15
   */
  async clearOut(invoiceinfo: BodyOf<'POST /card/invoice/clearoutinvoice'>['invoiceinfo']): Promise<void> {
    await this.client.request('POST /card/invoice/clearoutinvoice', { body: { invoiceinfo } });
  }

  /**
   * An issued invoice (统一开票接口-查询已开发票). Calls `POST /card/invoice/queryinvoceinfo`, WeChat's spelling.
   *
   * @param fpqqlsh the serial number the invoice was asked for with
   * @param nsrsbh the tax number of the issuer
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html#16
   */
  async getIssued(
    fpqqlsh: string,
    nsrsbh: string,
  ): Promise<OfficialAnswer<'POST /card/invoice/queryinvoceinfo'>['invoicedetail']> {
    const { invoicedetail } = await this.client.request('POST /card/invoice/queryinvoceinfo', {
      body: { fpqqlsh, nsrsbh },
    });
    return invoicedetail;
  }
}
