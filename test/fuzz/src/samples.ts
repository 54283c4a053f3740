import { readFileSync } from 'node:fs';
import { vectors } from '../../fixtures/vectors.js';
import { ASSISTANT, BOT, INSTALLED, PLATFORM, SUITE } from './consoles.js';

/** Gives an element of a message other text, wherever it stands. */
const withElement = (xml: string, name: string, value: string): string =>
  xml.replaceAll(new RegExp(`<${name}>.*?</${name}>`, 'gs'), `<${name}>${value}</${name}>`);

const inboundOf = (file: 'messages' | 'work-messages'): string[] =>
  vectors(file, 'inbound-xml', 'inbound-json').map(({ input }) => (input.xml ?? input.json) as string);

const isInfo = (text: string): boolean => text.includes('<InfoType>');

/** What accounts are sent, in XML and in JSON. */
export const accountSamples: readonly string[] = inboundOf('messages').filter((text) => !isInfo(text));

/** The same, addressed to one account of a platform. */
export const samplesFor = (originalId: string): readonly string[] =>
  accountSamples
    .filter((text) => text.trimStart().startsWith('<'))
    .map((xml) => withElement(xml, 'ToUserName', originalId));

/** What agents of a corporation are sent. */
export const agentSamples: readonly string[] = inboundOf('work-messages')
  .filter((text) => !isInfo(text))
  .map((xml) => withElement(xml, 'AgentID', String(ASSISTANT.agentId)));

/** What happens in a corporation that has installed a suite. */
export const corpSamples: readonly string[] = agentSamples
  .filter((text) => text.trimStart().startsWith('<'))
  .map((xml) => withElement(xml, 'ToUserName', INSTALLED));

type Fields = Readonly<Record<string, string>>;

const infoXml = (fields: Fields): string => {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<xml>${elements.join('\n')}</xml>`;
};

/** What fields there are differs from one to the next. */
const ofFields = (all: readonly Fields[]): readonly Fields[] => all;

const now = String(Math.floor(Date.now() / 1000));
const AUTHORIZED_BY = {
  AuthorizerAppid: 'wx000000000000dead',
  AuthorizationCode: 'queryauthcode@@@of-nobody',
};

/** What a platform is told. */
export const platformSamples: readonly string[] = ofFields([
  { InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket@@@fuzz' },
  { InfoType: 'authorized', ...AUTHORIZED_BY, PreAuthCode: 'preauthcode@@@none' },
  { InfoType: 'updateauthorized', ...AUTHORIZED_BY },
  { InfoType: 'unauthorized', AuthorizerAppid: 'wx000000000000dead' },
  { InfoType: 'notify_third_fasteregister', appid: 'wx000000000000dead', status: '-1', msg: 'no' },
  { InfoType: 'something_new', Note: '新' },
]).map((fields) => infoXml({ AppId: PLATFORM.appId, CreateTime: now, ...fields }));

/** What a suite is told. */
export const suiteSamples: readonly string[] = [
  ...inboundOf('work-messages')
    .filter((text) => isInfo(text) && !/create_auth|reset_permanent_code/.test(text))
    .map((xml) => withElement(xml, 'SuiteId', SUITE.suiteId)),
  ...ofFields([
    { InfoType: 'suite_ticket', SuiteTicket: 'ticket-fuzz' },
    { InfoType: 'create_auth', AuthCode: 'code-of-nobody', State: 'x' },
    { InfoType: 'cancel_auth', AuthCorpId: 'wwdead' },
    { InfoType: 'change_auth', AuthCorpId: INSTALLED, State: 'x' },
  ]).map((fields) => infoXml({ SuiteId: SUITE.suiteId, TimeStamp: now, ...fields })),
];

/** What a provider is told of no suite. */
export const providerSamples: readonly string[] = ofFields([
  { ServiceCorpId: 'ww1', InfoType: 'register_corp', TimeStamp: now, RegisterCode: 'c', AuthCorpId: 'ww2' },
  { ServiceCorpId: 'ww1', InfoType: 'license_pay_success', OrderId: 'o', AuthCorpId: 'ww2', TimeStamp: now },
]).map(infoXml);

const from = { userid: 'zhangsan' };
const chat = { aibotid: BOT.botId, chatid: 'c', chattype: 'group', from };

/** What a bot is told. */
export const botSamples: readonly string[] = [
  { msgtype: 'text', text: { content: '@Bot hello' }, response_url: 'http://127.0.0.1:9/none', ...chat },
  { msgtype: 'image', image: { url: 'https://example.com/x' }, ...chat },
  {
    msgtype: 'mixed',
    mixed: {
      msg_item: [
        { msgtype: 'text', text: { content: 'a' } },
        { msgtype: 'image', image: { url: 'https://example.com/y' } },
      ],
    },
    ...chat,
  },
  { msgtype: 'stream', stream: { id: 'nobody-knows' }, ...chat },
  { msgtype: 'event', create_time: 1700000000, event: { eventtype: 'enter_chat' }, ...chat },
  {
    msgtype: 'event',
    event: { eventtype: 'feedback_event', feedback_event: { id: 'f', type: 2, inaccurate_reason_list: [1] } },
    ...chat,
  },
].map((message) => JSON.stringify({ msgid: 'M', ...message }));

/** What notifications of WeChat Pay are about. */
export const resourceSamples: readonly string[] = (
  JSON.parse(readFileSync(new URL('../../fixtures/vectors/pay.json', import.meta.url), 'utf8')) as {
    vectors: Array<{ kind: string; input: { json?: object } }>;
  }
).vectors
  .filter(({ kind }) => kind === 'v3-resource-plaintext')
  .map(({ input }) => JSON.stringify(input.json));

/**
 * Makes of a sample a message nobody has seen before: else only the first of its kind would meet a handler.
 *
 * @param id letters and digits
 */
export function fresh(text: string, id: string): string {
  const digits = `9${Number.parseInt(id, 36)}`;
  if (text.trimStart().startsWith('<'))
    return withElement(text, 'MsgId', digits)
      .replace('of-nobody', id)
      .replace(/^([^]*?<xml>)/, `$1<FuzzId>${id}</FuzzId>`);
  return text
    .replace(/"(msgid|MsgId)":\s*("[^"]*"|\d+)/, `"$1":"${digits}"`)
    .replace('{', `{"FuzzId":"${id}",`);
}
