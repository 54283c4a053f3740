import { first, type ParityCalls } from './calls.interface.js';

const SPAN = { start: 1_764_547_200, end: 1_765_152_000 };
const EXTERNAL = 'wmExternal';
const STRATEGY = {
  strategy_name: '销售',
  admin_list: ['zhangsan'],
  range: [{ type: 1, userid: 'zhangsan' }],
};
const CUSTOMER = 'WeChat.Work.Customer';
const CONTACT_WAY = 'WeChat.Work.Customer.ContactWay';
const GROUP_CHAT = 'WeChat.Work.Customer.GroupChat';
const GROUP_MSG = 'WeChat.Work.Customer.GroupMsg';
const MOMENT = 'WeChat.Work.Customer.Moment';
const STRATEGIES = 'WeChat.Work.Customer.Strategy';
const TAG = 'WeChat.Work.Customer.Tag';
const TRANSFER = 'WeChat.Work.Customer.Transfer';
const WELCOME = 'WeChat.Work.Customer.Welcome';

export const calls: ParityCalls = {
  [`${CUSTOMER}.get_enabled_user_list/2`]: ({ customer }) => customer.customer.customers.listFollowUsers(),
  [`${CUSTOMER}.list_user_customers/3`]: ({ customer }) => customer.customer.customers.list('zhangsan'),
  [`${CUSTOMER}.get_customer_info/3..4`]: ({ customer }) => customer.customer.customers.get(EXTERNAL),
  [`${CUSTOMER}.get_customer_info_by_user/3..4`]: ({ customer }) =>
    first(customer.customer.customers.listByUser(['zhangsan', 'lisi'])),
  [`${CUSTOMER}.remark_customer/4..5`]: ({ customer }) =>
    customer.customer.customers.remark('zhangsan', EXTERNAL, { remark: '老王' }),
  [`${CUSTOMER}.get_user_behavior_data/6`]: ({ customer }) =>
    customer.customer.customers.getUserBehaviorData({ userIds: ['zhangsan'], partyIds: [1] }, SPAN),

  [`${CONTACT_WAY}.add/3`]: ({ customer }) =>
    customer.customer.contactWays.add({ type: 1, scene: 2, user: ['zhangsan'], state: 'fair' }),
  [`${CONTACT_WAY}.get/3`]: ({ customer }) => customer.customer.contactWays.get('config'),
  [`${CONTACT_WAY}.update/3`]: ({ customer }) =>
    customer.customer.contactWays.update({ config_id: 'config', remark: '展会' }),
  [`${CONTACT_WAY}.delete/3`]: ({ customer }) => customer.customer.contactWays.delete('config'),
  [`${CONTACT_WAY}.close_temp_chat/4`]: ({ customer }) =>
    customer.customer.contactWays.closeTempChat('zhangsan', EXTERNAL),

  [`${GROUP_CHAT}.list/3`]: ({ customer }) =>
    first(customer.customer.groupChats.list({ owners: ['zhangsan'], status: 0 })),
  [`${GROUP_CHAT}.get/3..4`]: ({ customer }) => customer.customer.groupChats.get('chat', { needName: true }),
  [`${GROUP_CHAT}.open_gid2chat_id/3`]: ({ customer }) => customer.customer.groupChats.openGidToChatId('gid'),
  [`${GROUP_CHAT}.resigned_transfer/4`]: ({ customer }) =>
    customer.customer.transfers.transferResignedGroupChats(['chat'], 'lisi'),
  [`${GROUP_CHAT}.statistic/3`]: ({ customer }) =>
    first(customer.customer.groupChats.statistic(['zhangsan'], SPAN, { orderBy: 2 })),
  [`${GROUP_CHAT}.statistic_by_day/3`]: ({ customer }) =>
    customer.customer.groupChats.statisticByDay(['zhangsan'], SPAN),

  [`${GROUP_MSG}.add_template/3`]: ({ customer }) =>
    customer.customer.messages.create({ sender: 'zhangsan', text: { content: '上新了' } }),
  [`${GROUP_MSG}.remind/3`]: ({ customer }) => customer.customer.messages.remind('msg'),
  [`${GROUP_MSG}.cancel/3`]: ({ customer }) => customer.customer.messages.cancel('msg'),
  [`${GROUP_MSG}.list/3`]: ({ customer }) =>
    first(customer.customer.messages.list('single', SPAN, { creator: 'zhangsan' })),
  [`${GROUP_MSG}.list_task/3`]: ({ customer }) => first(customer.customer.messages.listTasks('msg')),
  [`${GROUP_MSG}.get_send_result/3`]: ({ customer }) =>
    first(customer.customer.messages.listSendResults('msg', 'zhangsan')),

  [`${MOMENT}.get_moment_list/4..5`]: ({ customer }) =>
    first(customer.customer.moments.list(SPAN, { filterType: 2 })),
  [`${MOMENT}.get_moment_task/3..4`]: ({ customer }) => first(customer.customer.moments.listTasks('moment')),
  [`${MOMENT}.get_moment_customer_list/4..5`]: ({ customer }) =>
    first(customer.customer.moments.listCustomers('moment', 'zhangsan')),
  [`${MOMENT}.get_moment_send_result/4..5`]: ({ customer }) =>
    first(customer.customer.moments.listSendResults('moment', 'zhangsan')),
  [`${MOMENT}.get_moment_comments/4`]: ({ customer }) =>
    customer.customer.moments.getComments('moment', 'zhangsan'),
  [`${MOMENT}.list_moment_strategy/3`]: ({ customer }) => first(customer.customer.momentStrategies.list()),
  [`${MOMENT}.get_moment_strategy/3`]: ({ customer }) => customer.customer.momentStrategies.get(1),
  [`${MOMENT}.get_moment_strategy_range/4`]: ({ customer }) =>
    first(customer.customer.momentStrategies.listRange(1)),
  [`${MOMENT}.create_moment_strategy/3`]: ({ customer }) =>
    customer.customer.momentStrategies.create({ ...STRATEGY, privilege: { send_moment: true } }),
  [`${MOMENT}.edit_moment_strategy/3`]: ({ customer }) =>
    customer.customer.momentStrategies.edit({ strategy_id: 1, strategy_name: '朋友圈' }),
  [`${MOMENT}.delete_moment_strategy/3`]: ({ customer }) => customer.customer.momentStrategies.delete(1),

  [`${STRATEGIES}.list/2..4`]: ({ customer }) => first(customer.customer.strategies.list()),
  [`${STRATEGIES}.get/3`]: ({ customer }) => customer.customer.strategies.get(1),
  [`${STRATEGIES}.get_range/3..5`]: ({ customer }) => first(customer.customer.strategies.listRange(1)),
  [`${STRATEGIES}.create/3`]: ({ customer }) =>
    customer.customer.strategies.create({ ...STRATEGY, privilege: { view_customer_list: true } }),
  [`${STRATEGIES}.edit/3`]: ({ customer }) =>
    customer.customer.strategies.edit({ strategy_id: 1, strategy_name: '销售' }),
  [`${STRATEGIES}.delete/3`]: ({ customer }) => customer.customer.strategies.delete(1),

  [`${TAG}.get_corp_tag_list/2`]: ({ customer }) => customer.customer.tags.list(),
  [`${TAG}.add_corp_tag/3`]: ({ customer }) =>
    customer.customer.tags.add({ group_name: '来源', tag: [{ name: '展会' }] }),
  [`${TAG}.edit_corp_tag/3..4`]: ({ customer }) => customer.customer.tags.edit('tag', { name: '门店' }),
  [`${TAG}.del_corp_tag/4`]: ({ customer }) =>
    customer.customer.tags.delete({ tagIds: ['tag'], groupIds: ['group'] }),
  [`${TAG}.get_strategy_tag_list/3`]: ({ customer }) => customer.customer.tags.listOfStrategy(1),
  [`${TAG}.add_strategy_tag/3..4`]: ({ customer }) =>
    customer.customer.tags.addToStrategy(1, { group_name: '来源', tag: [{ name: '展会' }] }),
  [`${TAG}.edit_strategy_tag/3..4`]: ({ customer }) =>
    customer.customer.tags.editOfStrategy('tag', { name: '门店' }),
  [`${TAG}.del_strategy_tag/4`]: ({ customer }) =>
    customer.customer.tags.deleteOfStrategy({ tagIds: ['tag'] }),
  [`${TAG}.mark_tag/6`]: ({ customer }) =>
    customer.customer.tags.mark('zhangsan', EXTERNAL, { add: ['tag'], remove: ['other'] }),

  [`${TRANSFER}.transfer_customer/5..6`]: ({ customer }) =>
    customer.customer.transfers.transferCustomers('zhangsan', 'lisi', [EXTERNAL], '由李四为您服务'),
  [`${TRANSFER}.transfer_result/4..5`]: ({ customer }) =>
    first(customer.customer.transfers.listResults('zhangsan', 'lisi')),
  [`${TRANSFER}.transfer_group_chat/4`]: ({ customer }) =>
    customer.customer.transfers.transferGroupChats(['chat'], 'lisi'),
  [`${TRANSFER}.get_unassigned_list/3`]: ({ customer }) =>
    first(customer.customer.transfers.listUnassigned()),
  [`${TRANSFER}.resigned_transfer_customer/5`]: ({ customer }) =>
    customer.customer.transfers.transferResignedCustomers('zhangsan', 'lisi', [EXTERNAL]),
  [`${TRANSFER}.resigned_transfer_result/4..5`]: ({ customer }) =>
    first(customer.customer.transfers.listResignedResults('zhangsan', 'lisi')),
  [`${TRANSFER}.resigned_transfer_group_chat/4`]: ({ customer }) =>
    customer.customer.transfers.transferResignedGroupChats(['chat'], 'lisi'),

  [`${WELCOME}.send_welcome_msg/3`]: ({ customer }) =>
    customer.customer.messages.sendWelcome('code', { text: { content: '您好' } }),
  [`${WELCOME}.add_group_template/3`]: ({ customer }) =>
    customer.customer.groupWelcomes.add({ text: { content: '欢迎%NICKNAME%' } }),
  [`${WELCOME}.edit_group_template/3`]: ({ customer }) =>
    customer.customer.groupWelcomes.edit({ template_id: 'template', text: { content: '欢迎' } }),
  [`${WELCOME}.get_group_template/3`]: ({ customer }) => customer.customer.groupWelcomes.get('template'),
  [`${WELCOME}.delete_group_template/3`]: ({ customer }) =>
    customer.customer.groupWelcomes.delete('template'),
};
