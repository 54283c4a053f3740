import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const DOMAINS = { requestdomain: ['https://a.com'] };
const FILE = { file_name: 'a.txt', file_content: 'b' };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'tells the domains to talk to',
    ({ domain }) => domain.get(),
    DOMAINS,
    DOMAINS,
    'POST /wxa/modify_domain',
    { body: { action: 'get' } },
  ],
  [
    'changes them',
    ({ domain }) => domain.modify('add', DOMAINS),
    { ...DOMAINS, no_icp_domain: [] },
    { ...DOMAINS, no_icp_domain: [] },
    'POST /wxa/modify_domain',
    { body: { action: 'add', ...DOMAINS } },
  ],
  [
    'tells those that were set directly',
    ({ domain }) => domain.getDirect(),
    DOMAINS,
    DOMAINS,
    'POST /wxa/modify_domain_directly',
    { body: { action: 'get' } },
  ],
  [
    'changes them directly',
    ({ domain }) => domain.modifyDirectly('set', DOMAINS),
    DOMAINS,
    DOMAINS,
    'POST /wxa/modify_domain_directly',
    { body: { action: 'set', ...DOMAINS } },
  ],
  [
    'tells the domains of pages, none included',
    ({ domain }) => domain.getWebview(),
    {},
    [],
    'POST /wxa/setwebviewdomain',
    { body: { action: 'get' } },
  ],
  [
    'changes them',
    ({ domain }) => domain.setWebview('delete', ['https://a.com']),
    { webviewdomain: ['https://b.com'] },
    ['https://b.com'],
    'POST /wxa/setwebviewdomain',
    { body: { action: 'delete', webviewdomain: ['https://a.com'] } },
  ],
  [
    'tells the domains of pages that were set directly',
    ({ domain }) => domain.getWebviewDirect(),
    { webviewdomain: ['https://b.com'] },
    ['https://b.com'],
    'POST /wxa/setwebviewdomain_directly',
    { body: { action: 'get' } },
  ],
  [
    'changes them directly',
    ({ domain }) => domain.setWebviewDirectly('set', []),
    {},
    [],
    'POST /wxa/setwebviewdomain_directly',
    { body: { action: 'set', webviewdomain: [] } },
  ],
  [
    'hands out the file for them',
    ({ domain }) => domain.getWebviewConfirmFile(),
    FILE,
    FILE,
    'POST /wxa/get_webviewdomain_confirmfile',
    { body: {} },
  ],
  [
    'tells which domains will count',
    ({ domain }) => domain.getEffective(),
    { effective_domain: DOMAINS },
    { effective_domain: DOMAINS },
    'POST /wxa/get_effective_domain',
    { body: {} },
  ],
  [
    'tells which domains of pages will',
    ({ domain }) => domain.getEffectiveWebview(),
    { effective_webviewdomain: [] },
    { effective_webviewdomain: [] },
    'POST /wxa/get_effective_webviewdomain',
    { body: {} },
  ],
  [
    'tells which are resolved ahead',
    ({ domain }) => domain.getPrefetchDns(),
    { prefetch_dns_domain: [], size_limit: 5 },
    { prefetch_dns_domain: [], size_limit: 5 },
    'GET /wxa/get_prefetchdnsdomain',
  ],
  [
    'sets them',
    ({ domain }) => domain.setPrefetchDns(['a.com', 'b.com']),
    {},
    undefined,
    'POST /wxa/set_prefetchdnsdomain',
    { body: { prefetch_dns_domain: [{ url: 'a.com' }, { url: 'b.com' }] } },
  ],
];

describe('domain of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
