import type { ApiPage } from '../api-call.interface.js';
import { refuse } from '../api.answer.js';

const DEFAULT_LIFE = 60;
const LONGEST_LIFE = 2_592_000;
const LARGEST_TEMPORARY = 4_294_967_295;
const LARGEST_PERMANENT = 100_000;
const LONGEST_SCENE = 64;

interface Scene {
  scene_id?: number;
  scene_str?: string;
}

/** The scene, if it is one for that kind of code. */
function sceneOf(action: string, { scene_id, scene_str }: Scene): string | number | undefined {
  if (action.endsWith('_STR_SCENE')) {
    return scene_str && scene_str.length <= LONGEST_SCENE ? scene_str : undefined;
  }
  const largest = action === 'QR_SCENE' ? LARGEST_TEMPORARY : LARGEST_PERMANENT;
  return scene_id !== undefined && scene_id >= 1 && scene_id <= largest ? scene_id : undefined;
}

/** 带参数的二维码 */
export const qrCodePage: ApiPage = {
  'POST /cgi-bin/qrcode/create': ({ account, body }) => {
    const { action_name, action_info, expire_seconds = DEFAULT_LIFE } = body;
    const scene = sceneOf(action_name, action_info.scene);
    if (scene === undefined) return refuse(40053, `scene of ${action_name}`);
    if (action_name.startsWith('QR_LIMIT')) {
      const { ticket, url } = account.qrCodes.add(scene);
      return { ticket, url };
    }
    if (expire_seconds < 1 || expire_seconds > LONGEST_LIFE) return refuse(40035, 'expire_seconds');
    const { ticket, url } = account.qrCodes.add(scene, expire_seconds);
    return { ticket, expire_seconds, url };
  },
};
