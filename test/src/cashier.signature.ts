import { createPublicKey, verify } from 'node:crypto';
import type { SandboxMerchant } from 'nestjs-wechat-sdk/sandbox';

/** Whether a merchant has signed these lines, as WeChat looks at it when a front end opens the cashier. */
export const isSignedBy = (
  { certificate }: SandboxMerchant,
  signature: string,
  ...lines: string[]
): boolean =>
  verify(
    'sha256',
    Buffer.from(`${lines.join('\n')}\n`),
    createPublicKey(certificate),
    Buffer.from(signature, 'base64'),
  );
