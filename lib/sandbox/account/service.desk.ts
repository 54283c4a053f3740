/** A customer-service account, as lists show it. 客服账号 */
export interface ServiceAccount {
  readonly kf_id: string;
  readonly kf_account: string;
  kf_nick: string;
  kf_headimgurl: string;
  invite_wx?: string;
  invite_expire_time?: number;
  invite_status?: string;
}

/** A person whom an account looks after. 会话 */
export interface ServiceSession {
  readonly openid: string;
  readonly kf_account: string;
  readonly createtime: number;
}

const FIRST_ID = 1001;

/** The customer service of one account: its accounts, which are all online, and their sessions. 客服管理 */
export class ServiceDesk {
  readonly #accounts = new Map<string, ServiceAccount>();
  readonly #sessions = new Map<string, ServiceSession>();
  #lastId = FIRST_ID - 1;

  get accounts(): readonly ServiceAccount[] {
    return [...this.#accounts.values()];
  }

  find(kfAccount: string): ServiceAccount | undefined {
    return this.#accounts.get(kfAccount);
  }

  add(kfAccount: string, nickname: string): void {
    this.#lastId += 1;
    this.#accounts.set(kfAccount, {
      kf_id: String(this.#lastId),
      kf_account: kfAccount,
      kf_nick: nickname,
      kf_headimgurl: '',
    });
  }

  /** Removes an account, with its sessions. */
  remove(kfAccount: string): boolean {
    for (const { openid } of this.sessionsOf(kfAccount)) this.#sessions.delete(openid);
    return this.#accounts.delete(kfAccount);
  }

  sessionWith(openid: string): ServiceSession | undefined {
    return this.#sessions.get(openid);
  }

  sessionsOf(kfAccount: string): ServiceSession[] {
    return [...this.#sessions.values()].filter((session) => session.kf_account === kfAccount);
  }

  open(session: ServiceSession): void {
    this.#sessions.set(session.openid, session);
  }

  close(openid: string): void {
    this.#sessions.delete(openid);
  }
}
