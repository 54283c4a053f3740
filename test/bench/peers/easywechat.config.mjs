import { ACCOUNT } from '../account.mjs';

export const EASYWECHAT_CONFIG = {
  app_id: ACCOUNT.appId,
  secret: ACCOUNT.appSecret,
  token: ACCOUNT.token,
  aes_key: ACCOUNT.encodingAESKey,
  use_stable_access_token: true,
};
