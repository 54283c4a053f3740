import { checkIndex, eachItem } from '../account/index.js';
import { WeChatApiError } from '../common/index.js';
import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

/** WeChat advises to ask for no more at once. */
const PAGE = 100;
/** 未创建直播间, and 直播间列表为空. */
const NO_ROOMS: ReadonlySet<number> = new Set([1, 9410000]);

type Id = string | number | bigint;
/** What a new room says; times in seconds since 1970. */
export type LiveRoomInfo = BodyOf<'POST /wxaapi/broadcast/room/create'>;
/** What a room says after a change; `id` is its room id. */
export type LiveRoomChanges = BodyOf<'POST /wxaapi/broadcast/room/editroom'>;
/** A room as the list shows it. */
export type ListedLiveRoom = OfficialAnswer<'POST /wxa/business/getliveinfo'>['room_info'][number];
/** A part of a recording. */
export type LiveReplay =
  OfficialAnswer<'POST /wxa/business/getliveinfo#action=get_replay'>['live_replay'][number];
/** Somebody who helps in a room: their WeChat id (微信号) and how they are called there. */
export type LiveAssistant = BodyOf<'POST /wxaapi/broadcast/room/addassistant'>['users'][number];

/**
 * Live rooms (直播间管理).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/liveplayer/studio-api.html
 * @publicApi
 */
export class MiniProgramLiveRoomService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Opens a room (创建直播间). Calls `POST /wxaapi/broadcast/room/create`.
   *
   * @param room `name` 3 to 17 Chinese characters, `anchorName` 2 to 15; pictures are media_ids; `startTime` from 10
   * minutes to 6 months ahead, `endTime` 30 minutes to 24 hours later
   * @returns the room id, and the picture of a code when the anchor must verify their name first
   * @throws {WeChatApiError} 300028 for a room name and 300029 for an anchor's name that is not allowed, 300034 for an
   * anchor's name of the wrong length, 300035 for an unknown WeChat id, 300036 when its owner has not verified their name
   */
  async create(room: LiveRoomInfo): Promise<OfficialAnswer<'POST /wxaapi/broadcast/room/create'>> {
    return this.client.request('POST /wxaapi/broadcast/room/create', { body: room });
  }

  /** Changes a room that has not begun (编辑直播间). Calls `POST /wxaapi/broadcast/room/editroom`. */
  async edit(room: LiveRoomChanges): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/editroom', { body: room });
  }

  /** Removes a room (删除直播间). Calls `POST /wxaapi/broadcast/room/deleteroom`. */
  async delete(roomId: number): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/deleteroom', { body: { id: roomId } });
  }

  /**
   * A part of the list of rooms (获取直播间列表). Calls `POST /wxa/business/getliveinfo`.
   *
   * @param start place of the first room, from 0
   * @param limit WeChat advises 100 at most
   * @throws {WeChatApiError} 1 and 9410000 when there are none
   */
  async getPage(start = 0, limit = 10): Promise<OfficialAnswer<'POST /wxa/business/getliveinfo'>> {
    checkIndex(start, 'start');
    checkIndex(limit, 'limit', 1);
    return this.client.request('POST /wxa/business/getliveinfo', { body: { start, limit } });
  }

  /**
   * All rooms, page after page (获取直播间列表); none when none was opened yet. Calls `POST /wxa/business/getliveinfo` for
   * every hundred; a page that fails throws.
   */
  list(): AsyncGenerator<ListedLiveRoom, void, undefined> {
    return eachItem(PAGE, async (start, limit) => {
      try {
        const { room_info: items, total } = await this.getPage(start, limit);
        return { items, total };
      } catch (error) {
        if (error instanceof WeChatApiError && NO_ROOMS.has(error.errcode)) return { items: [], total: 0 };
        throw error;
      }
    });
  }

  /** A part of a room's recording (获取直播间回放). Calls `POST /wxa/business/getliveinfo` with `get_replay`. */
  async getReplayPage(
    roomId: number,
    start = 0,
    limit = 10,
  ): Promise<OfficialAnswer<'POST /wxa/business/getliveinfo#action=get_replay'>> {
    checkIndex(start, 'start');
    checkIndex(limit, 'limit', 1);
    return this.client.request('POST /wxa/business/getliveinfo#action=get_replay', {
      body: { action: 'get_replay', room_id: roomId, start, limit },
    });
  }

  /** All parts of a room's recording (获取直播间回放), a hundred a call; a page that fails throws. */
  listReplays(roomId: number): AsyncGenerator<LiveReplay, void, undefined> {
    return eachItem(PAGE, async (start, limit) => {
      const { live_replay: items, total } = await this.getReplayPage(roomId, start, limit);
      return { items, total };
    });
  }

  /** The address a broadcast is sent to (获取直播间推流地址). Calls `GET /wxaapi/broadcast/room/getpushurl`. */
  async getPushUrl(roomId: number): Promise<string> {
    const { pushAddr } = await this.client.request('GET /wxaapi/broadcast/room/getpushurl', {
      query: { roomId },
    });
    return pushAddr;
  }

  /**
   * A code and a poster that lead to the room (获取直播间分享二维码). Calls `GET /wxaapi/broadcast/room/getsharedcode`.
   *
   * @param params what the page is given, sent as JSON
   */
  async getSharedCode(
    roomId: number,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<OfficialAnswer<'GET /wxaapi/broadcast/room/getsharedcode'>> {
    const hasParams = Object.keys(params).length > 0;
    return this.client.request('GET /wxaapi/broadcast/room/getsharedcode', {
      query: { roomId, ...(hasParams ? { params: JSON.stringify(params) } : {}) },
    });
  }

  /** Adds helpers to a room (添加管理直播间小助手). Calls `POST /wxaapi/broadcast/room/addassistant`. */
  async addAssistants(roomId: number, users: readonly LiveAssistant[]): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/addassistant', {
      body: { roomId, users: [...users] },
    });
  }

  /** Calls a helper by another name (修改直播间小助手). Calls `POST /wxaapi/broadcast/room/modifyassistant`. */
  async modifyAssistant(roomId: number, username: string, nickname: string): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/modifyassistant', {
      body: { roomId, username, nickname },
    });
  }

  /** Takes a helper away (删除直播间小助手). Calls `POST /wxaapi/broadcast/room/removeassistant`. */
  async removeAssistant(roomId: number, username: string): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/removeassistant', { body: { roomId, username } });
  }

  /** The helpers of a room (查询直播间小助手). Calls `GET /wxaapi/broadcast/room/getassistantlist`. */
  async listAssistants(
    roomId: number,
  ): Promise<OfficialAnswer<'GET /wxaapi/broadcast/room/getassistantlist'>> {
    return this.client.request('GET /wxaapi/broadcast/room/getassistantlist', { query: { roomId } });
  }

  /** Gives a room its second anchor (添加主播副号). Calls `POST /wxaapi/broadcast/room/addsubanchor`. */
  async addSubAnchor(roomId: number, username: string): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/addsubanchor', { body: { roomId, username } });
  }

  /** Gives a room another second anchor (修改主播副号). Calls `POST /wxaapi/broadcast/room/modifysubanchor`. */
  async modifySubAnchor(roomId: number, username: string): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/modifysubanchor', { body: { roomId, username } });
  }

  /** Takes a room's second anchor away (删除主播副号). Calls `POST /wxaapi/broadcast/room/deletesubanchor`. */
  async deleteSubAnchor(roomId: number): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/deletesubanchor', { body: { roomId } });
  }

  /** The WeChat id of a room's second anchor (获取主播副号). Calls `GET /wxaapi/broadcast/room/getsubanchor`. */
  async getSubAnchor(roomId: number): Promise<string> {
    const { username } = await this.client.request('GET /wxaapi/broadcast/room/getsubanchor', {
      query: { roomId },
    });
    return username;
  }

  /** Shows a room among WeChat's own, or not (开启/关闭官方收录). Calls `POST /wxaapi/broadcast/room/updatefeedpublic`. */
  async setFeedPublic(roomId: number, isPublic: boolean): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/updatefeedpublic', {
      body: { roomId, isFeedsPublic: isPublic ? 1 : 0 },
    });
  }

  /** Lets people see the recording, or not (开启/关闭回放功能). Calls `POST /wxaapi/broadcast/room/updatereplay`. */
  async setReplayClosed(roomId: number, isClosed: boolean): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/updatereplay', {
      body: { roomId, closeReplay: isClosed ? 1 : 0 },
    });
  }

  /** Lets people ask customer service, or not (开启/关闭客服功能). Calls `POST /wxaapi/broadcast/room/updatekf`. */
  async setCustomerServiceClosed(roomId: number, isClosed: boolean): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/updatekf', {
      body: { roomId, closeKf: isClosed ? 1 : 0 },
    });
  }

  /** Silences a room, or lets it speak (开启/关闭直播间全局禁言). Calls `POST /wxaapi/broadcast/room/updatecomment`. */
  async setCommentBanned(roomId: number, isBanned: boolean): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/updatecomment', {
      body: { roomId, banComment: isBanned ? 1 : 0 },
    });
  }

  /** Puts goods of the warehouse into a room (直播间导入商品). Calls `POST /wxaapi/broadcast/room/addgoods`. */
  async addGoods(roomId: number, goodsIds: readonly Id[]): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/room/addgoods', {
      body: { roomId, ids: [...goodsIds] },
    });
  }

  /** Puts goods on sale in a room, or takes them off (上下架商品). Calls `POST /wxaapi/broadcast/goods/onsale`. */
  async setGoodsOnSale(roomId: number, goodsId: Id, isOnSale: boolean): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/onsale', {
      body: { roomId, goodsId, onSale: isOnSale ? 1 : 0 },
    });
  }

  /** Takes goods out of a room (删除直播间商品). Calls `POST /wxaapi/broadcast/goods/deleteInRoom`. */
  async deleteGoods(roomId: number, goodsId: Id): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/deleteInRoom', { body: { roomId, goodsId } });
  }

  /** Shows goods to everybody in the room (推送商品). Calls `POST /wxaapi/broadcast/goods/push`. */
  async pushGoods(roomId: number, goodsId: Id): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/push', { body: { roomId, goodsId } });
  }

  /** Puts a room's goods into this order (商品排序). Calls `POST /wxaapi/broadcast/goods/sort`. */
  async sortGoods(roomId: number, goodsIds: readonly (string | number)[]): Promise<void> {
    await this.client.request('POST /wxaapi/broadcast/goods/sort', {
      body: { roomId, goods: goodsIds.map((goodsId) => ({ goodsId })) },
    });
  }

  /** The address of the recording of how goods were explained (下载商品讲解视频). Calls `POST /wxaapi/broadcast/goods/getVideo`. */
  async getGoodsVideo(roomId: number, goodsId: Id): Promise<string> {
    const { url } = await this.client.request('POST /wxaapi/broadcast/goods/getVideo', {
      body: { roomId, goodsId },
    });
    return url;
  }
}
