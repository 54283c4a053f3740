import { describe, expect, it } from '@jest/globals';
import type { OpenPlatform } from '../../../lib/open-platform/open-platform.js';
import { actAsPlatform, platformOn, type ServiceRow } from './fake.api.js';

const SERVER = 'POST /cgi-bin/component/modify_wxa_server_domain';
const JUMP = 'POST /cgi-bin/component/modify_wxa_jump_domain';
const DOMAINS = { published_wxa_server_domain: 'a.com;b.com' };

const ROWS: readonly ServiceRow<OpenPlatform>[] = [
  [
    'tells the domains to talk to',
    ({ domain }) => domain.getServer(),
    DOMAINS,
    DOMAINS,
    SERVER,
    { body: { action: 'get' } },
  ],
  [
    'changes those of the test version',
    ({ domain }) => domain.modifyServer('set', ['a.com', 'b.com']),
    DOMAINS,
    DOMAINS,
    SERVER,
    { body: { action: 'set', is_modify_published_together: false, wxa_server_domain: 'a.com;b.com' } },
  ],
  ['tells the domains of pages', ({ domain }) => domain.getJump(), {}, {}, JUMP, { body: { action: 'get' } }],
  [
    'changes those on the air, too',
    ({ domain }) => domain.modifyJump('add', ['a.com'], { publishedToo: true }),
    {},
    {},
    JUMP,
    { body: { action: 'add', is_modify_published_together: true, wxa_jump_h5_domain: 'a.com' } },
  ],
  [
    'hands out the file for them',
    ({ domain }) => domain.getConfirmFile(),
    { file_name: 'a.txt', file_content: 'b' },
    { file_name: 'a.txt', file_content: 'b' },
    'POST /cgi-bin/component/get_domain_confirmfile',
    { body: {} },
  ],
];

describe('domain of a platform', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsPlatform(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });

  it('refuses more than a thousand before anything is sent', async () => {
    const { platform, call } = platformOn();
    const many = Array.from({ length: 1001 }, (_, index) => `a${index}.com`);
    await expect(platform.domain.modifyServer('add', many)).rejects.toBeInstanceOf(RangeError);
    expect(call).not.toHaveBeenCalled();
  });
});
