import type { MenuButton } from '../account/menu.book.js';
import type { QrCode } from '../account/qr-code.book.js';
import type { PushTree } from './push.writer.js';

const event = (name: string, fields: PushTree): PushTree => ({ MsgType: 'event', Event: name, ...fields });

export const subscribeEvent = (code?: QrCode): PushTree =>
  event('subscribe', code ? { EventKey: `qrscene_${code.scene}`, Ticket: code.ticket } : { EventKey: '' });

export const unsubscribeEvent = (): PushTree => event('unsubscribe', { EventKey: '' });

export const scanEvent = (code: QrCode): PushTree =>
  event('SCAN', { EventKey: code.scene, Ticket: code.ticket });

const SCANNED = { ScanType: 'qrcode', ScanResult: 'https://example.com/' };
const PICTURES = { Count: 1, PicList: { item: [{ PicMd5Sum: '1b5f7c23b5bf75682a53e7b6d163e185' }] } };
const PLACE = { Location_X: '23', Location_Y: '113', Scale: '15', Label: '广州市海珠区', Poiname: '' };

const TAPS: Readonly<Record<string, (button: MenuButton, menuId: string) => PushTree>> = {
  click: ({ key }) => event('CLICK', { EventKey: key }),
  view: ({ url }, MenuId) => event('VIEW', { EventKey: url, MenuId }),
  miniprogram: ({ pagepath }, MenuId) => event('view_miniprogram', { EventKey: pagepath, MenuId }),
  scancode_push: ({ key }) => event('scancode_push', { EventKey: key, ScanCodeInfo: SCANNED }),
  scancode_waitmsg: ({ key }) => event('scancode_waitmsg', { EventKey: key, ScanCodeInfo: SCANNED }),
  pic_sysphoto: ({ key }) => event('pic_sysphoto', { EventKey: key, SendPicsInfo: PICTURES }),
  pic_photo_or_album: ({ key }) => event('pic_photo_or_album', { EventKey: key, SendPicsInfo: PICTURES }),
  pic_weixin: ({ key }) => event('pic_weixin', { EventKey: key, SendPicsInfo: PICTURES }),
  location_select: ({ key }) => event('location_select', { EventKey: key, SendLocationInfo: PLACE }),
};

/** What WeChat pushes when a button is tapped; nothing for buttons that only show something. */
export const tapEvent = (button: MenuButton, menuId: string): PushTree | undefined =>
  TAPS[button.type ?? '']?.(button, menuId);
