import { ACCOUNT } from '../account.mjs';

export const WECHAT_CONFIG = {
  token: ACCOUNT.token,
  appid: ACCOUNT.appId,
  encodingAESKey: ACCOUNT.encodingAESKey,
};
