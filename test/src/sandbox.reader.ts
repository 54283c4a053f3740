import type { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

/** What WeChat is asked meanwhile, in order, as `name` or `name errcode`; without what all accounts of a platform share. */
export async function callsWhile(sandbox: WeChatSandbox, act: () => Promise<unknown>): Promise<string[]> {
  const before = sandbox.requests.length;
  await act();
  return sandbox.requests
    .slice(before)
    .map(({ path, errcode }) => `${path.split('/').at(-1)}${errcode ? ` ${errcode}` : ''}`)
    .filter((call) => call !== 'api_component_token');
}

/** The fields of the last push to a platform, to push it again. */
export function lastInfo({ exchanges }: WeChatSandbox): { InfoType: string } & Record<string, string> {
  const opened = exchanges.at(-1)?.request.opened ?? '';
  const fields = opened.matchAll(/<(\w+)>(?:<!\[CDATA\[)?([^<\]]+)/g);
  return Object.fromEntries([...fields].map(([, name, text]) => [name, text])) as { InfoType: string };
}

/** What WeChat was asked last: method and path, query, body. */
export function lastRequest({ requests }: WeChatSandbox): { route: string; query: object; body: unknown } {
  const request = requests.at(-1);
  if (!request) throw new Error('The sandbox was asked nothing');
  const { method, path, query, body } = request;
  return { route: `${method} ${path}`, query, body };
}
