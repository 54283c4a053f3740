import type { PushTree } from '../../push/push.writer.js';
import type { WorkMenuButton } from '../app/work-menu.book.js';

const SCANNED = { ScanType: 'qrcode', ScanResult: 'https://example.com/' };
const PICTURES = { Count: 1, PicList: { item: [{ PicMd5Sum: '1b5f7c23b5bf75682a53e7b6d163e185' }] } };
const PLACE = { Location_X: '23', Location_Y: '113', Scale: '15', Label: '广州市海珠区', Poiname: '' };

const event = (name: string, key: string | undefined, more: PushTree = {}): PushTree => ({
  MsgType: 'event',
  Event: name,
  EventKey: key ?? '',
  ...more,
});

/** What WeCom pushes for each kind of button. */
const TAPS: Readonly<Record<string, (button: WorkMenuButton) => PushTree>> = {
  click: ({ key }) => event('click', key),
  view: ({ url }) => event('view', url),
  view_miniprogram: ({ pagepath }) => event('view_miniprogram', pagepath),
  scancode_push: ({ key }) => event('scancode_push', key, { ScanCodeInfo: SCANNED }),
  scancode_waitmsg: ({ key }) => event('scancode_waitmsg', key, { ScanCodeInfo: SCANNED }),
  pic_sysphoto: ({ key }) => event('pic_sysphoto', key, { SendPicsInfo: PICTURES }),
  pic_photo_or_album: ({ key }) => event('pic_photo_or_album', key, { SendPicsInfo: PICTURES }),
  pic_weixin: ({ key }) => event('pic_weixin', key, { SendPicsInfo: PICTURES }),
  location_select: ({ key }) => event('location_select', key, { SendLocationInfo: PLACE, AppType: 'wxwork' }),
};

/** What WeCom pushes when a button is tapped; nothing for one of another kind. */
export const workTapEvent = (button: WorkMenuButton): PushTree | undefined => TAPS[button.type]?.(button);
