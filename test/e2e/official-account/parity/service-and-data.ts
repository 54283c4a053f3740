import type { ParityLine } from './parity-line.js';

/** Account, customer service, subscription messages, and web pages. */
export const lines: ParityLine[] = [
  { reference: 'WeChat.Account.get_access_token/1', served: 'account.getAccessToken' },
  { reference: 'WeChat.Account.create_qrcode/2..4', served: 'account.createQrCode' },
  { reference: 'WeChat.Account.get_qrcode_url/2..4', served: 'account.qrCodeUrl' },
  { reference: 'WeChat.Account.download_qrcode/2..5', served: 'account.qrCodePicture' },
  { reference: 'WeChat.Account.short_url/2', served: 'account.shorten' },
  { reference: 'WeChat.Account.get_quota/2', served: 'openApi.getQuota' },
  { reference: 'WeChat.Account.clear_quota/1', served: 'openApi.clearQuota' },
  { reference: 'WeChat.Account.get_auto_reply_rules/1', served: 'account.getAutoReplyRules' },
  { reference: 'WeChat.CustomService.add_kf_account/4', served: 'customService.add' },
  { reference: 'WeChat.CustomService.update_kf_account/4', served: 'customService.update' },
  { reference: 'WeChat.CustomService.del_kf_account/4', served: 'customService.delete' },
  { reference: 'WeChat.CustomService.upload_head_img/3', served: 'customService.uploadHeadImage' },
  { reference: 'WeChat.CustomService.upload_head_img/4', served: 'customService.uploadHeadImage' },
  { reference: 'WeChat.CustomService.get_kf_list/1', served: 'customService.list' },
  { reference: 'WeChat.SubscribeMessage.add_template/3..4', served: 'subscribeMessage.addTemplate' },
  { reference: 'WeChat.SubscribeMessage.delete_template/2', served: 'subscribeMessage.deleteTemplate' },
  { reference: 'WeChat.SubscribeMessage.get_category/1', served: 'subscribeMessage.listCategories' },
  {
    reference: 'WeChat.SubscribeMessage.get_pub_template_key_words_by_id/2',
    served: 'subscribeMessage.listKeywords',
  },
  {
    reference: 'WeChat.SubscribeMessage.get_pub_template_titles/2..4',
    served: 'subscribeMessage.listPublicTemplates',
  },
  { reference: 'WeChat.SubscribeMessage.get_templates/1', served: 'subscribeMessage.listTemplates' },
  { reference: 'WeChat.SubscribeMessage.send/4..5', served: 'subscribeMessage.send' },
  { reference: 'WeChat.SubscribeMessage.send/3..4', served: 'subscribeMessage.send' },
  { reference: 'WeChat.SubscribeMessage.send_oa/4..5', served: 'subscribeMessage.send' },
  { reference: 'WeChat.WebPage.oauth2_authorize_url/2..4', served: 'webPage.authorizeUrl' },
  { reference: 'WeChat.WebPage.code2access_token/2', served: 'webPage.exchange' },
  { reference: 'WeChat.WebPage.refresh_token/2', served: 'webPage.refresh' },
  { reference: 'WeChat.WebPage.user_info/2', served: 'webPage.getUserInfo' },
  { reference: 'WeChat.WebPage.user_info/3', served: 'webPage.getUserInfo' },
  { reference: 'WeChat.WebPage.user_info/4', served: 'webPage.getUserInfo' },
  { reference: 'WeChat.WebPage.auth/2..3', served: 'webPage.isTokenLive' },
  { reference: 'WeChat.WebPage.get_ticket/2', served: 'request GET /cgi-bin/ticket/getticket' },
  { reference: 'WeChat.WebPage.js_sdk_config/2', served: 'jsSdk.config' },
  { reference: 'WeChat.WebPage.sign_js_sdk/3', served: 'jsSdk.config' },
  { reference: 'WeChat.WebPage.add_card_config/3', served: 'jsSdk.addCard' },
  { reference: 'WeChat.WebPage.add_card_config/4', served: 'jsSdk.addCard' },
  { reference: 'WeChat.WebPage.sign_card/1', served: 'jsSdk.addCard' },
  { reference: 'WeChat.WebPage.sign_card/2', served: 'jsSdk.addCard' },
  { reference: 'WeChat.WebPage.sign_card/3', served: 'jsSdk.addCard' },
];

/** A mini program's own: `subscribeMessage.send` of its client. */
export const elsewhere: readonly string[] = ['WeChat.SubscribeMessage.send_mini/4..5'];
