import { describe, expect, it } from '@jest/globals';
import { readFacts } from '../../../lib/catalog/index.js';
import { readXml, writeXml, type XmlTree } from '../../../lib/common/index.js';
import { cannedFields } from '../../../lib/sandbox/api/canned.answer.js';

describe('cannedFields', () => {
  it('can be written as XML for every route of v2, numbered fields among them', () => {
    const answers = [...readFacts('pay-v2').values()].map(({ answer }) => answer);
    const numbered = answers.filter((answer) => JSON.stringify(answer).includes('$n'));
    expect(numbered.length).toBeGreaterThan(3);
    for (const answer of answers) {
      if (answer === 'binary' || Object.keys(answer).length === 0) continue;
      const fields = Object.entries(cannedFields(answer)).map(([name, value]) => [name, String(value)]);
      expect(readXml(writeXml(Object.fromEntries(fields) as XmlTree))).toEqual(Object.fromEntries(fields));
    }
  });

  it('has the first of fields that are numbered', () => {
    expect(cannedFields({ refund_fee_$n: 'integer', 'coupon_$n_$m?': 'string' })).toEqual({
      refund_fee_0: 1,
      coupon_0_0: 'coupon_0_0',
    });
  });

  it('has the first of the forms an object has', () => {
    const forms = { text: { text: { content: 'string' } }, image: { image: { media_id: 'string' } } };
    expect(cannedFields({ msgid: 'string', '?msgtype': forms })).toEqual({
      msgid: 'msgid',
      msgtype: 'text',
      text: { content: 'content' },
    });
  });
});
