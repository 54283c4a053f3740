import type { ClientRooms } from '../../../../lib/client/index.js';
import type { WeChatHttp } from '../../../../lib/http/index.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { TokenManager } from '../../../../lib/token/index.js';
import { OpenCredentials } from '../../open-platform/fake.wechat.js';
import { ManualRefresher, OpenStorage } from '../../token/fake.tokens.js';

/** What a definition is opened in. */
export function roomsOf(): ClientRooms {
  const storage = new OpenStorage();
  const coordination = new LocalCoordination();
  return {
    http: {} as WeChatHttp,
    tokens: new TokenManager(storage, coordination, new ManualRefresher().asRefresher()),
    storage,
    credentials: new OpenCredentials(),
    coordination,
    find: () => undefined,
  };
}
