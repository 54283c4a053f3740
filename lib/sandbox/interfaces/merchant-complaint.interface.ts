import type { SandboxNotificationOptions, SandboxNotified } from './merchant-notification.interface.js';

/**
 * What a payer complains about. 投诉
 *
 * @publicApi
 */
export interface SandboxComplaintOptions extends SandboxNotificationOptions {
  /** @default '商品与描述不符' */
  detail?: string;
  /** @default made up */
  phone?: string;
  /** JPEG or PNG. */
  image?: Buffer;
}

/**
 * A complaint the application was told of.
 *
 * @publicApi
 */
export interface SandboxComplained extends SandboxNotified {
  complaintId: string;
}

/**
 * A complaint, and what the merchant did about it. 投诉单
 *
 * @publicApi
 */
export interface SandboxComplaint {
  readonly complaintId: string;
  readonly outTradeNo: string;
  readonly detail: string;
  readonly state: 'PENDING' | 'PROCESSING' | 'PROCESSED';
  /** What the merchant replied, with ids of images. */
  readonly replies: readonly { readonly content: string; readonly images: readonly string[] }[];
}
