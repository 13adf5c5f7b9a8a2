import { all, any } from '../gate-template.ts'
import { both, lines } from '../localized.ts'
import type { PipelineTemplate } from '../template-schema.ts'
import { saasSmbPlaybooks } from './saas-smb-playbooks.ts'

/** (e) SaaS/SMB: short cycle with a 试用 stage. */
export const saasSmbTemplate: PipelineTemplate = {
  key: 'saas_smb',
  name: both('SaaS/中小企业流程', 'SaaS / SMB'),
  description: both(
    '适用于按年订阅的轻量产品：线上演示后开通试用，以真实使用情况推动成交。周期通常为 2–6 周。',
    'For subscriptions: online demo, then a trial; real usage drives the close. Two to six weeks.',
  ),
  wonName: both('成交', 'Won'),
  wonCriteria: lines(both('订阅合同已签或在线订单已支付', 'The subscription is signed or the online order is paid')),
  wonGate: all(
    any({ type: 'attachment', kinds: ['contract'] }, { type: 'milestone', kinds: ['contract_signed', 'payment_received'] }),
  ),
  dormantDays: 14,
  lostName: both('流失', 'Lost'),
  stages: [
    {
      key: 'discovery',
      name: both('需求沟通', 'Discovery'),
      definition: both('客户说明了使用场景与人数，愿意看产品。', 'The customer has described use case and number of users and wants to see the product.'),
      entryCriteria: lines(both('已联系到本人', 'The person has been reached')),
      exitCriteria: lines(both('使用场景、人数与上线时间已登记', 'Use case, users and go-live date are recorded'), both('已约定演示时间', 'A demo is scheduled')),
      winProbability: 0.15,
      forecastCategory: 'pipeline',
      layer: 'nurture',
      color: '#67e8f9',
      dwellDays: 4,
      nextStepHint: both('当天约好线上演示', 'Schedule the online demo the same day'),
      exitGate: all(
        { type: 'activity', kinds: ['call', 'visit', 'meeting', 'wechat'] },
        { type: 'field', field: 'amount', severity: 'warn' },
      ),
      playbook: saasSmbPlaybooks.discovery,
    },
    {
      key: 'online_demo',
      name: both('产品演示', 'Product demo'),
      definition: both('客户已看过产品，并在考虑是否用自己的数据试一试。', 'The customer has seen the product and considers trying it with own data.'),
      entryCriteria: lines(both('演示已预约且参与人明确', 'The demo is booked and attendees are known')),
      exitCriteria: lines(both('演示已完成', 'The demo has been held'), both('客户同意开通试用并指定试用负责人', 'The customer agrees to a trial and names its owner')),
      winProbability: 0.3,
      forecastCategory: 'pipeline',
      layer: 'advance',
      color: '#22d3ee',
      dwellDays: 5,
      nextStepHint: both('演示结束时当场开通试用账号', 'Open the trial account at the end of the demo'),
      exitGate: all(
        { type: 'milestone', kinds: ['demo_held'] },
      ),
      playbook: saasSmbPlaybooks.online_demo,
    },
    {
      key: 'trial',
      name: both('试用', 'Trial'),
      definition: both('试用账号已开通，客户正用真实业务数据验证价值。', 'The trial is open; the customer verifies the value with real data.'),
      entryCriteria: lines(both('试用目标与截止日已约定', 'Goal and end of the trial are agreed')),
      exitCriteria: lines(both('试用目标达成，客户确认', 'The goal is reached and confirmed'), both('购买人数与版本已确定', 'Number of users and edition are set')),
      winProbability: 0.5,
      forecastCategory: 'best_case',
      layer: 'advance',
      color: '#0ea5e9',
      dwellDays: 14,
      nextStepHint: both('试用第 3 天与第 10 天各回访一次，看活跃用户数', 'Call on day 3 and day 10 of the trial; look at active users'),
      exitGate: all(
        { type: 'checklist', label: both('试用目标达成，客户确认', 'The goal of the trial is reached and confirmed'), severity: 'warn' },
        { type: 'contact', roles: ['user', 'coach'], severity: 'warn' },
      ),
      playbook: saasSmbPlaybooks.trial,
    },
    {
      key: 'quote_signing',
      name: both('报价签约', 'Quote and signing'),
      definition: both('客户已决定购买，正在走付款或签约流程。', 'The customer has decided to buy and is paying or signing.'),
      entryCriteria: lines(both('报价单已发送', 'The quote has been sent')),
      exitCriteria: lines(both('客户已确认报价', 'The quote is accepted'), both('合同或在线订单已发出', 'Contract or online order has been issued')),
      winProbability: 0.75,
      forecastCategory: 'commit',
      layer: 'sign',
      color: '#f59e0b',
      dwellDays: 7,
      nextStepHint: both('确认发票信息与付款日期', 'Confirm invoice details and payment date'),
      exitGate: all(
        { type: 'milestone', kinds: ['quote_sent'], severity: 'warn' },
      ),
      playbook: saasSmbPlaybooks.quote_signing,
    },
  ],
}
