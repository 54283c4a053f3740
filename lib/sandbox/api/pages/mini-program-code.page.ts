import type { MiniProgramState } from '../../account/mini-program.state.js';
import { qrCodePicture } from '../../picture/qr-code.picture.js';
import { newShortCode } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { BinaryAnswer, refuse } from '../api.answer.js';

const SCENE = /^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/;
const LONGEST_PATH = 1024;

/** The sandbox draws a QR code in place of WeChat's round one. */
const picture = (): BinaryAnswer =>
  new BinaryAnswer(qrCodePicture(`https://mp.weixin.qq.com/a/~~${newShortCode()}`), 'image/png');

const isPath = (path: string): boolean => path !== '' && path.length <= LONGEST_PATH;

/** 小程序码 · 小程序链接 */
export const miniProgramCodePage: ApiPage<MiniProgramState> = {
  'POST /wxa/getwxacode': ({ body: { path = 'pages/index/index' } }) =>
    isPath(path) ? picture() : refuse(40159, 'path'),
  'POST /wxa/getwxacodeunlimit': ({ body: { scene, page } }) => {
    if (!SCENE.test(scene)) return refuse(40129);
    return page?.startsWith('/') ? refuse(41030, 'page must not start with /') : picture();
  },
  'POST /cgi-bin/wxaapp/createwxaqrcode': ({ body: { path } }) =>
    isPath(path) ? picture() : refuse(40159, 'path'),
  'POST /wxa/generatescheme': () => ({
    errcode: 0,
    errmsg: 'ok',
    openlink: `weixin://dl/business/?t=${newShortCode()}`,
  }),
  'POST /wxa/generate_urllink': () => ({
    errcode: 0,
    errmsg: 'ok',
    url_link: `https://wxaurl.cn/${newShortCode()}`,
  }),
  'POST /wxa/genwxashortlink': ({ account, body: { page_title } }) => ({
    errcode: 0,
    errmsg: 'ok',
    link: `#小程序://${account.name}/${page_title}/${newShortCode()}`,
  }),
};
