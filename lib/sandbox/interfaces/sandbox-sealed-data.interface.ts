/**
 * What a mini program gets from WeChat and cannot read itself. 加密数据
 *
 * @publicApi
 */
export interface SandboxSealedData {
  /** Base64. */
  encryptedData: string;
  /** 16 bytes as base64. */
  iv: string;
}

/**
 * What `wx.getUserInfo` gives a mini program.
 *
 * @publicApi
 */
export interface SandboxUserInfo extends SandboxSealedData {
  /** JSON without what only the server may see. */
  rawData: string;
  /** SHA-1 of the raw data and the session key. */
  signature: string;
}
