import type { FetchedToken, TokenSource } from '../../token/index.js';

/** Seconds. Certificates live for years; WeChat Pay asks for a look every 12 hours. */
const LOOK_AGAIN = 12 * 3600;
const LIFE = 24 * 3600;

/**
 * The platform certificates (平台证书) of a merchant as a token: fetched once however many ask, kept for other processes,
 * renewed while they are in use. They are kept as they came, sealed with the APIv3 key: what a store was made to hold by
 * somebody else cannot be opened.
 */
export class CertificateSource implements TokenSource {
  readonly key: string;

  /** @param download the text of the list, as WeChat Pay answered it */
  constructor(
    mchId: string,
    private readonly download: () => Promise<string>,
  ) {
    this.key = `${mchId}:platform_certificates`;
  }

  async fetch(): Promise<FetchedToken> {
    return { value: await this.download(), expiresIn: LIFE, renewIn: LOOK_AGAIN };
  }
}
