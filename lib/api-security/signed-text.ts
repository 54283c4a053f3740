/** The text both sides sign (待签名串). */
export const signedText = (url: string, appId: string, timestamp: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${url}\n${appId}\n${timestamp}\n`), body]);
