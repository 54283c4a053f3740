import { describe, expect, it } from '@jest/globals';
import type { OpenPlatform } from '../../../lib/open-platform/open-platform.js';
import { actAsPlatform, type ServiceRow } from './fake.api.js';

const ROWS: readonly ServiceRow<OpenPlatform>[] = [
  [
    'lists drafts',
    ({ template }) => template.listDrafts(),
    { draft_list: [{ draft_id: 1 }] },
    [{ draft_id: 1 }],
    'GET /wxa/gettemplatedraftlist',
  ],
  [
    'makes an ordinary template',
    ({ template }) => template.add(1),
    {},
    undefined,
    'POST /wxa/addtotemplate',
    { body: { draft_id: 1, template_type: 0 } },
  ],
  [
    'makes a standard one',
    ({ template }) => template.add(1, 'standard'),
    {},
    undefined,
    'POST /wxa/addtotemplate',
    { body: { draft_id: 1, template_type: 1 } },
  ],
  [
    'lists all templates',
    ({ template }) => template.list(),
    { template_list: [{ template_id: 2 }] },
    [{ template_id: 2 }],
    'GET /wxa/gettemplatelist',
    { query: {} },
  ],
  [
    'lists those of a library',
    ({ template }) => template.list('ordinary'),
    { template_list: [] },
    [],
    'GET /wxa/gettemplatelist',
    { query: { template_type: 0 } },
  ],
  [
    'removes one',
    ({ template }) => template.delete(2),
    {},
    undefined,
    'POST /wxa/deletetemplate',
    { body: { template_id: 2 } },
  ],
];

describe('template of a platform', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsPlatform(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
