import type { WorkCreateAuthInfo, WorkInfos, WorkResetPermanentCodeInfo } from '../../catalog/work.js';

/** The corporation that authorized the suite: WeCom's push names a code alone, which the library has used up. */
interface OfCorp {
  AuthCorpId: string;
}

/** What handlers of `@WeChatInfo()` are handed, by InfoType. */
export type WorkToldInfos = Omit<WorkInfos, 'create_auth' | 'reset_permanent_code'> & {
  create_auth: WorkCreateAuthInfo & OfCorp;
  reset_permanent_code: WorkResetPermanentCodeInfo & OfCorp;
};
