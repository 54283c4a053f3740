import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { note } from '../../shared/terminal.js';
import { RefundClerk } from './refund.clerk.js';
import { Shop } from './shop.js';
import { setStage } from './stage.js';
import { tell } from './story.js';

await runSample(async (open) => {
  const stage = await setStage(portOf('SANDBOX_PORT', 3001));
  open(stage.sandbox);
  const shop = open(await Shop.start(stage, portOf('PORT', 3000)));

  if (isOnce) return tell({ ...stage, shop });
  // somebody to choose on the sandbox's login page, and somebody who gives money back
  stage.account.person({ nickname: 'Alice 小雅' });
  open(new RefundClerk(stage.merchant));
  note(
    [
      `The shop (小店)              ${shop.url}/`,
      `WeChat is the sandbox (沙箱) ${stage.sandbox.url}`,
      'Ctrl+C ends it',
    ].join('\n'),
  );
});
