import { describe, expect, it } from '@jest/globals';
import { WorkContactsUserService } from '../../../../lib/work/contacts/contacts-user.service.js';
import type { WorkContactsApi } from '../../../../lib/work/work.api.js';

/** WeCom, which has more pages than the sandbox is given members for. */
function serviceOver(pages: ReadonlyArray<object | Error>) {
  const asked: unknown[] = [];
  const request = (route: string, { body }: { body: unknown }): Promise<unknown> => {
    const page = pages[asked.push({ route, body }) - 1];
    return page instanceof Error ? Promise.reject(page) : Promise.resolve(page);
  };
  return { asked, users: new WorkContactsUserService({ request } as unknown as WorkContactsApi) };
}

const place = (userid: string) => ({ userid, department: 1 });
const route = 'POST /cgi-bin/user/list_id';

describe('The userids of a corporation', () => {
  it('come page after page, until there is no cursor', async () => {
    const { asked, users } = serviceOver([
      { dept_user: [place('a'), place('b')], next_cursor: 'c1' },
      { dept_user: [], next_cursor: 'c2' },
      { dept_user: [place('c')], next_cursor: '' },
    ]);
    const found: string[] = [];
    for await (const { userid } of users.listIds()) found.push(userid);
    expect(found).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([
      { route, body: { limit: 10_000 } },
      { route, body: { limit: 10_000, cursor: 'c1' } },
      { route, body: { limit: 10_000, cursor: 'c2' } },
    ]);
  });

  it('end with the error of a page that fails: part of them never looks like all', async () => {
    const { users } = serviceOver([{ dept_user: [place('a')], next_cursor: 'c1' }, new Error('refused')]);
    const found: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { userid } of users.listIds()) found.push(userid);
    };
    await expect(read()).rejects.toThrow('refused');
    expect(found).toEqual(['a']);
  });

  it('are asked for only as far as they are read', async () => {
    const { asked, users } = serviceOver([{ dept_user: [place('a')], next_cursor: 'c1' }]);
    for await (const { userid } of users.listIds()) {
      expect(userid).toBe('a');
      break;
    }
    expect(asked).toHaveLength(1);
  });
});
