import type { AccountState } from '../../account/account.state.js';
import type { ApiPage } from '../api-call.interface.js';

const ADDRESSES = { ip_list: ['127.0.0.1'] };
const DNS = [{ ip: '127.0.0.1', real_operator: 'CAP' }];
const PING = [{ ip: '127.0.0.1', from_operator: 'CAP', package_loss: '0%', time: '1.234ms' }];

/** WeChat's addresses, the check of the network, and the answers set in the console. 网络检测 · 自动回复规则 */
export const networkPage: ApiPage<AccountState> = {
  'GET /cgi-bin/getcallbackip': () => ADDRESSES,
  'GET /cgi-bin/get_api_domain_ip': () => ADDRESSES,
  'POST /cgi-bin/callback/check': ({ body: { action } }) => ({
    ...(action === 'ping' ? {} : { dns: DNS }),
    ...(action === 'dns' ? {} : { ping: PING }),
  }),
  'GET /cgi-bin/get_current_autoreply_info': () => ({ is_add_friend_reply_open: 0, is_autoreply_open: 0 }),
};
