import { describe, expect, it } from '@jest/globals';
import type { OfficialAccountTemplateService } from '../../../lib/official-account/index.js';
import { accountOn } from './fake.api.js';

const MESSAGE = {
  touser: 'o1',
  template_id: 't',
  data: { first: { value: 'v', color: '#f00' } },
  client_msg_id: 'c1',
};
type Call = (template: OfficialAccountTemplateService) => Promise<unknown>;

describe('template', () => {
  it.each<[string, Call, unknown, [string, object?], unknown]>([
    [
      'sends a message',
      (template) => template.send(MESSAGE),
      { msgid: '9223372036854775807' },
      ['POST /cgi-bin/message/template/send', { body: MESSAGE }],
      '9223372036854775807',
    ],
    [
      'adds a template',
      (template) => template.add('TM1'),
      { template_id: 't' },
      ['POST /cgi-bin/template/api_add_template', { body: { template_id_short: 'TM1' } }],
      't',
    ],
    [
      'adds a template with keywords',
      (template) => template.add('TM1', ['日期']),
      { template_id: 't' },
      [
        'POST /cgi-bin/template/api_add_template',
        { body: { template_id_short: 'TM1', keyword_name_list: ['日期'] } },
      ],
      't',
    ],
    [
      'lists templates',
      (template) => template.list(),
      { template_list: [{ template_id: 't' }] },
      ['GET /cgi-bin/template/get_all_private_template', undefined],
      [{ template_id: 't' }],
    ],
    [
      'removes one',
      (template) => template.delete('t'),
      {},
      ['POST /cgi-bin/template/del_private_template', { body: { template_id: 't' } }],
      undefined,
    ],
    [
      'sets the industries',
      (template) => template.setIndustry('1', '4'),
      {},
      ['POST /cgi-bin/template/api_set_industry', { body: { industry_id1: '1', industry_id2: '4' } }],
      undefined,
    ],
    [
      'gets the industries',
      (template) => template.getIndustry(),
      { primary_industry: {} },
      ['GET /cgi-bin/template/get_industry', undefined],
      { primary_industry: {} },
    ],
  ])('%s', async (_what, act, answer, sent, result) => {
    const { account, call } = accountOn(answer);
    expect(await act(account.template)).toEqual(result);
    expect(call.mock.calls).toEqual([sent]);
  });
});
