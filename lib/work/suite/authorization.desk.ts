import { Logger } from '@nestjs/common';
import type { ClientRooms } from '../../client/index.js';
import { WeChatApiError, WeChatAuthorizationError } from '../../common/index.js';
import { CodeDesk, type TokenSource } from '../../token/index.js';
import type { SuiteAuthorization, SuiteAuthorizationBook } from './authorization.book.js';
import type { CorpRegistry } from './corp.registry.js';
import type { AuthInfo, PermanentCode, SuiteCalls } from './suite.calls.js';
import { CODE_STALE, NOT_AUTHORIZED } from './suite.messages.js';

/** The code is wrong, used, or too old. */
const CODE_REFUSED: ReadonlySet<number> = new Set([40078]);
/** Each of these is an authorization a store has refused. */
const MOST_UNKEPT = 1_000;

/** What an installation says of itself, without the permanent code: that stays with the library. */
export type WorkInstallation = Omit<PermanentCode, 'permanent_code'>;

/** What the desk works with. */
export interface SuiteDeskRooms {
  readonly calls: SuiteCalls;
  readonly book: SuiteAuthorizationBook;
  readonly corps: CorpRegistry;
  tokenOf(corpId: string): TokenSource;
  readonly rooms: Pick<ClientRooms, 'tokens' | 'storage' | 'coordination'>;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof WeChatApiError && CODE_REFUSED.has(error.errcode);
const readInstallation = (text: string): WorkInstallation => JSON.parse(text) as WorkInstallation;
const corpIdOf = ({ auth_corp_info }: Pick<PermanentCode, 'auth_corp_info'>): string => auth_corp_info.corpid;

/** Takes corporations in when their administrators install the suite, and lets them go. 授权与取消授权 */
export class SuiteAuthorizationDesk {
  readonly #logger = new Logger('WeChatWorkSuite');
  readonly #codes: CodeDesk;
  /** By the code they came for, while a store that is away does not take them: WeCom tells none again. */
  readonly #unkept = new Map<string, PermanentCode>();

  constructor(private readonly setup: SuiteDeskRooms) {
    const { storage, coordination } = setup.rooms;
    const isOfUse = async (text: string): Promise<boolean> =>
      !!(await setup.book.find(corpIdOf(readInstallation(text))));
    this.#codes = new CodeDesk({ owner: setup.calls.suiteId, storage, coordination, isRefusal, isOfUse });
  }

  /**
   * Exchanges a code for the permanent one, once however often it comes.
   *
   * @param at when the administrator consented, as WeCom says (Unix time, s); the browser does not tell
   */
  async accept(code: string, at = 0): Promise<WorkInstallation> {
    return readInstallation(
      await this.#codes.accept(code, async () => {
        const { permanent_code: permanentCode, ...installation } = await this.#exchange(code);
        await this.#keep(corpIdOf(installation), { permanentCode, authorizedAt: at });
        this.#unkept.delete(code);
        return JSON.stringify(installation);
      }),
    );
  }

  /**
   * As {@link accept}, for a push, which says when.
   *
   * @param what it is, for the log
   * @returns the corporation; undefined for a code that is stale, and would be no fresher when it came again
   */
  async acceptPushed(what: string, code: string, at: number): Promise<string | undefined> {
    try {
      const corpId = corpIdOf(await this.accept(code, at));
      await this.#date(corpId, at);
      return corpId;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#logger.warn(CODE_STALE(this.setup.calls.client, what));
      return undefined;
    }
  }

  /** Keeps a permanent code that was had elsewhere, once WeCom has said that it is good. */
  async restore(corpId: string, permanentCode: string): Promise<void> {
    const agentId = agentIdOf(await this.setup.calls.authInfo(corpId, permanentCode));
    await this.#keep(corpId, { permanentCode, authorizedAt: 0, ...(agentId !== undefined && { agentId }) });
  }

  /**
   * @param at when WeCom said so: a corporation that has come back since stays
   * @returns whether it has left
   */
  leave(corpId: string, at: number): Promise<boolean> {
    const { book, corps } = this.setup;
    return corps.drop(corpId, async () => {
      const kept = await book.find(corpId);
      return !kept || kept.authorizedAt <= at;
    });
  }

  /** @throws {WeChatAuthorizationError} for a corporation that is not there */
  async authInfo(corpId: string): Promise<AuthInfo> {
    const kept = await this.#need(corpId);
    return this.setup.calls.authInfo(corpId, kept.permanentCode);
  }

  /**
   * AgentId of the suite's application in a corporation: WeCom is asked once for each authorization.
   *
   * @returns undefined for an authorization without an application
   * @throws {WeChatAuthorizationError} for a corporation that is not there
   */
  async agentIdOf(corpId: string): Promise<string | undefined> {
    const kept = await this.#need(corpId);
    if (kept.agentId !== undefined) return kept.agentId;
    const agentId = agentIdOf(await this.setup.calls.authInfo(corpId, kept.permanentCode));
    if (agentId !== undefined)
      await this.#change(corpId, (now) =>
        now.permanentCode === kept.permanentCode ? { ...now, agentId } : undefined,
      );
    return agentId;
  }

  async #need(corpId: string): Promise<SuiteAuthorization> {
    const { book, calls } = this.setup;
    const kept = await book.find(corpId);
    if (!kept) throw new WeChatAuthorizationError(NOT_AUTHORIZED(calls.client, corpId));
    return kept;
  }

  async #exchange(code: string): Promise<PermanentCode> {
    const answer = this.#unkept.get(code) ?? (await this.setup.calls.permanentCode(code));
    this.#unkept.delete(code);
    this.#unkept.set(code, answer);
    const [oldest] = this.#unkept.keys();
    if (this.#unkept.size > MOST_UNKEPT && oldest !== undefined) this.#unkept.delete(oldest);
    return answer;
  }

  /** Under the lock of the corporation's token: one had with the code before is dropped, and none is under way. */
  async #keep(corpId: string, authorization: SuiteAuthorization): Promise<void> {
    const { rooms, book, tokenOf } = this.setup;
    await rooms.tokens.drop(tokenOf(corpId).key, async (lease) => {
      const before = (await book.find(corpId))?.authorizedAt ?? 0;
      const authorizedAt = Math.max(before, authorization.authorizedAt);
      await book.keep(corpId, { ...authorization, authorizedAt }, lease);
      return true;
    });
  }

  /** Says of an authorization that came with a browser when it was given: by WeCom's clock, which is not ours. */
  #date(corpId: string, at: number): Promise<void> {
    return this.#change(corpId, (kept) =>
      kept.authorizedAt < at ? { ...kept, authorizedAt: at } : undefined,
    );
  }

  #change(
    corpId: string,
    change: (kept: SuiteAuthorization) => SuiteAuthorization | undefined,
  ): Promise<void> {
    const { book, tokenOf, rooms } = this.setup;
    return rooms.coordination.withLock(tokenOf(corpId).key, async (lease) => {
      const kept = await book.find(corpId);
      const changed = kept && change(kept);
      if (changed) await book.keep(corpId, changed, lease);
    });
  }
}

/** There is one application in an authorization, but for suites of the oldest kind, which are no longer made. */
function agentIdOf({ auth_info }: AuthInfo): string | undefined {
  const agentId = auth_info?.agent[0]?.agentid;
  return agentId === undefined ? undefined : String(agentId);
}
