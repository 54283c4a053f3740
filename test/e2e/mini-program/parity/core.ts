import type { ParityLine } from '../../official-account/parity/parity-line.js';

/** Login, people, codes, links, subscription messages, and content security. */
export const lines: ParityLine[] = [
  { reference: 'WeChat.MiniProgram.Auth.decode_user_info/3', served: 'userInfo.verifyRawData' },
  { reference: 'WeChat.MiniProgram.Auth.decode_get_user_sensitive_info/3', served: 'userInfo.decrypt' },
  { reference: 'WeChat.MiniProgram.Auth.code2session/2', served: 'login.code2Session' },
  { reference: 'WeChat.MiniProgram.Auth.check_session/3', served: 'login.checkSession' },
  { reference: 'WeChat.MiniProgram.Auth.reset_session/3', served: 'login.resetSession' },
  { reference: 'WeChat.MiniProgram.Auth.get_paid_unionid/2', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.Auth.get_paid_unionid/3', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.Auth.get_paid_unionid/4', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.Auth.get_access_token/1', served: 'request GET /cgi-bin/token' },
  { reference: 'WeChat.MiniProgram.Code.create_qrcode/2..3', served: 'code.createQrCode' },
  { reference: 'WeChat.MiniProgram.Code.create_code/2..4', served: 'code.get' },
  { reference: 'WeChat.MiniProgram.Code.create_code_unlimited/2..3', served: 'code.getUnlimited' },
  { reference: 'WeChat.MiniProgram.Code.download/2', served: 'code.getUnlimitedStream' },
  { reference: 'WeChat.MiniProgram.Security.img_check/2', served: 'security.checkImage' },
  { reference: 'WeChat.MiniProgram.Security.media_check_async/2..3', served: 'security.checkMediaAsync' },
  { reference: 'WeChat.MiniProgram.Security.msg_check/2', served: 'security.checkText' },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.add_template/3..4',
    served: 'subscribeMessage.addTemplate',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.delete_template/2',
    served: 'subscribeMessage.deleteTemplate',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.get_category/1',
    served: 'subscribeMessage.listCategories',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.get_pub_template_key_words_by_id/2',
    served: 'subscribeMessage.listKeywords',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.get_pub_template_titles/2..4',
    served: 'subscribeMessage.listPublicTemplates',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.get_templates/1',
    served: 'subscribeMessage.listTemplates',
  },
  { reference: 'WeChat.MiniProgram.SubscribeMessage.send/4..5', served: 'subscribeMessage.send' },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.set_user_notify/5..6',
    served: 'subscribeMessage.setUserNotify',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.get_user_notify/4',
    served: 'subscribeMessage.getUserNotify',
  },
  {
    reference: 'WeChat.MiniProgram.SubscribeMessage.set_user_notify_ext/5',
    served: 'subscribeMessage.setUserNotifyExt',
  },
  { reference: 'WeChat.MiniProgram.UrlScheme.create_scheme/2..3', served: 'link.generateScheme' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_plugin_openpid/2', served: 'userInfo.getPluginOpenPid' },
  { reference: 'WeChat.MiniProgram.UserInfo.check_encrypted_data/2', served: 'userInfo.checkEncryptedData' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_paid_unionid/2', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_paid_unionid/3', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_paid_unionid/4', served: 'userInfo.getPaidUnionid' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_user_encrypt_key/3', served: 'userInfo.getEncryptKeys' },
  { reference: 'WeChat.MiniProgram.UserInfo.get_phone_number/3', served: 'userInfo.getPhoneNumber' },
  { reference: 'WeChat.MiniProgram.UserInfo.decode_user_info/3', served: 'userInfo.verifyRawData' },
  { reference: 'WeChat.MiniProgram.UserInfo.decode_get_user_sensitive_info/3', served: 'userInfo.decrypt' },
];
