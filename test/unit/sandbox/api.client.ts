import type { SandboxConsole, WeChatSandbox } from '../../../lib/sandbox/index.js';

export interface Answered {
  errcode?: number;
  errmsg?: string;
  [name: string]: unknown;
}

/** Calls the API by hand, as an application without this library would. */
export class ApiClient {
  constructor(
    private readonly sandbox: WeChatSandbox,
    private readonly account: SandboxConsole,
    public token = '',
  ) {}

  async login(): Promise<this> {
    const { access_token } = await this.stableToken();
    this.token = String(access_token);
    return this;
  }

  classicToken(secret = this.account.appSecret, appId = this.account.appId): Promise<Answered> {
    return this.raw(`/cgi-bin/token?grant_type=client_credential&appid=${appId}&secret=${secret}`);
  }

  stableToken(extra: object = {}): Promise<Answered> {
    const { appId: appid, appSecret: secret } = this.account;
    return this.raw('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...extra });
  }

  get(path: string): Promise<Answered> {
    return this.raw(this.#withToken(path));
  }

  post(path: string, body: unknown = {}): Promise<Answered> {
    return this.raw(this.#withToken(path), body);
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.sandbox.url + this.#withToken(path), init);
  }

  upload(path: string, content: Uint8Array, filename: string, contentType: string): Promise<Answered> {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(content)], { type: contentType }), filename);
    return this.fetch(path, { method: 'POST', body: form }).then(
      (response) => response.json() as Promise<Answered>,
    );
  }

  async raw(path: string, body?: unknown): Promise<Answered> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = body === undefined ? {} : { method: 'POST', body: text };
    const response = await fetch(this.sandbox.url + path, init);
    return (await response.json()) as Answered;
  }

  #withToken(path: string): string {
    return `${path}${path.includes('?') ? '&' : '?'}access_token=${this.token}`;
  }
}
