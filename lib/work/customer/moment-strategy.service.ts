import { eachByCursor } from '../cursor.paging.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A rule group. */
export type WorkMomentStrategy = WorkAnswer<'POST /cgi-bin/externalcontact/moment_strategy/get'>['strategy'];
/** Whom a rule group is for: a member (`type` 1) or a department (2). */
export type WorkMomentStrategyRange =
  WorkAnswer<'POST /cgi-bin/externalcontact/moment_strategy/get_range'>['range'][number];

const PAGE = 1000;

/**
 * Rule groups of moments (客户朋友圈规则组): who may see and publish them, and who administrates it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/94890
 * @publicApi
 */
export class WorkMomentStrategyService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The ids of the rule groups (获取规则组列表), one after another. Calls `POST /cgi-bin/externalcontact/moment_strategy/list` for
   * every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  list(): AsyncGenerator<number, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/moment_strategy/list', {
        body: { limit: PAGE, cursor },
      });
      return { items: page.strategy.map(({ strategy_id }) => strategy_id), next: page.next_cursor };
    });
  }

  /**
   * A rule group (获取规则组详情). Calls `POST /cgi-bin/externalcontact/moment_strategy/get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  async get(strategyId: number): Promise<WorkMomentStrategy> {
    const { strategy } = await this.client.request('POST /cgi-bin/externalcontact/moment_strategy/get', {
      body: { strategy_id: strategyId },
    });
    return strategy;
  }

  /**
   * Whom a rule group is for (获取规则组管理范围), one after another. Calls
   * `POST /cgi-bin/externalcontact/moment_strategy/get_range` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  listRange(strategyId: number): AsyncGenerator<WorkMomentStrategyRange, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/moment_strategy/get_range', {
        body: { strategy_id: strategyId, limit: PAGE, cursor },
      });
      return { items: page.range, next: page.next_cursor };
    });
  }

  /**
   * Creates a rule group (创建新的规则组). Calls `POST /cgi-bin/externalcontact/moment_strategy/create`.
   *
   * @param strategy `admin_list` at most 20 members, `range` at most 100 members and departments, within those of `parent_id`
   * @returns its strategy_id
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  async create(strategy: WorkBody<'POST /cgi-bin/externalcontact/moment_strategy/create'>): Promise<number> {
    const { strategy_id } = await this.client.request(
      'POST /cgi-bin/externalcontact/moment_strategy/create',
      {
        body: strategy,
      },
    );
    return strategy_id;
  }

  /**
   * Changes what is given of a rule group (编辑规则组及其管理范围). Calls `POST /cgi-bin/externalcontact/moment_strategy/edit`.
   *
   * @param strategy `admin_list` is replaced; what is left out of a given `privilege` is taken away
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  async edit(strategy: WorkBody<'POST /cgi-bin/externalcontact/moment_strategy/edit'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/moment_strategy/edit', { body: strategy });
  }

  /**
   * Deletes a rule group and all below it (删除规则组). Calls `POST /cgi-bin/externalcontact/moment_strategy/del`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94890
   */
  async delete(strategyId: number): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/moment_strategy/del', {
      body: { strategy_id: strategyId },
    });
  }
}
