import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type FieldFacts, type FieldType } from '../../../lib/catalog/index.js';
import {
  type PayNotificationResources,
  type PayV2Notices,
  payNotificationNames,
} from '../../../lib/catalog/pay.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

const { notifications } = read('lib/catalog/facts/pay-v3/events.json') as {
  notifications: Record<string, { eventTypes: readonly string[]; fields: FieldFacts }>;
};
const { notices } = read('lib/catalog/facts/pay-v2/events.json') as {
  notices: Record<string, { fields: FieldFacts; decrypted?: FieldFacts }>;
};
const { vectors } = read('test/fixtures/vectors/pay.json') as {
  vectors: ReadonlyArray<{ name: string; kind: string; input: { json: unknown } }>;
};

/** The samples of the official pages, by the type that describes them. */
const SAMPLES: Readonly<Record<string, string>> = {
  'Transactions-TransactionResource': 'PayTransactionResource',
  '_Partner-Transactions-PartnerTransactionResource': 'PayPartnerTransactionResource',
  '_Partner-ProfitSharing-PartnerProfitSharingResource': 'PayPartnerProfitSharingResource',
  'MerchantTransfer-MerchantTransferBillFinishedResource': 'PayTransferBillResource',
  'MerchantTransfer-MerchantTransferBatchClosedResource': 'PayTransferBatchClosedResource',
  'MerchantTransfer-MerchantTransferAuthorizationConfirmedResource': 'PayTransferAuthorizationResource',
  'PayScore-PayScoreServiceOrderResource': 'PayScoreOrderResource',
  'PayScore-PayScoreUserSignPlanResource': 'PayScoreSignPlanResource',
  '_Partner-PayScore-PayScorePartnerPermissionsResource': 'PayPartnerScorePermissionResource',
  '_Partner-PayScore-PayScorePartnerUserSignPlanResource': 'PayPartnerScoreSignPlanResource',
  'BusinessCircle-MallTransactionResource': 'PayMallTransactionResource',
  'DiscountCard-DiscountCardResource': 'PayDiscountCardResource',
  'MarketingMemberCardOpen-MarketingMemberCardResource': 'PayMemberCardResource',
  'NewTaxControlFapiao-FapiaoResource': 'PayFapiaoResource',
  'Vehicle-VehicleTransactionResource': 'PayVehicleTransactionResource',
  'Violation-ViolationResource': 'PayViolationResource',
  '_Partner-BrandCardMember-BrandPartnerCardMemberPointExchangeCouponResource':
    'PayBrandMemberPointExchangeResource',
  '_Partner-Ecommerce-EcommerceEntrustResource': 'PayEcommerceEntrustResource',
  'Global-Refund-RefundResource': 'PayGlobalRefundResource',
  'Global-_Partner-Refund-PartnerRefundResource': 'PayGlobalPartnerRefundResource',
  'Global-_Partner-Transactions-PartnerTransactionResource': 'PayGlobalPartnerTransactionResource',
  'Global-PAPay-PAPayContractResource': 'PayGlobalContractResource',
  'Global-_Partner-PAPay-PartnerPAPayContractResource': 'PayGlobalPartnerContractResource',
};

const isScalar = (type: string, value: unknown): boolean =>
  type.split('|').some((part) => {
    if (part === 'integer') return Number.isSafeInteger(value);
    return part.startsWith("'") ? value === part.slice(1, -1) : typeof value === part;
  });

/** Where a value departs from a type. */
function departures(type: FieldType, value: unknown, path: string): string[] {
  if (typeof type === 'string') return isScalar(type, value) ? [] : [`${path} is no ${type}`];
  if (Array.isArray(type)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item) => departures(type[0] as FieldType, item, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const known = new Map(Object.entries(type).map(([key, field]) => [key.replace(/\?$/, ''), field]));
  const missing = Object.keys(type).filter((key) => !key.endsWith('?') && !(key in value));
  return [
    ...missing.map((key) => `${path}.${key} is missing`),
    ...Object.entries(value).flatMap(([key, field]) => {
      const fieldType = known.get(key);
      return fieldType ? departures(fieldType, field, `${path}.${key}`) : [`${path}.${key} is unknown`];
    }),
  ];
}

describe('the notifications of WeChat Pay', () => {
  const samples = vectors.filter(({ kind }) => kind === 'v3-resource-plaintext');

  it('has a type for every sample of the official pages', () => {
    expect(samples.map(({ name }) => name.replace('v3-notify-resource-', '')).toSorted()).toEqual(
      Object.keys(SAMPLES).toSorted(),
    );
  });

  it.each(samples)('describes $name, field for field', ({ name, input }) => {
    const type = SAMPLES[name.replace('v3-notify-resource-', '')] as string;
    expect(departures(notifications[type]?.fields as FieldFacts, input.json, type)).toEqual([]);
  });

  it('names every event type of the facts, and no other', () => {
    const names = Object.values(notifications).flatMap(({ eventTypes }) => eventTypes);
    expect(payNotificationNames).toEqual(new Set(names));
    expect(payNotificationNames.has('TRANSACTION.SUCCESS')).toBe(true);
    expect(payNotificationNames.has('TRANSACTION.SUCCES')).toBe(false);
  });

  it('types what one event type may carry as a union, partner and combined orders among it', () => {
    const openids = (resource: PayNotificationResources['TRANSACTION.SUCCESS']): string[] => {
      if ('combine_out_trade_no' in resource) return [resource.combine_payer_info?.openid ?? ''];
      if ('payer' in resource && resource.payer && 'sub_openid' in resource.payer)
        return [resource.payer.sub_openid ?? ''];
      return [];
    };
    const sample = samples.find(
      ({ name }) => name.endsWith('Transactions-PartnerTransactionResource') && !name.includes('Global'),
    )?.input.json;
    expect(openids(sample as PayNotificationResources['TRANSACTION.SUCCESS'])).toEqual([
      'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    ]);
  });
});

describe('the notices of APIv2', () => {
  it('are those of orders, contracts, refunds and vehicles', () => {
    expect(Object.keys(notices)).toEqual(['order', 'pap_contract', 'pap_order', 'refund', 'vehicle']);
  });

  it('are text, indexed coupons and decrypted refunds included', () => {
    const order: Partial<PayV2Notices['order']> = {
      return_code: 'SUCCESS',
      mch_id: '10000100',
      total_fee: '1',
      coupon_fee_0: '100',
      // @ts-expect-error an amount in XML is text
      coupon_fee_1: 200,
    };
    const refund: Partial<PayV2Notices['refund']['req_info']> = { refund_fee: '1', refund_status: 'SUCCESS' };
    expect(Object.keys({ ...order, ...refund })).toContain('coupon_fee_0');
    expect(Object.keys(notices['refund']?.decrypted ?? {})).toEqual(['req_info']);
  });
});
