import { type ErrcodeHint, hintsFrom } from './errcode.hint.js';

const PATH = 'https://developer.work.weixin.qq.com/document/path/';
const CODES = `${PATH}90313`;
const TOKEN = `${PATH}91039`;
const CONTACTS = `${PATH}96079`;
const LIMITS = `${PATH}90312`;
const MESSAGES = `${PATH}90236`;
const CARDS = `${PATH}94888`;
const LOGIN = `${PATH}91023`;
const CUSTOMERS = `${PATH}92109`;
const KF = `${PATH}94677`;
const KF_PERMISSION = `${PATH}94638`;
const CHATS = `${PATH}90245`;
const ROBOTS = `${PATH}91770`;
const APPROVAL = `${PATH}91853`;
const CHECKIN = `${PATH}90262`;
const SUITE = `${PATH}90600`;
const PERMANENT_CODE = `${PATH}100776`;
const DRIVE = `${PATH}93655`;

/** Well-known refusals of WeCom and their cures; the numbers mean other things than on the official platform. */
const HINTS: Readonly<Record<number, ErrcodeHint>> = {
  [-1]: { hint: 'WeCom is busy; try again a little later', docs: CODES },
  6000: { hint: 'Somebody else changed the same data; try again a little later', docs: CODES },
  40001: { hint: 'Check the secret: it is not that of an application of this corporation', docs: TOKEN },
  40003: { hint: 'Check the userid: no such member, or one the application does not see', docs: CODES },
  40004: { hint: 'WeCom does not take this kind of file', docs: `${PATH}90253` },
  40007: { hint: 'The media_id is unknown, older than three days, or of another kind', docs: CODES },
  40008: { hint: 'Check the msgtype: it is none WeCom knows', docs: MESSAGES },
  40013: { hint: 'Check corpId: it is unknown to WeCom', docs: TOKEN },
  40014: { hint: 'The token is dead or malformed: see what is stored in the cache', docs: TOKEN },
  40029: {
    hint: 'The code works once and for five minutes: see that no other server takes it first',
    docs: LOGIN,
  },
  40031: { hint: 'At least one userid of the list is not in the address book', docs: CODES },
  40032: { hint: 'The list of userids is empty or too long', docs: CODES },
  40050: { hint: 'There is no group chat with this chatid', docs: CHATS },
  40056: {
    hint: 'Check agentId: it is not that of the application whose secret fetched the token',
    docs: CODES,
  },
  40058: {
    hint: 'A parameter is missing, empty or too long, or the body is not the JSON WeCom expects',
    docs: CODES,
  },
  40063: { hint: 'A parameter is empty', docs: CODES },
  40066: { hint: 'At least one department of the list is not in the address book', docs: CODES },
  40068: { hint: 'There is no tag with this id', docs: CODES },
  40070: { hint: 'None of the members and departments named can be tagged', docs: CODES },
  40071: { hint: 'There is a tag of this name already', docs: CODES },
  40073: { hint: 'The openid is unknown to this corporation', docs: CODES },
  40077: { hint: 'The pre_auth_code is unknown or was used', docs: `${PATH}90601` },
  40078: { hint: 'The auth_code works once: it was used, or is too old', docs: PERMANENT_CODE },
  40080: { hint: 'Check suiteSecret: it is not the one of this suite', docs: SUITE },
  40082: { hint: 'The token of the suite is dead: see what is stored in the cache', docs: SUITE },
  40083: { hint: 'Check suiteId: it is unknown to WeCom', docs: SUITE },
  40084: {
    hint: 'The permanent code is not of this corporation, or was reset: the corporation has to authorize again',
    docs: PERMANENT_CODE,
  },
  40085: { hint: 'The suite_ticket is too old: see why no pushes come', docs: `${PATH}90628` },
  40091: { hint: 'Check the secret: it is that of another corporation', docs: TOKEN },
  40093: {
    hint: 'The signature for the JS-SDK is wrong: compare the page signed with the page shown',
    docs: CODES,
  },
  40096: { hint: 'Check the external_userid: this corporation has no such contact', docs: CODES },
  41001: {
    hint: 'The call carried no token: does the endpoint need one its route does not say?',
    docs: TOKEN,
  },
  41004: { hint: 'The call carried no secret: give one to the application', docs: TOKEN },
  41022: { hint: 'The call carried no token of a suite', docs: SUITE },
  41025: { hint: 'The call carried no permanent code', docs: PERMANENT_CODE },
  42001: { hint: 'The token has expired', docs: TOKEN },
  42003: { hint: 'The code is older than five minutes', docs: LOGIN },
  42007: { hint: 'The pre_auth_code has expired', docs: `${PATH}90601` },
  42009: { hint: 'The token of the suite has expired', docs: SUITE },
  42015: { hint: 'Only the application that sent a card may change it', docs: CARDS },
  42022: { hint: 'The code was used: it works once', docs: LOGIN },
  42052: { hint: 'The message is older than 24 hours: it cannot be recalled', docs: `${PATH}94867` },
  43004: { hint: 'The member has not joined with WeChat and has no openid', docs: CODES },
  43009: { hint: 'The corporation has not verified who it is (企业未验证)', docs: CODES },
  44004: { hint: 'The text is empty', docs: MESSAGES },
  45001: { hint: 'The file is larger than WeCom takes', docs: `${PATH}90253` },
  45002: { hint: 'The content is too long', docs: MESSAGES },
  45008: { hint: 'A news message takes one to eight articles', docs: MESSAGES },
  45009: {
    hint: 'Too many calls: wait as long as the limit counts (a minute, an hour, a day). Wrong secrets count too, by IP',
    docs: LIMITS,
  },
  45024: { hint: 'The corporation has as many members as it may', docs: CODES },
  45026: { hint: 'So many members at once are not deleted: it looks like a mistake', docs: `${PATH}90981` },
  45029: { hint: 'The answer would be too large: ask for less', docs: CODES },
  45033: { hint: 'Too many calls of this kind at once; make fewer side by side', docs: LIMITS },
  46003: { hint: 'The application has no menu', docs: `${PATH}90232` },
  46004: { hint: 'There is no such member, or the application does not see them', docs: CODES },
  48001: { hint: 'The corporation has not authorised this interface', docs: CODES },
  48002: {
    hint: "This token may not call the interface: see its page (权限说明). The address book is written with the secret of 通讯录同步; customers, check-in and approval take their own application's, or one they are opened to",
    docs: CODES,
  },
  48003: { hint: 'The token is not of this suite', docs: SUITE },
  48004: { hint: 'The corporation has not authorised the suite, or has taken that back', docs: SUITE },
  48005: { hint: 'WeCom has retired this interface', docs: CODES },
  48006: { hint: 'The permission for this interface was taken back', docs: CODES },
  48007: { hint: 'The customer service account is not opened to this application', docs: KF_PERMISSION },
  48008: { hint: 'This authorisation reaches a part of the address book calls alone', docs: CONTACTS },
  48009: {
    hint: 'From a new IP the secret of 通讯录同步 reads ids only: read members with an application',
    docs: CONTACTS,
  },
  50001: {
    hint: 'The domain of the page is not a trusted one (可信域名) of the application; it is compared whole, port included',
    docs: CODES,
  },
  50002: { hint: 'The application does not see this member (可见范围)', docs: CODES },
  50003: { hint: 'The application is switched off in the console', docs: CODES },
  50006: { hint: 'The system application is switched off in the console', docs: CODES },
  50100: { hint: 'The cursor is not one WeCom gave out for this list', docs: CODES },
  60003: { hint: 'There is no such department', docs: CODES },
  60004: { hint: 'There is no such parent department', docs: CODES },
  60005: { hint: 'The department has members still', docs: CODES },
  60006: { hint: 'The department has departments below it still', docs: CODES },
  60008: { hint: 'There is a department of this id, or of this name beside it', docs: CODES },
  60011: {
    hint: 'The application does not see this member, department or tag, or may not change it (可见范围)',
    docs: CODES,
  },
  60020: {
    hint: 'Add {ip} to the trusted IPs of the application (企业可信IP), or for a suite to the whitelist of the service provider; it takes a minute',
    docs: CODES,
  },
  60021: { hint: 'The application does not see this member (可见范围)', docs: CODES },
  60102: {
    hint: 'There is a member of this userid already; upper and lower case do not differ',
    docs: CODES,
  },
  60104: { hint: 'Another member has this mobile number', docs: CODES },
  60106: { hint: 'Another member has this email address', docs: CODES },
  60111: {
    hint: 'There is no such member, or the application does not see them; a suite must give encrypted userids',
    docs: CODES,
  },
  60123: { hint: 'There is no such department', docs: CODES },
  60129: { hint: 'A member needs a mobile number or an email address', docs: CODES },
  81011: { hint: 'The tag belongs to another application', docs: CODES },
  81013: { hint: 'Nobody was sent the message: none of the recipients exists and is seen', docs: MESSAGES },
  82001: { hint: 'The message names no recipient', docs: MESSAGES },
  82002: { hint: 'A message goes to 100 departments at most', docs: MESSAGES },
  82003: { hint: 'A message goes to 100 tags at most', docs: MESSAGES },
  84014: { hint: 'The user_ticket has expired', docs: LOGIN },
  84015: { hint: 'The user_ticket is not one WeCom gave out to this application', docs: LOGIN },
  84061: {
    hint: 'The member and the customer are no contacts: not added, or removed by the member',
    docs: CODES,
  },
  84074: {
    hint: 'The application may not act for customers: open 客户联系 to it in the console',
    docs: CUSTOMERS,
  },
  84083: { hint: 'The member has no permission for 客户联系', docs: CUSTOMERS },
  84084: { hint: 'The member does not look after this customer', docs: CUSTOMERS },
  85002: { hint: 'The text holds a word WeCom does not take', docs: CODES },
  86001: { hint: 'The chatid is malformed: letters and digits, 32 at most', docs: CHATS },
  86003: { hint: 'There is no group chat with this chatid', docs: CHATS },
  86006: { hint: 'A group chat has 2 to 2000 members', docs: CHATS },
  86007: { hint: 'At least one member of the group chat does not exist or is not seen', docs: CHATS },
  86008: { hint: 'The group chat was made by another application', docs: CHATS },
  86207: { hint: 'The owner must be one of the members', docs: CHATS },
  86215: { hint: 'There is a group chat with this chatid already', docs: CHATS },
  90206: { hint: 'The mini program is not linked with the corporation', docs: MESSAGES },
  90207: { hint: 'Check the appid of the mini program', docs: MESSAGES },
  90466: { hint: 'The calendar or schedule was made by another application', docs: `${PATH}93648` },
  90501: { hint: 'The group chat is not one with customers', docs: CUSTOMERS },
  91040: { hint: 'Check the type of the ticket: only agent_config is known', docs: `${PATH}90506` },
  93000: {
    hint: 'Check the webhook of the group robot: it is wrong, or the robot was removed from the group',
    docs: ROBOTS,
  },
  93004: { hint: 'The group robot is switched off', docs: ROBOTS },
  93008: { hint: 'The group robot is not in the group', docs: ROBOTS },
  94000: {
    hint: 'The application does not show a template on the workbench: set one first',
    docs: `${PATH}92535`,
  },
  95000: { hint: 'The open_kfid is malformed', docs: KF },
  95001: { hint: 'Five messages were sent since the customer last wrote', docs: KF },
  95002: { hint: 'The customer has not written within 48 hours', docs: KF },
  95004: { hint: 'There is no customer service account with this open_kfid', docs: KF },
  95007: {
    hint: 'The code or token of the push is not one WeCom gave out, was used, or is too old',
    docs: `${PATH}95122`,
  },
  95013: { hint: 'The conversation has ended', docs: KF },
  95014: { hint: 'The member does not serve this account', docs: `${PATH}94646` },
  95016: { hint: 'The conversation cannot go from its state to this one', docs: `${PATH}94669` },
  95017: { hint: 'The account is not managed by API (API管理): switch that on', docs: KF_PERMISSION },
  95018: {
    hint: 'In this state of the conversation no message may be sent: take it over first',
    docs: `${PATH}94669`,
  },
  95019: { hint: 'The member serves nobody at the moment', docs: `${PATH}94669` },
  301002: { hint: 'The token may not act on this application', docs: CODES },
  301007: { hint: 'The corporation is dissolved or blocked', docs: CODES },
  301021: { hint: 'At least one userid is not in the address book', docs: CODES },
  301022: { hint: 'WeCom could not read the check-in data; try again a little later', docs: CHECKIN },
  301023: { hint: 'One to 100 userids at a time', docs: CHECKIN },
  301024: {
    hint: 'The end must be after the start, and the period within what the page allows',
    docs: CHECKIN,
  },
  301025: { hint: 'A field of the approval is wrong: compare it with the template', docs: APPROVAL },
  301055: {
    hint: 'The application may not use approvals (审批), or does not see the applicant',
    docs: APPROVAL,
  },
  301056: { hint: 'The approval application is switched off', docs: APPROVAL },
  301057: {
    hint: 'WeCom could not hand in the approval; compare its fields with the template',
    docs: APPROVAL,
  },
  302008: { hint: 'An import is running already: wait for its end', docs: `${PATH}90983` },
  400021: { hint: 'A participant of the meeting does not exist or is not seen', docs: `${PATH}93706` },
  400028: { hint: 'The meeting application is switched off', docs: `${PATH}93706` },
  400041: { hint: 'The meeting was cancelled', docs: `${PATH}93706` },
  610004: { hint: 'The person is no customer of the corporation', docs: CUSTOMERS },
  640001: { hint: 'There is no such space', docs: DRIVE },
  640002: { hint: 'There is no such file', docs: DRIVE },
  640004: { hint: 'Who acts may not open this', docs: DRIVE },
  640008: { hint: 'Who acts has no rights in this space', docs: DRIVE },
  640017: { hint: 'The drive is not opened to API calls in the console', docs: DRIVE },
  640019: { hint: 'The quota of calls to the drive is used up', docs: DRIVE },
  2000002: { hint: 'Check corpId: it is unknown to WeCom', docs: TOKEN },
};

/** What to do about an errcode of WeCom, where it is known. */
export const workHintFor = hintsFrom(HINTS);
