import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const DAY = 24 * 3600 * 1000;
const MONDAY = 1;

type Rows<Route extends keyof RowAnswers> = RowAnswers[Route]['list'];
interface RowAnswers {
  summary: OfficialAnswer<'POST /datacube/getweanalysisappiddailysummarytrend'>;
  day: OfficialAnswer<'POST /datacube/getweanalysisappiddailyvisittrend'>;
  week: OfficialAnswer<'POST /datacube/getweanalysisappidweeklyvisittrend'>;
  month: OfficialAnswer<'POST /datacube/getweanalysisappidmonthlyvisittrend'>;
}

interface Span {
  begin_date: string;
  end_date: string;
}

/** What was measured, in which time, and of which kind of visitors and devices. */
export type PerformanceQuery = BodyOf<'POST /wxa/business/performance/boot'>;

/**
 * Figures about the visitors of a mini program (数据分析). Days are written as WeChat writes them, `20260301`; the last
 * one to have figures is yesterday. A day that is none, one that is no Monday where a week begins, and a month that is
 * none are a RangeError.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/data-analysis/others/
 * @publicApi
 */
export class MiniProgramAnalysisService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * Visitors in all, and how often it was shared, on one day (数据概况). Calls
   * `POST /datacube/getweanalysisappiddailysummarytrend`.
   */
  async getDailySummary(day: string): Promise<Rows<'summary'>> {
    const { list } = await this.client.request('POST /datacube/getweanalysisappiddailysummarytrend', {
      body: dayOf(day),
    });
    return list;
  }

  /** Visits of one day (数据日趋势). Calls `POST /datacube/getweanalysisappiddailyvisittrend`. */
  async getDailyVisitTrend(day: string): Promise<Rows<'day'>> {
    const { list } = await this.client.request('POST /datacube/getweanalysisappiddailyvisittrend', {
      body: dayOf(day),
    });
    return list;
  }

  /** Visits of one week from its Monday on (数据周趋势). Calls `POST /datacube/getweanalysisappidweeklyvisittrend`. */
  async getWeeklyVisitTrend(monday: string): Promise<Rows<'week'>> {
    const { list } = await this.client.request('POST /datacube/getweanalysisappidweeklyvisittrend', {
      body: weekOf(monday),
    });
    return list;
  }

  /**
   * Visits of one month (数据月趋势). Calls `POST /datacube/getweanalysisappidmonthlyvisittrend`.
   *
   * @param month `202603`
   */
  async getMonthlyVisitTrend(month: string): Promise<Rows<'month'>> {
    const { list } = await this.client.request('POST /datacube/getweanalysisappidmonthlyvisittrend', {
      body: monthOf(month),
    });
    return list;
  }

  /** How many of a day's visitors came back later (日留存). Calls `POST /datacube/getweanalysisappiddailyretaininfo`. */
  async getDailyRetain(
    day: string,
  ): Promise<OfficialAnswer<'POST /datacube/getweanalysisappiddailyretaininfo'>> {
    return this.client.request('POST /datacube/getweanalysisappiddailyretaininfo', { body: dayOf(day) });
  }

  /** The same for a week from its Monday on (周留存). Calls `POST /datacube/getweanalysisappidweeklyretaininfo`. */
  async getWeeklyRetain(
    monday: string,
  ): Promise<OfficialAnswer<'POST /datacube/getweanalysisappidweeklyretaininfo'>> {
    return this.client.request('POST /datacube/getweanalysisappidweeklyretaininfo', {
      body: weekOf(monday),
    });
  }

  /**
   * The same for a month (月留存). Calls `POST /datacube/getweanalysisappidmonthlyretaininfo`.
   *
   * @param month `202603`
   */
  async getMonthlyRetain(
    month: string,
  ): Promise<OfficialAnswer<'POST /datacube/getweanalysisappidmonthlyretaininfo'>> {
    return this.client.request('POST /datacube/getweanalysisappidmonthlyretaininfo', {
      body: monthOf(month),
    });
  }

  /**
   * Where a day's visitors came from, how long they stayed and how deep they went (访问分布). Calls
   * `POST /datacube/getweanalysisappidvisitdistribution`.
   */
  async getVisitDistribution(
    day: string,
  ): Promise<OfficialAnswer<'POST /datacube/getweanalysisappidvisitdistribution'>> {
    return this.client.request('POST /datacube/getweanalysisappidvisitdistribution', { body: dayOf(day) });
  }

  /** The 200 pages that were visited most on a day (访问页面). Calls `POST /datacube/getweanalysisappidvisitpage`. */
  async getVisitPages(day: string): Promise<OfficialAnswer<'POST /datacube/getweanalysisappidvisitpage'>> {
    return this.client.request('POST /datacube/getweanalysisappidvisitpage', { body: dayOf(day) });
  }

  /**
   * Who the visitors are: age, sex, place, device (用户画像). Calls `POST /datacube/getweanalysisappiduserportrait`.
   *
   * @param lastDay the last day of the span
   * @param days how many: WeChat knows 1, 7 and 30 alone
   */
  async getUserPortrait(
    lastDay: string,
    days: 1 | 7 | 30 = 1,
  ): Promise<OfficialAnswer<'POST /datacube/getweanalysisappiduserportrait'>> {
    if (![1, 7, 30].includes(days)) throw new RangeError(`days takes 1, 7 or 30, not ${String(days)}`);
    const begin_date = textOf(timeOf(lastDay) - (days - 1) * DAY);
    return this.client.request('POST /datacube/getweanalysisappiduserportrait', {
      body: { begin_date, end_date: lastDay },
    });
  }

  /**
   * How fast it starts and runs (小程序性能数据). Calls `POST /wxa/business/performance/boot`.
   *
   * @param query `module` 10016 打开率, 10017 启动各阶段耗时, 10021 页面切换耗时, 10022 内存指标, 10023 内存异常; times in seconds
   * since 1970
   */
  async getPerformance(
    query: PerformanceQuery,
  ): Promise<OfficialAnswer<'POST /wxa/business/performance/boot'>['data']['body']> {
    const { data } = await this.client.request('POST /wxa/business/performance/boot', { body: query });
    return data.body;
  }
}

const textOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '');

function timeOf(day: string): number {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(day) ?? [];
  const time = year === undefined ? NaN : Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March
  if (Number.isNaN(time) || textOf(time) !== day) {
    throw new RangeError(`"${day}" is no day of the form YYYYMMDD`);
  }
  return time;
}

function dayOf(day: string): Span {
  timeOf(day);
  return { begin_date: day, end_date: day };
}

function weekOf(monday: string): Span {
  const begin = timeOf(monday);
  if (new Date(begin).getUTCDay() !== MONDAY) throw new RangeError(`"${monday}" is no Monday`);
  return { begin_date: monday, end_date: textOf(begin + 6 * DAY) };
}

function monthOf(month: string): Span {
  const text = /^\d{6}$/.test(month) ? `${month}01` : '';
  if (!text) throw new RangeError(`"${month}" is no month of the form YYYYMM`);
  const begin = new Date(timeOf(text));
  return { begin_date: text, end_date: textOf(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 0)) };
}
