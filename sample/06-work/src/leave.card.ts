import type { WorkButtonCard } from 'nestjs-wechat-sdk/work';
import type { Leave } from './leaves.js';

/** The card the boss decides with (模板卡片, 按钮交互型). */
export const leaveCard = ({ number, name, reason }: Leave): WorkButtonCard => ({
  card_type: 'button_interaction',
  task_id: number,
  main_title: { title: `${name} 请假`, desc: 'asks for leave' },
  sub_title_text: reason,
  button_list: [
    { text: '同意', style: 1, key: 'approve' },
    { text: '拒绝', style: 3, key: 'reject' },
  ],
});
