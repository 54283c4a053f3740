import { eachByCursor } from '../cursor.paging.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A rule group. */
export type WorkCustomerStrategy =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_strategy/get'>['strategy'];
/** Whom a rule group is for: a member (`type` 1) or a department (2). */
export type WorkCustomerStrategyRange =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_strategy/get_range'>['range'][number];

const PAGE = 1000;

/**
 * Rule groups (客户联系规则组): what members may do with their customers, and who administrates them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/94883
 * @publicApi
 */
export class WorkCustomerStrategyService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The ids of the rule groups (获取规则组列表), one after another. Calls `POST /cgi-bin/externalcontact/customer_strategy/list` for
   * every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  list(): AsyncGenerator<number, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/customer_strategy/list', {
        body: { limit: PAGE, cursor },
      });
      return { items: page.strategy.map(({ strategy_id }) => strategy_id), next: page.next_cursor };
    });
  }

  /**
   * A rule group (获取规则组详情). Calls `POST /cgi-bin/externalcontact/customer_strategy/get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  async get(strategyId: number): Promise<WorkCustomerStrategy> {
    const { strategy } = await this.client.request('POST /cgi-bin/externalcontact/customer_strategy/get', {
      body: { strategy_id: strategyId },
    });
    return strategy;
  }

  /**
   * Whom a rule group is for (获取规则组管理范围), one after another. Calls
   * `POST /cgi-bin/externalcontact/customer_strategy/get_range` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  listRange(strategyId: number): AsyncGenerator<WorkCustomerStrategyRange, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/customer_strategy/get_range', {
        body: { strategy_id: strategyId, limit: PAGE, cursor },
      });
      return { items: page.range, next: page.next_cursor };
    });
  }

  /**
   * Creates a rule group (创建新的规则组). Calls `POST /cgi-bin/externalcontact/customer_strategy/create`.
   *
   * @param strategy `admin_list` at most 20 members, `range` at most 100 members and departments, within those of `parent_id`
   * @returns its strategy_id
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  async create(
    strategy: WorkBody<'POST /cgi-bin/externalcontact/customer_strategy/create'>,
  ): Promise<number> {
    const { strategy_id } = await this.client.request(
      'POST /cgi-bin/externalcontact/customer_strategy/create',
      {
        body: strategy,
      },
    );
    return strategy_id;
  }

  /**
   * Changes what is given of a rule group (编辑规则组及其管理范围). Calls `POST /cgi-bin/externalcontact/customer_strategy/edit`.
   *
   * @param strategy `admin_list` is replaced; what is left out of a given `privilege` is taken away
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  async edit(strategy: WorkBody<'POST /cgi-bin/externalcontact/customer_strategy/edit'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/customer_strategy/edit', { body: strategy });
  }

  /**
   * Deletes a rule group and all below it (删除规则组). Calls `POST /cgi-bin/externalcontact/customer_strategy/del`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94883
   */
  async delete(strategyId: number): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/customer_strategy/del', {
      body: { strategy_id: strategyId },
    });
  }
}
