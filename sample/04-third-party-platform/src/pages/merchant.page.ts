import type { Merchant } from '../merchants.js';
import { both, html } from '../../../shared/html.js';
import { action } from '../../../shared/layout.js';
import { layout, portrait, row } from './layout.js';

const KINDS = {
  'official-account': ['公众号', 'Official account'],
  'mini-program': ['小程序', 'Mini program'],
} as const;

/** An account that has authorized the platform. */
export const merchantPage = ({ appId, name, kind, picture }: Merchant): string =>
  layout(
    KINDS[kind][0],
    KINDS[kind][1],
    portrait(picture),
    html`<dl>${row('name', name)} ${row('appid', appId)}</dl>`,
    kind === 'official-account'
      ? action(`/merchants/${appId}/me`, '以粉丝身份登录', 'Log in as one of its people')
      : undefined,
    html`<a class="quiet" href="/">${both('返回首页', 'Back to the first page')}</a>`,
  );
