import { closeAccount, openAccount } from '../account/account.opening.js';
import { MiniProgramState } from '../account/mini-program.state.js';
import { OfficialAccountState } from '../account/official-account.state.js';
import type { PersonState } from '../account/person.state.js';
import type { SandboxLaunchStep } from '../interfaces/open-platform-options.interface.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import { PersonPusher } from '../push/person.pusher.js';
import type { PushTree } from '../push/push.writer.js';
import type { OpenPlatformState } from './open-platform.state.js';
import type { PlatformPusher } from './platform.pusher.js';

/** WeChat's pairs of test accounts, official account and mini program; a check takes one of them. */
const PAIRS = [
  ['wx570bc396a51b8ff8', 'gh_3c884a361561', 'wxd101a85aa106f53e', 'gh_8dad206e9538'],
  ['wx9252c5e0bb1836fc', 'gh_c0f28a78b318', 'wxc39235c15087f6f3', 'gh_905ae9d01059'],
  ['wx8e1097c5bc82cde9', 'gh_3f222ed8d140', 'wx7720d01d4b2a4500', 'gh_393666f1fdf4'],
  ['wx14550af28c71a144', 'gh_26128078e9ab', 'wx05d483572dcd5d8b', 'gh_39abb5d4e1b7'],
  ['wxa35b9c23cfe664eb', 'gh_2b3713f184a6', 'wx5910277cae6fd970', 'gh_7818dcb60240'],
] as const;
const TEXT = 'TESTCOMPONENT_MSG_TYPE_TEXT';
/** How long the customer message may take, in milliseconds. */
const PATIENCE = 5000;

type TestAccount = OfficialAccountState | MiniProgramState;

/** A step that went wrong; the message is its detail. */
class FailedStep extends Error {}

/** Plays WeChat's automated check before a platform may serve everybody. 全网发布检测 */
export class LaunchCheck {
  readonly #report: SandboxLaunchStep[] = [];

  constructor(
    private readonly platform: OpenPlatformState,
    private readonly pusher: PlatformPusher,
  ) {}

  async run(): Promise<SandboxLaunchStep[]> {
    const { shared } = this.platform;
    const pair = PAIRS[this.platform.launchChecks++ % PAIRS.length] as (typeof PAIRS)[number];
    const official = { appId: pair[0], originalId: pair[1] };
    const mini = { appId: pair[2], originalId: pair[3] };
    await this.#try('component_verify_ticket', async () => {
      await this.pusher.ticket();
      return 'success';
    });
    await this.#withAccount(new OfficialAccountState(official, shared), async (account, authCode) => {
      const person = account.addPerson();
      person.follow();
      account.followers.add(person.openid);
      const text = { MsgType: 'text', Content: TEXT };
      const place = {
        MsgType: 'event',
        Event: 'LOCATION',
        Latitude: 23.13,
        Longitude: 113.32,
        Precision: 119.3,
      };
      await this.#tryReply('official account: text', account, person, text, `${TEXT}_callback`);
      await this.#tryReply('official account: event', account, person, place, 'LOCATIONfrom_callback');
      await this.#tryCustomerMessage('official account: customer message', account, person, authCode);
    });
    await this.#withAccount(new MiniProgramState(mini, shared), async (account, authCode) => {
      await this.#tryCustomerMessage(
        'mini program: customer message',
        account,
        account.addPerson(),
        authCode,
      );
    });
    return this.#report;
  }

  /** The test accounts exist for as long as they are tested. */
  async #withAccount<Account extends TestAccount>(
    account: Account,
    test: (account: Account, authCode: string) => Promise<void>,
  ): Promise<void> {
    openAccount(account);
    try {
      let authCode = '';
      await this.#try(`${account.kind.replace('-', ' ')}: authorized`, async () => {
        const { granted, told } = this.pusher.authorize(account);
        await told;
        authCode = granted.authCode;
        return 'success';
      });
      // without a code there is nothing to ask for
      if (authCode) await test(account, authCode);
    } finally {
      // The report is about the steps; that the accounts leave is told, not tested.
      await this.pusher.unauthorize(account).catch(() => undefined);
      closeAccount(account);
    }
  }

  #tryReply(
    step: string,
    account: TestAccount,
    person: PersonState,
    message: PushTree,
    expected: string,
  ): Promise<void> {
    return this.#try(step, async () => {
      const reply = await new PersonPusher(account, person).send(message);
      if (reply.text !== expected) throw new FailedStep(`answered with ${shown(reply)}, not "${expected}"`);
      return expected;
    });
  }

  #tryCustomerMessage(
    step: string,
    account: TestAccount,
    person: PersonState,
    authCode: string,
  ): Promise<void> {
    return this.#try(step, async () => {
      const content = `QUERY_AUTH_CODE:${authCode}`;
      const reply = await new PersonPusher(account, person).send({ MsgType: 'text', Content: content });
      if (reply.kind !== 'none') throw new FailedStep(`answered with ${shown(reply)}, not with nothing`);
      const { message } = await person.mailbox.take(PATIENCE);
      const { content: text } = (message['text'] ?? {}) as { content?: unknown };
      if (text !== `${authCode}_from_api`)
        throw new FailedStep(
          `the customer message says ${JSON.stringify(text)}, not the code and "_from_api"`,
        );
      return String(text);
    });
  }

  async #try(step: string, run: () => Promise<string>): Promise<void> {
    try {
      this.#report.push({ step, passed: true, detail: await run() });
    } catch (error) {
      this.#report.push({ step, passed: false, detail: (error as Error).message });
    }
  }
}

const shown = ({ kind, text }: SandboxReply): string =>
  text === undefined ? `"${kind}"` : JSON.stringify(text);
