import { type ErrcodeHint, hintsFrom } from './errcode.hint.js';

const CODES = 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html';
const TOKEN = 'https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html';
const LIMITS = 'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/API_Call_Limits.html';
const SERVICE =
  'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html';
const PLATFORM =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Authorization_Process_Technical_Description.html';
const API_SECURITY =
  'https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html';

/** Well-known refusals and their cures. */
const HINTS: Readonly<Record<number, ErrcodeHint>> = {
  [-1]: { hint: 'WeChat is busy; try again a little later', docs: CODES },
  40001: {
    hint: 'The token is not the latest, or the appSecret is wrong: see that nothing else fetches tokens for this account in another way',
    docs: TOKEN,
  },
  40003: { hint: 'The openid is not one of this account', docs: CODES },
  40007: { hint: 'The media_id is unknown or older than three days', docs: CODES },
  40013: { hint: 'Check appId: it is unknown to WeChat', docs: TOKEN },
  40014: { hint: 'The token is malformed: see what is stored in the cache', docs: TOKEN },
  40037: { hint: 'The template_id is not among the templates of this account', docs: CODES },
  40066: { hint: 'WeChat has no such path', docs: CODES },
  40125: { hint: 'Check appSecret: it is not the one of this appId, or has been reset', docs: TOKEN },
  40164: { hint: 'Add {ip} to the IP whitelist (IP白名单) in the console', docs: TOKEN },
  40230: {
    hint: 'Give apiSecurity.privateKeyNo: the call must name the key it is signed with',
    docs: API_SECURITY,
  },
  40234: {
    hint: 'Check apiSecurity.privateKey: the public key in the console (API 安全) is not its other half',
    docs: API_SECURITY,
  },
  40235: {
    hint: 'Check apiSecurity.symmetricKey and symmetricKeyNo: they are not those of the console (API 安全)',
    docs: API_SECURITY,
  },
  40237: { hint: 'The token is not of the appid the call is signed for', docs: API_SECURITY },
  40238: { hint: 'Set a symmetric key in the console (API 安全)', docs: API_SECURITY },
  40239: { hint: 'Set a public key in the console (API 安全)', docs: API_SECURITY },
  40240: {
    hint: 'The clock of this server is off: the signature came too late or too early',
    docs: API_SECURITY,
  },
  41001: {
    hint: 'The call carried no token: does the endpoint need one its route does not say?',
    docs: TOKEN,
  },
  42001: { hint: 'The token has expired', docs: TOKEN },
  43004: { hint: 'The person does not follow the account', docs: CODES },
  45002: { hint: 'The content is too long: a text takes 2048 bytes', docs: SERVICE },
  45009: {
    hint: 'The quota of the day is used up; openApi.clearQuota() resets it, ten times a month',
    docs: LIMITS,
  },
  45011: { hint: 'Too many calls in a minute; slow down', docs: LIMITS },
  45015: { hint: 'The person has not interacted within 48 hours', docs: SERVICE },
  45047: { hint: 'Too many customer messages since the person last interacted', docs: SERVICE },
  47001: { hint: 'The body is not the JSON WeChat expects', docs: CODES },
  48001: { hint: 'The account has no permission for this interface (接口权限)', docs: CODES },
  50001: {
    hint: 'The account has no permission for this interface, or the person has not authorised it',
    docs: CODES,
  },
  50002: { hint: 'The person or the account is restricted', docs: CODES },
  61003: { hint: 'The account has not authorized the platform, or has left it', docs: PLATFORM },
  61004: {
    hint: 'Add {ip} to the whitelist (白名单IP地址列表) of the platform in the console',
    docs: PLATFORM,
  },
  61005: { hint: 'The ticket is older than twelve hours: see why no pushes come', docs: PLATFORM },
  61006: {
    hint: 'The ticket is not one of this platform: see that no other one shares the store',
    docs: PLATFORM,
  },
  61007: {
    hint: 'The platform lacks the permission set (权限集) for this call, or the owner did not tick it',
    docs: PLATFORM,
  },
  61009: { hint: 'WeChat never gave out such an authorization code', docs: PLATFORM },
  61010: {
    hint: 'The authorization code was used, or is too old: let the owner authorize again',
    docs: PLATFORM,
  },
  61023: {
    hint: 'The refresh token is dead: the owner has authorized again, or somebody else refreshes',
    docs: PLATFORM,
  },
};

/** What to do about an errcode of the official platform, where it is known. */
export const hintFor = hintsFrom(HINTS);
