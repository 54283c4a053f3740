/** Whose token a call carries. */
export type TokenKind =
  | 'none'
  | 'access_token'
  | 'component_access_token'
  | 'user_access_token'
  | 'provider_access_token'
  | 'suite_access_token'
  | 'device_access_token'
  | 'model_access_token';

/** Whose access_token of a corporation it is: that of an application, or that of 通讯录同步. */
export type CallerKind = 'agent' | 'contacts';

/** The way to a field: `[]` stands for each item of a list, `*` for each field of a map. */
export type FieldPath = readonly string[];

/** What a request must know about its endpoint at run time; whatever is usual is left out. */
export interface EndpointTraits {
  /** Token kind. @default 'access_token' */
  auth?: TokenKind;
  /** Of WeCom: whose access_token it takes. @default ['agent'] */
  callers?: readonly CallerKind[];
  /** Name of the token in the query. @default the token's kind */
  authParam?: string;
  /**
   * The host, where it is not the product's own: `global` is WeChat Pay's for merchants outside mainland China
   * (`apihk.mch.weixin.qq.com`, 境外商户), anything else is the host itself.
   */
  host?: 'global' | `${string}.weixin.qq.com`;
  /** Whether the connection must show the merchant's certificate (mutual TLS, 商户 API 证书). */
  clientCertificate?: true;
  /** Form of the body. @default 'json' */
  body?: 'json' | 'multipart' | 'raw' | 'xml';
  /** Form of the answer. @default 'json' */
  answer?: 'json' | 'binary' | 'xml';
  /** Whether it only reads, and may be repeated after a network failure. @default true for GET */
  read?: boolean;
  /** The body field that makes a write safe to repeat when the caller fills it. */
  idempotencyKey?: string;
  /** Whether a write ends in the same state however often it is sent, as closing an order does (幂等). */
  repeatable?: true;
  /** Paths of 64-bit ids in the body. */
  bodyIds?: readonly FieldPath[];
  /** Paths of 64-bit ids in the answer, always handed out as strings. */
  answerIds?: readonly FieldPath[];
  /** Of WeChat Pay: paths of body fields that may be no whole numbers; all others are, amounts being in fen. */
  decimals?: readonly FieldPath[];
  /** Paths of body fields that travel encrypted for WeChat Pay (RSA-OAEP, 敏感信息加密). */
  sensitive?: readonly FieldPath[];
  /** The same of fields in the query. */
  sensitiveQuery?: readonly FieldPath[];
  /** Paths of answer fields that arrive encrypted for the merchant (RSA-OAEP, 敏感信息解密). */
  answerSensitive?: readonly FieldPath[];
}
