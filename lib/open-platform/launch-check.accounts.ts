import type { AccountIdentity } from './identity.book.js';

const officialAccount = (originalId: string): AccountIdentity => ({ kind: 'official-account', originalId });
const miniProgram = (originalId: string): AccountIdentity => ({ kind: 'mini-program', originalId });

/**
 * The accounts WeChat's automated check (全网发布检测) speaks through: five pairs, of which it takes one.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/operation/thirdparty/releases_instructions.html
 */
export const LAUNCH_CHECK_ACCOUNTS: ReadonlyMap<string, AccountIdentity> = new Map([
  ['wx570bc396a51b8ff8', officialAccount('gh_3c884a361561')],
  ['wxd101a85aa106f53e', miniProgram('gh_8dad206e9538')],
  ['wx9252c5e0bb1836fc', officialAccount('gh_c0f28a78b318')],
  ['wxc39235c15087f6f3', miniProgram('gh_905ae9d01059')],
  ['wx8e1097c5bc82cde9', officialAccount('gh_3f222ed8d140')],
  ['wx7720d01d4b2a4500', miniProgram('gh_393666f1fdf4')],
  ['wx14550af28c71a144', officialAccount('gh_26128078e9ab')],
  ['wx05d483572dcd5d8b', miniProgram('gh_39abb5d4e1b7')],
  ['wxa35b9c23cfe664eb', officialAccount('gh_2b3713f184a6')],
  ['wx5910277cae6fd970', miniProgram('gh_7818dcb60240')],
]);
