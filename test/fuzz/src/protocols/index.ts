import type { WeChatPaySender } from '../../../src/wechat-pay.sender.js';
import {
  ASSISTANT,
  AUTHORIZED,
  AUTHORIZED_TOO,
  BOT,
  CONTACTS,
  CORP_ID,
  INSTALLED,
  MINI,
  PLAIN,
  PLATFORM,
  PROVIDER,
  SHOP,
  SUITE,
  SWITCHING,
} from '../consoles.js';
import type { FuzzProtocol } from '../protocol.interface.js';
import {
  accountSamples,
  agentSamples,
  botSamples,
  corpSamples,
  platformSamples,
  providerSamples,
  samplesFor,
  suiteSamples,
} from '../samples.js';
import type { TargetStarted } from '../target.interface.js';
import { payV2Protocol } from './pay-v2.protocol.js';
import { payV3Protocol } from './pay-v3.protocol.js';
import { sealedProtocol } from './sealed.protocol.js';

const textFor = (receiver: string, more = ''): string =>
  `<xml><ToUserName>${receiver}</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>` +
  `<MsgType>text</MsgType><Content><![CDATA[good]]></Content><MsgId>1</MsgId>${more}</xml>`;

/** The names of all kinds of inbound traffic, in the order of {@link protocolsOf}. */
export const PROTOCOL_NAMES = [
  'account, plain',
  'account, switching',
  'account, encrypted',
  'mini program',
  'platform, infos',
  'platform, account',
  'platform, mini program',
  'agent',
  'contacts',
  'suite, infos',
  'suite, corporation',
  'provider',
  'bot',
  'pay v3',
  'pay v2',
] as const;

/** All inbound traffic of an application that has started. */
export function protocolsOf(
  { originalIds }: Pick<TargetStarted, 'originalIds'>,
  wechat: WeChatPaySender,
): readonly FuzzProtocol[] {
  const account = { manner: 'account', samples: accountSamples, good: textFor('gh_fuzz') } as const;
  const ofPlatform = (name: string, appId: string): FuzzProtocol => {
    const receiver = originalIds[appId] as string;
    return sealedProtocol({
      ...PLATFORM,
      name,
      paths: [`platform/${appId}`, `${PLATFORM.appId}/${appId}`],
      receiveId: PLATFORM.appId,
      manner: 'account',
      samples: samplesFor(receiver),
      good: textFor(receiver),
    });
  };
  const agent = { manner: 'work', receiveId: CORP_ID, samples: agentSamples } as const;
  const agentId = `<AgentID>${ASSISTANT.agentId}</AgentID>`;
  const [info = '', ticket = ''] = [
    providerSamples[0],
    suiteSamples.find((text) => /suite_ticket/.test(text)),
  ];
  const protocols = [
    sealedProtocol({
      ...PLAIN,
      ...account,
      name: 'account, plain',
      paths: ['plain', PLAIN.appId],
      receiveId: '',
    }),
    sealedProtocol({
      ...SWITCHING,
      ...account,
      name: 'account, switching',
      paths: ['switching', SWITCHING.appId],
      receiveId: SWITCHING.appId,
      isSwitching: true,
    }),
    sealedProtocol({
      ...SHOP,
      ...account,
      name: 'account, encrypted',
      paths: ['shop', SHOP.appId],
      receiveId: SHOP.appId,
    }),
    sealedProtocol({
      ...MINI,
      ...account,
      name: 'mini program',
      paths: ['mini', MINI.appId],
      receiveId: MINI.appId,
    }),
    sealedProtocol({
      ...PLATFORM,
      name: 'platform, infos',
      paths: ['platform', PLATFORM.appId],
      receiveId: PLATFORM.appId,
      manner: 'account',
      samples: platformSamples,
      good: platformSamples[0] as string,
    }),
    ofPlatform('platform, account', AUTHORIZED),
    ofPlatform('platform, mini program', AUTHORIZED_TOO),
    sealedProtocol({
      ...ASSISTANT,
      ...agent,
      name: 'agent',
      paths: ['corp/assistant', `corp/${ASSISTANT.agentId}`, `${CORP_ID}/assistant`],
      good: textFor(CORP_ID, agentId),
    }),
    sealedProtocol({
      ...CONTACTS,
      ...agent,
      name: 'contacts',
      paths: ['corp/contacts', `${CORP_ID}/contacts`],
      good: textFor(CORP_ID),
    }),
    sealedProtocol({
      ...SUITE,
      name: 'suite, infos',
      paths: ['crm', SUITE.suiteId],
      receiveId: SUITE.suiteId,
      checkedFor: PROVIDER.corpId,
      manner: 'work',
      samples: suiteSamples,
      good: ticket,
    }),
    sealedProtocol({
      ...SUITE,
      name: 'suite, corporation',
      paths: [`crm/${INSTALLED}`, `${SUITE.suiteId}/${INSTALLED}`],
      receiveId: INSTALLED,
      checkedFor: PROVIDER.corpId,
      manner: 'work',
      samples: corpSamples,
      good: textFor(INSTALLED),
    }),
    sealedProtocol({
      ...PROVIDER,
      name: 'provider',
      paths: ['provider', PROVIDER.corpId],
      receiveId: PROVIDER.corpId,
      manner: 'work',
      samples: providerSamples,
      good: info,
    }),
    sealedProtocol({
      ...BOT,
      name: 'bot',
      paths: ['bot', BOT.botId],
      receiveId: '',
      manner: 'bot',
      samples: botSamples,
      good: botSamples[0] as string,
    }),
    payV3Protocol(wechat),
    payV2Protocol(wechat),
  ];
  const names = protocols.map(({ name }) => name);
  if (names.join() !== PROTOCOL_NAMES.join()) throw new Error(`The protocols are ${names.join()}`);
  return protocols;
}
