import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const TREE = { categories_list: { categories: [{ id: 0, children: [1] }] } };
const PROOF = { first: 8, second: 39, certicates: [{ key: '《许可证》', value: 'media' }] };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'lists those the mini program may have',
    ({ category }) => category.getAll(),
    TREE,
    [{ id: 0, children: [1] }],
    'GET /cgi-bin/wxopen/getallcategories',
  ],
  [
    'lists those of other owners',
    ({ category }) => category.getByType('government'),
    TREE,
    [{ id: 0, children: [1] }],
    'POST /cgi-bin/wxopen/getcategoriesbytype',
    { body: { verify_type: 2 } },
  ],
  [
    'lists those it has',
    ({ category }) => category.getSet(),
    { categories: [], quota: 4 },
    { categories: [], quota: 4 },
    'GET /cgi-bin/wxopen/getcategory',
  ],
  [
    'adds some',
    ({ category }) => category.add([PROOF]),
    {},
    undefined,
    'POST /cgi-bin/wxopen/addcategory',
    { body: { categories: [PROOF] } },
  ],
  [
    'removes one',
    ({ category }) => category.delete(8, 39),
    {},
    undefined,
    'POST /cgi-bin/wxopen/deletecategory',
    { body: { first: 8, second: 39 } },
  ],
  [
    'hands in other proof',
    ({ category }) => category.modify(PROOF),
    {},
    undefined,
    'POST /cgi-bin/wxopen/modifycategory',
    { body: PROOF },
  ],
  [
    'names them for a review',
    ({ category }) => category.getNames(),
    { category_list: [{ first_id: 8 }] },
    [{ first_id: 8 }],
    'GET /wxa/get_category',
  ],
];

describe('category of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
