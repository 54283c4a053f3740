import { Logger } from '@nestjs/common';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AwayNotice } from '../../../lib/inbox/away.notice.js';
import { collectLogs } from '../log.collector.js';

const logs = collectLogs();
const secret = 'redis://:password@host:6379';
const replyError = Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' });

describe('A queue whose Redis is away', () => {
  let notice: AwayNotice;
  beforeEach(() => {
    logs.clear();
    notice = new AwayNotice(new Logger('WeChatInbox'), 'wechat');
  });
  afterAll(() => logs.stop());

  it('is told of once, and once when it is back', () => {
    notice.back();
    expect(logs.lines).toEqual([]);
    for (let times = 0; times < 3; times += 1) notice.away(new Error());
    expect(logs.at('warn')).toHaveLength(1);
    notice.back();
    notice.back();
    expect(logs.at('log')).toHaveLength(1);
    notice.away(new Error());
    expect(logs.at('warn')).toHaveLength(2);
  });

  it('is not called away for what it refuses, which is told once until something succeeds', () => {
    for (let times = 0; times < 3; times += 1) notice.away(replyError);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/refuses.*\(OOM\)/)]);
    notice.back();
    expect(logs.at('log')).toEqual([]);
    notice.away(replyError);
    expect(logs.at('warn')).toHaveLength(2);
  });

  it.each([
    [Object.assign(new Error(`connect ${secret}`), { code: 'ECONNREFUSED' }), '(ECONNREFUSED)'],
    [new TypeError(`no connection to ${secret}`), '(TypeError)'],
    [Object.assign(new Error('LOADING Redis is loading'), { name: 'ReplyError' }), '(LOADING)'],
  ])('shows what names the error alone: %s', (error, reason) => {
    notice.away(error);
    expect(logs.at('warn')[0]).toContain(reason);
    expect(logs.lines.join('\n')).not.toContain('password');
  });
});
