import type { AccountState } from '../../account/account.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

/** Values an option may have, by its name; the first stands until another is set. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  location_report: ['0', '1', '2'],
  voice_recognize: ['0', '1'],
  customer_service: ['0', '1'],
};

const valuesOf = (name: string): readonly string[] | undefined =>
  Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;

/** 授权方选项信息 */
export const authorizerOptionPage: ApiPage<AccountState> = {
  'POST /cgi-bin/component/get_authorizer_option': ({ account, body: { option_name } }) => {
    const [first] = valuesOf(option_name) ?? [];
    if (first === undefined) return refuse(61012);
    const option_value = account.options.get(option_name) ?? first;
    return { authorizer_appid: account.appId, option_name, option_value };
  },
  'POST /cgi-bin/component/set_authorizer_option': ({ account, body: { option_name, option_value } }) => {
    const values = valuesOf(option_name);
    if (!values) return refuse(61012);
    if (!values.includes(option_value)) return refuse(61013);
    account.options.set(option_name, option_value);
    return OK;
  },
};
