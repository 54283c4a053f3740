import { readFacts } from '../../../lib/catalog/index.js';
import { compileFields } from '../../../lib/sandbox/api/field.checker.js';
import type { SandboxAgent, WeChatSandbox } from '../../../lib/sandbox/index.js';

/** What WeCom answers. */
export interface WorkAnswered {
  errcode: number;
  errmsg: string;
  [name: string]: unknown;
}

type Query = Readonly<Record<string, string | number>>;

const facts = readFacts('work');

/** Calls WeCom by hand, as an application without this library would; what a good answer lacks is an error. */
export class WorkClient {
  token = '';

  constructor(
    private readonly sandbox: WeChatSandbox,
    private readonly corpId: string,
    private readonly agent: SandboxAgent,
  ) {}

  async login(): Promise<this> {
    const query = { corpid: this.corpId, corpsecret: this.agent.secret };
    const { access_token: token } = await this.call('GET /cgi-bin/gettoken', { query });
    this.token = String(token);
    return this;
  }

  get(path: string, query: Query = {}): Promise<WorkAnswered> {
    return this.call(`GET /cgi-bin/${path}`, { query });
  }

  post(path: string, body: object, query: Query = {}): Promise<WorkAnswered> {
    return this.call(`POST /cgi-bin/${path}`, { query, body: JSON.stringify(body) });
  }

  upload(path: string, filename: string, content: Buffer, query: Query = {}): Promise<WorkAnswered> {
    const body = new FormData();
    body.append('media', new Blob([content]), filename);
    return this.call(`POST /cgi-bin/${path}`, { query, body });
  }

  async call(
    route: string,
    { query = {}, body }: { query?: Query; body?: string | FormData } = {},
  ): Promise<WorkAnswered> {
    const response = await this.send(route, query, body);
    const answer = (await response.json()) as WorkAnswered;
    const fact = facts.get(route);
    if (answer.errcode === 0 && fact && fact.answer !== 'binary') {
      const wrong = compileFields(fact.answer)(answer, '');
      if (wrong) throw new Error(`${route} answers ${JSON.stringify(answer)}: ${wrong.errmsg}`);
    }
    return answer;
  }

  send(route: string, query: Query, body?: string | FormData): Promise<Response> {
    const [method = '', path = ''] = route.split(' ');
    const search = new URLSearchParams(this.token ? { access_token: this.token } : {});
    for (const [name, value] of Object.entries(query)) search.append(name, String(value));
    const address = `${this.sandbox.baseUrls.work}${path}?${search}`;
    return fetch(address, { method, ...(body === undefined ? {} : { body }) });
  }
}
