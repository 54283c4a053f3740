import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxComplaintOptions } from '../interfaces/merchant-complaint.interface.js';
import { newPhoneNumber } from '../world/identifiers.js';
import { ComplaintState } from './complaint.state.js';
import type { MerchantState } from './merchant.state.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** @throws {SandboxUseError} when there is no such order that was paid */
export function complain(
  merchant: MerchantState,
  outTradeNo: string,
  { detail = '商品与描述不符', phone = newPhoneNumber(), image }: SandboxComplaintOptions,
): ComplaintState {
  const { book, complaints } = merchant;
  const order = book.orders.get(outTradeNo);
  if (order?.paidAt === undefined) throw new SandboxUseError(`There is no order ${outTradeNo} that was paid`);
  const contentType = image?.subarray(0, PNG.length).equals(PNG) ? 'image/png' : 'image/jpeg';
  const imageId = image && complaints.addImage({ content: image, contentType });
  const complaint = new ComplaintState(order, detail, phone, imageId, merchant.now());
  complaints.complaints.set(complaint.complaintId, complaint);
  return complaint;
}
