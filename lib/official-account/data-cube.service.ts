import type { OfficialAccountRoute } from '../catalog/index.js';
import { checkedSpan } from './date-span.js';
import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

/** The rows of a report. */
type Rows<Route extends Extract<OfficialAccountRoute, `POST /datacube/get${string}`>> =
  OfficialAnswer<Route>['list'];

/**
 * Statistics (数据统计) of accounts that are verified, from 1 December 2014 until yesterday; a day's are ready at eight
 * in the morning after. Days are written `YYYY-MM-DD` (Beijing time); both ends count, and without `end` only `begin`.
 * Every method throws a RangeError for a span beyond the limit of its report or a text that is no date, and a
 * WeChatApiError with 61501 for days WeChat has no data of, 61500 for a wrong date.
 *
 * @publicApi
 */
export class OfficialAccountDataCubeService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * New and lost followers, by where they came from (用户增减数据), at most 7 days. Calls `POST /datacube/getusersummary`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/User_Analysis_Data_Interface.html
   */
  async getUserSummary(begin: string, end = begin): Promise<Rows<'POST /datacube/getusersummary'>> {
    const { list } = await this.client.request('POST /datacube/getusersummary', {
      body: checkedSpan(begin, end, 7),
    });
    return list;
  }

  /**
   * How many follow the account (累计用户数据), at most 7 days. Calls `POST /datacube/getusercumulate`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/User_Analysis_Data_Interface.html
   */
  async getUserCumulate(begin: string, end = begin): Promise<Rows<'POST /datacube/getusercumulate'>> {
    const { list } = await this.client.request('POST /datacube/getusercumulate', {
      body: checkedSpan(begin, end, 7),
    });
    return list;
  }

  /**
   * What was read that day of what was sent that day (图文群发每日数据), one day. Calls `POST /datacube/getarticlesummary`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getArticleSummary(date: string): Promise<Rows<'POST /datacube/getarticlesummary'>> {
    const { list } = await this.client.request('POST /datacube/getarticlesummary', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }

  /**
   * What became, within seven days, of what was sent that day (图文群发总数据), one day. Calls `POST /datacube/getarticletotal`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getArticleTotal(date: string): Promise<Rows<'POST /datacube/getarticletotal'>> {
    const { list } = await this.client.request('POST /datacube/getarticletotal', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }

  /**
   * How often articles were read (图文统计数据), at most 3 days. Calls `POST /datacube/getuserread`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getUserRead(begin: string, end = begin): Promise<Rows<'POST /datacube/getuserread'>> {
    const { list } = await this.client.request('POST /datacube/getuserread', {
      body: checkedSpan(begin, end, 3),
    });
    return list;
  }

  /**
   * The same by the hour (图文统计分时数据), one day. Calls `POST /datacube/getuserreadhour`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getUserReadHour(date: string): Promise<Rows<'POST /datacube/getuserreadhour'>> {
    const { list } = await this.client.request('POST /datacube/getuserreadhour', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }

  /**
   * How often articles were shared (图文分享转发数据), at most 7 days. Calls `POST /datacube/getusershare`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getUserShare(begin: string, end = begin): Promise<Rows<'POST /datacube/getusershare'>> {
    const { list } = await this.client.request('POST /datacube/getusershare', {
      body: checkedSpan(begin, end, 7),
    });
    return list;
  }

  /**
   * The same by the hour (图文分享转发分时数据), one day. Calls `POST /datacube/getusersharehour`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Graphic_Analysis_Data_Interface.html
   */
  async getUserShareHour(date: string): Promise<Rows<'POST /datacube/getusersharehour'>> {
    const { list } = await this.client.request('POST /datacube/getusersharehour', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }

  /**
   * Messages people sent to the account (消息发送概况数据), at most 7 days. Calls `POST /datacube/getupstreammsg`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamMessages(begin: string, end = begin): Promise<Rows<'POST /datacube/getupstreammsg'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsg', {
      body: checkedSpan(begin, end, 7),
    });
    return list;
  }

  /**
   * The same by the hour (消息发送分时数据), one day. Calls `POST /datacube/getupstreammsghour`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamMessagesHour(date: string): Promise<Rows<'POST /datacube/getupstreammsghour'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsghour', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }

  /**
   * The same by the week (消息发送周数据), at most 30 days. Calls `POST /datacube/getupstreammsgweek`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamMessagesWeek(
    begin: string,
    end = begin,
  ): Promise<Rows<'POST /datacube/getupstreammsgweek'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsgweek', {
      body: checkedSpan(begin, end, 30),
    });
    return list;
  }

  /**
   * The same by the month (消息发送月数据), at most 30 days. Calls `POST /datacube/getupstreammsgmonth`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamMessagesMonth(
    begin: string,
    end = begin,
  ): Promise<Rows<'POST /datacube/getupstreammsgmonth'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsgmonth', {
      body: checkedSpan(begin, end, 30),
    });
    return list;
  }

  /**
   * How many people sent how many messages (消息发送分布数据), at most 15 days. Calls `POST /datacube/getupstreammsgdist`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamDistribution(
    begin: string,
    end = begin,
  ): Promise<Rows<'POST /datacube/getupstreammsgdist'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsgdist', {
      body: checkedSpan(begin, end, 15),
    });
    return list;
  }

  /**
   * The same by the week (消息发送分布周数据), at most 30 days. Calls `POST /datacube/getupstreammsgdistweek`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamDistributionWeek(
    begin: string,
    end = begin,
  ): Promise<Rows<'POST /datacube/getupstreammsgdistweek'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsgdistweek', {
      body: checkedSpan(begin, end, 30),
    });
    return list;
  }

  /**
   * The same by the month (消息发送分布月数据), at most 30 days. Calls `POST /datacube/getupstreammsgdistmonth`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Message_analysis_data_interface.html
   */
  async getUpstreamDistributionMonth(
    begin: string,
    end = begin,
  ): Promise<Rows<'POST /datacube/getupstreammsgdistmonth'>> {
    const { list } = await this.client.request('POST /datacube/getupstreammsgdistmonth', {
      body: checkedSpan(begin, end, 30),
    });
    return list;
  }

  /**
   * Calls of the callback address, failures and times (接口分析数据), at most 30 days. Calls `POST /datacube/getinterfacesummary`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Analytics_API.html
   */
  async getInterfaceSummary(begin: string, end = begin): Promise<Rows<'POST /datacube/getinterfacesummary'>> {
    const { list } = await this.client.request('POST /datacube/getinterfacesummary', {
      body: checkedSpan(begin, end, 30),
    });
    return list;
  }

  /**
   * The same by the hour (接口分析分时数据), one day. Calls `POST /datacube/getinterfacesummaryhour`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Analytics/Analytics_API.html
   */
  async getInterfaceSummaryHour(date: string): Promise<Rows<'POST /datacube/getinterfacesummaryhour'>> {
    const { list } = await this.client.request('POST /datacube/getinterfacesummaryhour', {
      body: checkedSpan(date, date, 1),
    });
    return list;
  }
}
