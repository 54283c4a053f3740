import { randomBytes } from 'node:crypto';

/** HTTP Basic, between the hub and its clients. */
export interface HubCredentials {
  username: string;
  password: string;
}

/** From the environment; made up when there are none. */
export function hubCredentials(): HubCredentials {
  const { HUB_USERNAME, HUB_PASSWORD } = process.env;
  return {
    username: HUB_USERNAME || 'environments',
    password: HUB_PASSWORD || randomBytes(16).toString('hex'),
  };
}
