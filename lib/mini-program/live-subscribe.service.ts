import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const MAX_PAGE = 2000;

/** Somebody who asked to be told of all broadcasts. */
export type LiveFollower = OfficialAnswer<'POST /wxa/business/get_wxa_followers'>['followers'][number];

/**
 * People who asked to be told when a broadcast begins (直播长期订阅).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/liveplayer/subscribe-api.html
 * @publicApi
 */
export class MiniProgramLiveSubscribeService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * A part of the list of subscribers (获取长期订阅用户). Calls `POST /wxa/business/get_wxa_followers`.
   *
   * @param pageBreak `page_break` of the page before; left out for the first one
   * @param limit 1 to 2000
   * @throws {RangeError} for a limit outside these limits
   */
  async getPage(
    pageBreak?: number,
    limit = 200,
  ): Promise<OfficialAnswer<'POST /wxa/business/get_wxa_followers'>> {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
      throw new RangeError(`limit takes 1 to ${MAX_PAGE}, not ${limit}`);
    }
    return this.client.request('POST /wxa/business/get_wxa_followers', {
      body: pageBreak === undefined ? { limit } : { page_break: pageBreak, limit },
    });
  }

  /**
   * All subscribers, page after page (获取长期订阅用户). Calls `POST /wxa/business/get_wxa_followers` for every 2000; a
   * page that fails throws.
   */
  async *list(): AsyncGenerator<LiveFollower, void, undefined> {
    let at: number | undefined;
    for (;;) {
      const { followers, page_break: next } = await this.getPage(at, MAX_PAGE);
      yield* followers;
      // a mark that stands still would fetch the same page for ever
      if (followers.length === 0 || !next || next === at) return;
      at = next;
    }
  }

  /**
   * Tells subscribers that a room goes on the air (长期订阅群发). Calls `POST /wxa/business/push_message`.
   *
   * @param roomId a room that is on the air or begins within the day
   * @returns the id of the message; who got it comes as a push
   */
  async push(roomId: number, openids: readonly string[]): Promise<string> {
    const { message_id } = await this.client.request('POST /wxa/business/push_message', {
      body: { room_id: roomId, user_openid: [...openids] },
    });
    return message_id;
  }
}
