import type { EndpointFact } from '../../../catalog/index.js';
import { OfficialAccountState } from '../../account/official-account.state.js';
import { qrCodePicture } from '../../picture/qr-code.picture.js';
import type { AnonymousPage } from '../anonymous-call.interface.js';
import { BinaryAnswer } from '../api.answer.js';

const ROUTE = 'GET /cgi-bin/showqrcode';
const NOT_FOUND = new BinaryAnswer(Buffer.from('404 Not Found'), 'text/html', undefined, 404);

/** The catalogue has no page of `mp.weixin.qq.com`. */
export const showQrCodeFact: ReadonlyMap<string, EndpointFact> = new Map([
  [
    ROUTE,
    {
      docs: 'https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html',
      platforms: ['official-account'],
      auth: 'none',
      query: { ticket: 'string' },
      answer: 'binary',
    } as const,
  ],
]);

/** 通过 ticket 换取二维码 */
export const showQrCodePage: AnonymousPage = {
  [ROUTE]: ({ accounts, query }) => {
    for (const account of accounts.values()) {
      if (!(account instanceof OfficialAccountState)) continue;
      const code = account.qrCodes.findTicket(query['ticket'] ?? '');
      if (code && !account.qrCodes.isExpired(code))
        return new BinaryAnswer(qrCodePicture(code.url), 'image/png');
    }
    return NOT_FOUND;
  },
};
