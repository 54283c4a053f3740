import { describe, expect, it } from '@jest/globals';
import { platformOn } from './fake.api.js';

describe('orderPath of a platform', () => {
  it('asks for many mini programs in one go', async () => {
    const { platform, call } = platformOn();
    const application = { path: 'pages/orders', appid_list: ['wx1', 'wx2'] };
    await platform.orderPath.apply(application);
    expect(call.mock.calls).toEqual([
      ['POST /wxa/security/applysetorderpathinfo', { body: { batch_req: application } }],
    ]);
  });

  it.each([0, 101])('refuses %d mini programs before anything is sent', async (length) => {
    const { platform, call } = platformOn();
    const application = { path: 'p', appid_list: Array<string>(length).fill('wx1') };
    await expect(platform.orderPath.apply(application)).rejects.toBeInstanceOf(RangeError);
    expect(call).not.toHaveBeenCalled();
  });
});
