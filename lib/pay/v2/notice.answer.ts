import { writeXml } from '../../common/index.js';

/** What a notice of APIv2 is answered with when it was taken (通知应答). */
export const V2_NOTICE_TAKEN = writeXml({ return_code: 'SUCCESS', return_msg: 'OK' });

/**
 * What it is answered with when it was not: WeChat Pay sends it again.
 *
 * @param reason a few words without anything the other side should not know
 */
export const v2NoticeRefused = (reason: string): string =>
  writeXml({ return_code: 'FAIL', return_msg: reason });
