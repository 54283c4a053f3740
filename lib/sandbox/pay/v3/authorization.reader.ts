/** What a request says of who signed it. */
export interface V3Authorization {
  readonly mchid: string;
  readonly serial_no: string;
  readonly nonce_str: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** Base64. */
  readonly signature: string;
}

const SCHEME = /^WECHATPAY2-SHA256-RSA2048 (.+)$/;
const PARTS = ['mchid', 'serial_no', 'nonce_str', 'timestamp', 'signature'] as const;

/** Reads the header `Authorization`; undefined when one of its parts is missing. */
export function readAuthorization(header: string | undefined): V3Authorization | undefined {
  const listed = SCHEME.exec(header ?? '')?.[1] ?? '';
  const found = new Map(
    listed.split(',').map((part) => {
      const [, name = '', value = ''] = /^\s*(\w+)="([^"]*)"\s*$/.exec(part) ?? [];
      return [name, value];
    }),
  );
  if (PARTS.some((name) => !found.get(name))) return undefined;
  const [mchid, serial_no, nonce_str, timestamp, signature] = PARTS.map((name) => found.get(name)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return { mchid, serial_no, nonce_str, timestamp, signature };
}
