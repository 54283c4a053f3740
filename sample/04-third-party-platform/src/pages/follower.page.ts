import type { LoginUser } from 'nestjs-wechat-sdk';
import { html } from '../../../shared/html.js';
import { layout, portrait, row } from './layout.js';

/** Who WeChat says the visitor is, to the account and not to the platform. */
export const followerPage = (merchant: string, { openid, nickname, headimgurl }: LoginUser): string =>
  layout(
    '你好',
    'Hello',
    portrait(headimgurl),
    html`<dl>${row('merchant', merchant)} ${row('nickname', nickname)} ${row('openid', openid)}</dl>`,
  );
