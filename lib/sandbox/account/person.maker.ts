import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxPersonOptions } from '../interfaces/sandbox-options.interface.js';
import { newOpenid } from '../world/identifiers.js';
import type { PersonFacts, PersonState } from './person.state.js';

/**
 * Makes a person and adds them to the people of an account or site.
 *
 * @throws {SandboxUseError} when the openid is taken
 */
export function addTo<Person extends PersonState>(
  { appId, name, people }: { appId: string; name: string; people: Map<string, Person> },
  options: SandboxPersonOptions,
  make: (facts: PersonFacts) => Person,
): Person {
  const {
    openid = newOpenid(),
    nickname = `Person ${people.size + 1}`,
    unionid,
    language = 'zh_CN',
  } = options;
  if (people.has(openid)) throw new SandboxUseError(`${name} knows a person ${openid} already`);
  const person = make({ appId, openid, nickname, unionid, language });
  people.set(openid, person);
  return person;
}
