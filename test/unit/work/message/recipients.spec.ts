import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recipientFields, type WorkRecipients } from '../../../../lib/work/message/recipients.js';

describe('Whom a message is for', () => {
  it('is joined as WeCom reads it, empty lists left out', () => {
    expect(recipientFields({ userIds: ['zhangsan', 'lisi'], partyIds: [1, 2], tagIds: [] })).toEqual({
      touser: 'zhangsan|lisi',
      toparty: '1|2',
    });
    expect(recipientFields({ tagIds: [7] })).toEqual({ totag: '7' });
    expect(recipientFields({ toAll: true })).toEqual({ touser: '@all' });
    expect(recipientFields({ toAll: false, partyIds: [1] })).toEqual({ toparty: '1' });
  });

  it('is never everybody by mistake', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('@all', '@ALL', 'a|b', '')), { minLength: 1 }),
        (userIds) => {
          let touser: string | undefined;
          try {
            ({ touser } = recipientFields({ userIds }));
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return;
          }
          expect(touser?.split('|')).toEqual(userIds);
          expect(touser?.toLowerCase()).not.toBe('@all');
        },
      ),
    );
  });

  it.each<[string, WorkRecipients]>([
    ['nobody', {}],
    ['empty lists', { userIds: [], partyIds: [], tagIds: [] }],
    ['@all as a member', { userIds: ['zhangsan', '@all'] }],
    ['two members in one', { userIds: ['zhangsan|lisi'] }],
    ['a member without an id', { userIds: [''] }],
    ['everybody and somebody', { toAll: true, userIds: ['zhangsan'] } as never],
    ['everybody and a department', { toAll: true, partyIds: [1] } as never],
    ['1001 members', { userIds: Array.from({ length: 1001 }, (_, index) => `u${index}`) }],
    ['101 departments', { partyIds: Array.from({ length: 101 }, (_, id) => id) }],
    ['101 tags', { tagIds: Array.from({ length: 101 }, (_, id) => id) }],
  ])('is refused: %s', (_, to) => {
    expect(() => recipientFields(to)).toThrow(RangeError);
  });
});
