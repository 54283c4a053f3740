import { describe, expect, it } from '@jest/globals';
import { compileFields } from '../../../lib/sandbox/api/field.checker.js';

describe('compileFields', () => {
  const check = compileFields({
    'touser?': 'string',
    '?msgtype': { text: { text: { content: 'string' } }, image: { image: { media_id: 'string' } } },
  });

  it.each([
    [{ msgtype: 'text', text: { content: 'hello' } }],
    [{ touser: 'zhangsan', msgtype: 'image', image: { media_id: 'm' } }],
  ])('takes %j, whose fields are those of its form', (body) => {
    expect(check(body, '')).toBeUndefined();
  });

  it.each([
    ['no form at all', {}, 'msgtype is missing'],
    ['a form nobody knows', { msgtype: 'song' }, "msgtype must be 'text' or 'image'"],
    ['the fields of another form', { msgtype: 'text', image: { media_id: 'm' } }, 'text is missing'],
    ['a wrong field of its form', { msgtype: 'text', text: { content: 1 } }, 'text.content must be string'],
    ['a wrong field of every form', { touser: 1, msgtype: 'text' }, 'touser must be string'],
  ])('refuses a body with %s', (_what, body, errmsg) => {
    expect(check(body, '')?.errmsg).toContain(`[${errmsg}]`);
  });
});
