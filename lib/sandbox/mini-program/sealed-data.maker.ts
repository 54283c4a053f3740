import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { MiniProgramState } from '../account/mini-program.state.js';
import type { MiniProgramUserState } from '../account/mini-program-user.state.js';
import type { SandboxSealedData, SandboxUserInfo } from '../interfaces/sandbox-sealed-data.interface.js';

/** Seals with the session key: AES-128-CBC with PKCS#7, as the mini program gets it. 开放数据加密 */
export function seal(data: object, sessionKey: string): SandboxSealedData {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return { encryptedData: sealed.toString('base64'), iv: iv.toString('base64') };
}

/** For whom something is sealed, and when, by the sandbox's clock. */
export const watermarkOf = ({ appId, world }: MiniProgramState) => ({
  timestamp: world.clock.seconds(),
  appid: appId,
});

/** What `wx.getUserInfo` gives a mini program. */
export function sealedUserInfo(account: MiniProgramState, user: MiniProgramUserState): SandboxUserInfo {
  const shown = {
    nickName: user.nickname,
    gender: 0,
    language: user.language,
    city: '',
    province: '',
    country: '',
    avatarUrl: `${account.world.url}/open/avatar.png`,
  };
  const rawData = JSON.stringify(shown);
  const whole = {
    openId: user.openid,
    ...shown,
    ...(user.unionid === undefined ? {} : { unionId: user.unionid }),
    watermark: watermarkOf(account),
  };
  const signature = createHash('sha1')
    .update(rawData + user.sessionKey)
    .digest('hex');
  return { rawData, signature, ...seal(whole, user.sessionKey) };
}

/** A phone's number as WeChat tells it. */
export const phoneInfo = (account: MiniProgramState, { phoneNumber }: MiniProgramUserState) => ({
  phoneNumber,
  purePhoneNumber: phoneNumber,
  countryCode: '86',
  watermark: watermarkOf(account),
});
