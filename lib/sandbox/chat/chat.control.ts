import type { IncomingMessage } from 'node:http';
import type { AccountState } from '../account/account.state.js';
import { OfficialAccountState } from '../account/official-account.state.js';
import { SandboxPushError } from '../errors/sandbox-push.error.js';
import { SandboxUseError } from '../errors/sandbox-use.error.js';
import { readBody } from '../http/body.reader.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import type { SandboxAccount } from '../sandbox-account.js';
import type { SandboxPerson } from '../sandbox-person.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { type ControlAnswer, done, failed } from './control.answer.js';

type Fields = Readonly<Record<string, unknown>>;

const ACTION = /^\/sandbox\/people\/([^/]+)\/([a-z]+)$/;

/** A call that lacks something; the message is for the caller. */
class BadCall extends Error {}

function textAt(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '')
    throw new BadCall(`"${name}" must be a text that is not empty`);
  return value;
}

/** What a person can be made to do. */
const ACTIONS: Readonly<Record<string, (person: SandboxPerson, fields: Fields) => Promise<SandboxReply>>> = {
  subscribe: (person) => person.subscribe(),
  unsubscribe: (person) => person.unsubscribe(),
  say: (person, fields) => person.say(textAt(fields, 'text')),
  image: (person, fields) =>
    person.sendImage(Buffer.from(textAt(fields, 'data'), 'base64'), textAt(fields, 'contentType')),
  tap: (person, fields) => person.tap(textAt(fields, 'key')),
  scan: (person, fields) => person.scan(textAt(fields, 'scene')),
};

const isOfficialAccount = (account: AccountState): account is OfficialAccountState =>
  account instanceof OfficialAccountState;

/** The chat page's way to see the sandbox and to move its people. */
export class ChatControl {
  constructor(
    private readonly world: SandboxWorld,
    private readonly states: ReadonlyMap<string, AccountState>,
    private readonly accounts: ReadonlyMap<string, SandboxAccount>,
  ) {}

  async answer(request: IncomingMessage, path: string): Promise<ControlAnswer> {
    if (path === '/sandbox/state')
      return request.method === 'GET' ? this.#state() : failed(405, 'Ask with GET');
    const action = ACTION.exec(path);
    if (path !== '/sandbox/people' && !action) return failed(404, 'There is nothing here');
    if (request.method !== 'POST') return failed(405, 'Ask with POST');
    try {
      const fields = await readFields(request);
      const account = this.accounts.get(textAt(fields, 'appId'));
      if (!account) return failed(404, 'There is no such account');
      return action ? await act(account, action, fields) : addPerson(account, fields);
    } catch (error) {
      if (error instanceof BadCall || error instanceof SandboxUseError) return failed(400, error.message);
      throw error;
    }
  }

  #state(): ControlAnswer {
    const accounts = [...this.states.values()].filter(isOfficialAccount).map((account) => ({
      appId: account.appId,
      name: account.name,
      originalId: account.originalId,
      mode: account.mode,
      format: account.format,
      callbackUrl: account.callbackUrl,
      menu: account.menus.common,
      people: [...account.people.values()].map(({ openid, nickname, following, chat }) => ({
        openid,
        nickname,
        following,
        messages: chat.entries,
      })),
    }));
    return done({ accounts, exchanges: this.world.exchanges.entries });
  }
}

async function readFields(request: IncomingMessage): Promise<Fields> {
  const bytes = await readBody(request);
  if (!bytes) throw new BadCall('The body is too large');
  try {
    const fields: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields;
  } catch {
    // Told below, together with what is JSON but no object.
  }
  throw new BadCall('The body must be a JSON object');
}

function addPerson(account: SandboxAccount, fields: Fields): ControlAnswer {
  const { openid, nickname, following } = account.person({ nickname: textAt(fields, 'nickname') });
  return done({ openid, nickname, following });
}

async function act(account: SandboxAccount, action: RegExpExecArray, fields: Fields): Promise<ControlAnswer> {
  const person = account.people.find(({ openid }) => encodeURIComponent(openid) === action[1]);
  if (!person) return failed(404, 'There is no such person');
  const name = action[2] as string;
  const run = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!run) return failed(404, `A person cannot "${name}"`);
  try {
    return done({ reply: await run(person, fields) });
  } catch (error) {
    if (error instanceof SandboxPushError) return done({ reply: null, error: error.message });
    throw error;
  }
}
