import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount, type OfficialAccountDataCubeService } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

type Report = keyof OfficialAccountDataCubeService;

/** Report, path, the last day of the longest span from 27 February 2024 on. */
const SPANS: readonly [Report, string, string][] = [
  ['getUserSummary', 'getusersummary', '2024-03-04'],
  ['getUserCumulate', 'getusercumulate', '2024-03-04'],
  ['getUserRead', 'getuserread', '2024-02-29'],
  ['getUserShare', 'getusershare', '2024-03-04'],
  ['getUpstreamMessages', 'getupstreammsg', '2024-03-04'],
  ['getUpstreamMessagesWeek', 'getupstreammsgweek', '2024-03-27'],
  ['getUpstreamMessagesMonth', 'getupstreammsgmonth', '2024-03-27'],
  ['getUpstreamDistribution', 'getupstreammsgdist', '2024-03-12'],
  ['getUpstreamDistributionWeek', 'getupstreammsgdistweek', '2024-03-27'],
  ['getUpstreamDistributionMonth', 'getupstreammsgdistmonth', '2024-03-27'],
  ['getInterfaceSummary', 'getinterfacesummary', '2024-03-27'],
];
const DAYS: readonly [Report, string][] = [
  ['getArticleSummary', 'getarticlesummary'],
  ['getArticleTotal', 'getarticletotal'],
  ['getUserReadHour', 'getuserreadhour'],
  ['getUserShareHour', 'getusersharehour'],
  ['getUpstreamMessagesHour', 'getupstreammsghour'],
  ['getInterfaceSummaryHour', 'getinterfacesummaryhour'],
];
const BEGIN = '2024-02-27';
const ROWS = [expect.objectContaining({ ref_date: 'ref_date' })];

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

describe('The data cube', () => {
  let started: StartedApp;
  let dataCube: OfficialAccount['dataCube'];
  beforeAll(async () => {
    started = await startApp('express');
    dataCube = started.app.get<OfficialAccount>(getWeChatToken('shop')).dataCube;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it.each(SPANS)('reports %s over its longest span, and not a day more', async (report, path, end) => {
    expect(await dataCube[report](BEGIN, end)).toEqual(ROWS);
    expect(last()).toMatchObject({
      method: 'POST',
      path: `/datacube/${path}`,
      body: { begin_date: BEGIN, end_date: end },
    });
    await dataCube[report](BEGIN);
    expect(last()?.body).toEqual({ begin_date: BEGIN, end_date: BEGIN });
    const calls = started.sandbox.requests.length;
    await expect(dataCube[report](BEGIN, dayAfter(end))).rejects.toThrow(/days at most/);
    expect(started.sandbox.requests).toHaveLength(calls);
  });

  it.each(DAYS)('reports %s for one day', async (report, path) => {
    expect(await dataCube[report](BEGIN)).toEqual(ROWS);
    expect(last()).toMatchObject({
      method: 'POST',
      path: `/datacube/${path}`,
      body: { begin_date: BEGIN, end_date: BEGIN },
    });
  });

  it.each([
    ['20240227', BEGIN],
    ['2024-02-30', '2024-03-01'],
    ['2023-02-29', '2023-03-01'],
    ['2024-13-01', '2024-13-02'],
    [BEGIN, '2024-02-26'],
    [BEGIN, ''],
  ])('refuses the span from %s to "%s" before anything is sent', async (begin, end) => {
    await expect(dataCube.getUserSummary(begin, end)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('passes on what WeChat refuses', async () => {
    started.sandbox.fail('POST /datacube/getusersummary', { errcode: 61501 });
    await expect(dataCube.getUserSummary(BEGIN)).rejects.toMatchObject({ errcode: 61501 });
  });
});
