import { newShortCode } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { refuse } from '../api.answer.js';

const LONGEST_LIFE = 2_592_000;
const LONGEST_DATA = 4096;

/** 短 key 托管 */
export const shortLinkPage: ApiPage = {
  'POST /cgi-bin/shorten/gen': ({ account, body }) => {
    const { long_data, expire_seconds } = body;
    if (Buffer.byteLength(long_data) > LONGEST_DATA) return refuse(9410010);
    if (expire_seconds < 1 || expire_seconds > LONGEST_LIFE) return refuse(9410011);
    const short_key = newShortCode();
    const create_time = account.world.clock.seconds();
    account.shortKeys.set(short_key, { long_data, create_time, expiresAt: create_time + expire_seconds });
    return { errcode: 0, errmsg: 'ok', short_key };
  },
  'POST /cgi-bin/shorten/fetch': ({ account, body }) => {
    const kept = account.shortKeys.get(body.short_key);
    const now = account.world.clock.seconds();
    if (!kept || kept.expiresAt <= now) return refuse(9410012);
    const { long_data, create_time, expiresAt } = kept;
    return { errcode: 0, errmsg: 'ok', long_data, create_time, expire_seconds: expiresAt - now };
  },
  // WeChat has closed it in favour of the two above.
  'POST /cgi-bin/shorturl': () => refuse(48001, 'shorturl is retired, use shorten/gen'),
};
