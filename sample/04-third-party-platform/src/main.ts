import { note } from '../../shared/terminal.js';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { FileCredentials } from './file.credentials.js';
import { Service } from './service.js';
import { setStage } from './stage.js';
import { tell } from './story.js';

await runSample(async (open) => {
  const { sandbox, platform, ...accounts } = await setStage(portOf('SANDBOX_PORT', 3001));
  open(sandbox);
  const credentials = open(await FileCredentials.create());
  const service = open(new Service({ sandbox, platform, credentials }));
  await service.start(portOf('PORT', 3000));

  if (isOnce) return tell({ sandbox, platform, service, ...accounts });
  await platform.pushTicket();
  // somebody to choose on the sandbox's login page
  for (const account of [accounts.tea, accounts.books]) account.person({ nickname: 'Alice 小雅' });
  note(
    [
      `The platform (第三方平台)    ${service.url}/`,
      `Chat as a follower (聊天)    ${sandbox.url}/ once an account has authorized the platform`,
      `Credentials (凭证)           ${credentials.path}`,
      'Ctrl+C ends it',
    ].join('\n'),
  );
});
