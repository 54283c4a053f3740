/** Compiled, never run: what listeners are given. */
import { subscribe } from 'node:diagnostics_channel';
import { type CallReport, wechatChannels } from 'nestjs-wechat-sdk';

wechatChannels.call.subscribe(({ route, duration }) => void [route.length, duration.toFixed()]);
wechatChannels.token.subscribe(({ expiresAt }) => void expiresAt?.getTime());
subscribe(wechatChannels.call.name, (report) => void (report as CallReport).attempts);

// @ts-expect-error a call has no handler
wechatChannels.call.subscribe(({ handler }) => handler);

// @ts-expect-error an outcome there is not
wechatChannels.callback.subscribe(({ outcome }) => outcome === 'answerd');

// @ts-expect-error a report says everything
wechatChannels.refusal.publish({ status: 401 });

// @ts-expect-error reports are not to be changed
wechatChannels.call.subscribe((report) => (report.client = 'another'));
