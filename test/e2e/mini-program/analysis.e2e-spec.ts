import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

type Analysis = MiniProgram['analysis'];
type Row = readonly [string, (analysis: Analysis) => Promise<unknown>, string, string, string, unknown];
const list = [expect.objectContaining({ ref_date: 'ref_date' })];
const whole = expect.objectContaining({ ref_date: 'ref_date' });

/** What it reports, the call, the path behind getweanalysisappid, and the days WeChat is asked for. */
const REPORTS: readonly Row[] = [
  ['a day', (a) => a.getDailySummary('20260301'), 'dailysummarytrend', '20260301', '20260301', list],
  [
    'the visits of a day',
    (a) => a.getDailyVisitTrend('20240229'),
    'dailyvisittrend',
    '20240229',
    '20240229',
    list,
  ],
  [
    'the visits of a week across the end of a year',
    (a) => a.getWeeklyVisitTrend('20251229'),
    'weeklyvisittrend',
    '20251229',
    '20260104',
    list,
  ],
  [
    'the visits of a leap month',
    (a) => a.getMonthlyVisitTrend('202402'),
    'monthlyvisittrend',
    '20240201',
    '20240229',
    list,
  ],
  [
    'the visits of a December',
    (a) => a.getMonthlyVisitTrend('202512'),
    'monthlyvisittrend',
    '20251201',
    '20251231',
    list,
  ],
  [
    'who came back after a day',
    (a) => a.getDailyRetain('20260301'),
    'dailyretaininfo',
    '20260301',
    '20260301',
    whole,
  ],
  [
    'who came back after a week',
    (a) => a.getWeeklyRetain('20260302'),
    'weeklyretaininfo',
    '20260302',
    '20260308',
    whole,
  ],
  [
    'who came back after a month',
    (a) => a.getMonthlyRetain('202602'),
    'monthlyretaininfo',
    '20260201',
    '20260228',
    whole,
  ],
  [
    'where visitors came from',
    (a) => a.getVisitDistribution('20260301'),
    'visitdistribution',
    '20260301',
    '20260301',
    whole,
  ],
  [
    'which pages were visited',
    (a) => a.getVisitPages('20260301'),
    'visitpage',
    '20260301',
    '20260301',
    whole,
  ],
  ['who came on a day', (a) => a.getUserPortrait('20260301'), 'userportrait', '20260301', '20260301', whole],
  [
    'who came in seven days',
    (a) => a.getUserPortrait('20260301', 7),
    'userportrait',
    '20260223',
    '20260301',
    whole,
  ],
  [
    'who came in thirty days',
    (a) => a.getUserPortrait('20260301', 30),
    'userportrait',
    '20260131',
    '20260301',
    whole,
  ],
];

const REFUSED: readonly (readonly [string, (analysis: Analysis) => Promise<unknown>])[] = [
  ['a day with hyphens', (a) => a.getDailySummary('2026-03-01')],
  ['30 February', (a) => a.getDailyVisitTrend('20260230')],
  ['29 February of no leap year', (a) => a.getVisitPages('20250229')],
  ['no day', (a) => a.getVisitDistribution('')],
  ['a week from Tuesday on', (a) => a.getWeeklyVisitTrend('20260303')],
  ['a week from Sunday on', (a) => a.getWeeklyRetain('20260301')],
  ['a thirteenth month', (a) => a.getMonthlyVisitTrend('202613')],
  ['a month given as a day', (a) => a.getMonthlyRetain('20260301')],
  ['a span of 14 days', (a) => a.getUserPortrait('20260301', 14 as 7)],
];

describe('Figures about visitors', () => {
  let started: StartedMiniProgram;
  let analysis: Analysis;
  beforeAll(async () => {
    started = await startMiniProgram();
    analysis = started.mini.analysis;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  it.each(REPORTS)('report %s', async (_what, call, path, begin_date, end_date, answer) => {
    expect(await call(analysis)).toEqual(answer);
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: `/datacube/getweanalysisappid${path}`,
    });
    expect(started.sandbox.requests.at(-1)?.body).toEqual({ begin_date, end_date });
  });

  it.each(REFUSED)('are refused for %s before anything is sent', async (_what, call) => {
    await expect(call(analysis)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('report how fast the mini program starts', async () => {
    const query = {
      time: { begin_timestamp: 1572339403, end_timestamp: 1574931403 },
      module: '10022',
      params: [{ field: 'networktype', value: '-1' }],
    };
    expect(await analysis.getPerformance(query)).toMatchObject({ count: 1, tables: [{ id: 'id' }] });
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      path: '/wxa/business/performance/boot',
      body: query,
    });
  });

  it('pass on what WeChat refuses', async () => {
    started.sandbox.fail('POST /datacube/getweanalysisappidvisitpage', { errcode: 61501 });
    await expect(analysis.getVisitPages('20260301')).rejects.toMatchObject({ errcode: 61501 });
  });
});
