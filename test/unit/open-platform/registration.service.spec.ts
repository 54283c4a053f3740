import { describe, expect, it } from '@jest/globals';
import type { OpenPlatform } from '../../../lib/open-platform/open-platform.js';
import { actAsPlatform, type ServiceRow } from './fake.api.js';

const KEY = { name: 'n', legal_persona_name: 'l', legal_persona_wechat: 'w' };
const COMPANY = { ...KEY, code: '1', code_type: 1 };
const PERSON = { idname: 'i', wxuser: 'w' };
const TASK = { taskid: 't', status: 0, authorize_url: 'https://a.com' };

const ROWS: readonly ServiceRow<OpenPlatform>[] = [
  [
    'makes a mini program of a company',
    ({ registration }) => registration.create(COMPANY),
    {},
    undefined,
    'POST /cgi-bin/component/fastregisterweapp?action=create',
    { body: COMPANY },
  ],
  [
    'asks how that is',
    ({ registration }) => registration.search(KEY),
    {},
    undefined,
    'POST /cgi-bin/component/fastregisterweapp?action=search',
    { body: KEY },
  ],
  [
    'makes one of a person',
    ({ registration }) => registration.createPersonal(PERSON),
    TASK,
    TASK,
    'POST /wxa/component/fastregisterpersonalweapp?action=create',
    { body: PERSON },
  ],
  [
    'asks how far that is',
    ({ registration }) => registration.queryPersonal('t'),
    TASK,
    TASK,
    'POST /wxa/component/fastregisterpersonalweapp?action=query',
    { body: { taskid: 't' } },
  ],
  [
    'makes a trial mini program',
    ({ registration }) => registration.createBeta('noodles', 'o1'),
    { unique_id: 'u', authorize_url: 'https://a.com' },
    { unique_id: 'u', authorize_url: 'https://a.com' },
    'POST /wxa/component/fastregisterbetaweapp',
    { body: { name: 'noodles', openid: 'o1' } },
  ],
];

describe('registration of a platform', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsPlatform(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
