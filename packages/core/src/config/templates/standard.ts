import { all } from '../gate-template.ts'
import { both, lines } from '../localized.ts'
import type { PipelineTemplate } from '../template-schema.ts'
import { standardPlaybooks } from './standard-playbooks.ts'

/** (a) 初步接洽 → 需求确认 → 方案展示 → 商务谈判 → 赢单 */
export const standardTemplate: PipelineTemplate = {
  key: 'standard',
  name: both('标准销售流程', 'Standard sales'),
  description: both(
    '适用于大多数 B2B 方案型销售：一次需求确认、一次正式方案演示，随后进入商务谈判。周期通常为 1–4 个月。',
    'For most B2B solution sales: one confirmed need, one formal demo, then negotiation. The cycle is usually one to four months.',
  ),
  wonName: both('赢单', 'Won'),
  wonCriteria: lines(
    both('已上传双方签章的合同', 'The contract signed by both parties is attached'),
    both('财务已确认首笔款项到账', 'Finance has confirmed the first payment'),
  ),
  wonGate: all(
    { type: 'attachment', kinds: ['contract'] },
    { type: 'milestone', kinds: ['payment_received'] },
  ),
  lostName: both('丢单', 'Lost'),
  stages: [
    {
      key: 'first_contact',
      name: both('初步接洽', 'First contact'),
      definition: both(
        '客户已知道我们是谁，并愿意继续沟通；双方尚未就具体需求达成共识。',
        'The customer knows who we are and is willing to talk; no specific need has been agreed yet.',
      ),
      entryCriteria: lines(
        both('客户名称与至少一种有效联系方式已登记', 'Customer name and at least one valid means of contact are on record'),
        both('客户属于我们服务的行业与区域', 'The customer is in an industry and region that we serve'),
      ),
      exitCriteria: lines(
        both('已记录至少一次有效电话或会面', 'At least one effective call or meeting is logged'),
        both('已找到决策链中的决策者联系人', 'A contact in the role of decision-maker is known'),
        both('客户同意接收产品或方案资料', 'The customer has agreed to receive material'),
      ),
      winProbability: 0.1,
      forecastCategory: 'pipeline',
      layer: 'nurture',
      color: '#8ab4f8',
      dwellDays: 7,
      nextStepHint: both('约一次 30 分钟的需求沟通，并确认谁来拍板', 'Book a 30-minute discovery talk and find out who decides'),
      exitGate: all(
        { type: 'activity', kinds: ['call', 'visit', 'meeting'] },
        { type: 'contact', roles: ['decision_maker'] },
        { type: 'milestone', kinds: ['material_consent'] },
      ),
      playbook: standardPlaybooks.first_contact,
    },
    {
      key: 'needs_confirmed',
      name: both('需求确认', 'Needs confirmed'),
      definition: both(
        '客户承认存在需要解决的业务问题，预算、决策权、需求与时间四项正在逐一核实。',
        'The customer acknowledges a business problem to be solved; budget, authority, need and timeframe are being verified.',
      ),
      entryCriteria: lines(
        both('客户已用自己的话说明痛点或目标', 'The customer has stated the pain or goal in their own words'),
        both('客户同意安排需求调研', 'The customer has agreed to a needs analysis'),
      ),
      exitCriteria: lines(
        both('BANT 四项（预算、决策权、需求、时间）填写完整', 'BANT (budget, authority, need, timeframe) is complete'),
        both('商机已被标记为 SQL（销售认可线索）', 'The deal is marked as sales-qualified (SQL)'),
      ),
      winProbability: 0.25,
      forecastCategory: 'pipeline',
      layer: 'nurture',
      color: '#4f8ef7',
      dwellDays: 14,
      nextStepHint: both('补全 BANT，整理需求清单请客户确认', 'Complete BANT and have the customer confirm the list of needs'),
      exitGate: all(
        { type: 'form', form: 'bant' },
        { type: 'milestone', kinds: ['sql_accepted'] },
      ),
      playbook: standardPlaybooks.needs_confirmed,
    },
    {
      key: 'solution_demo',
      name: both('方案展示', 'Solution demo'),
      definition: both(
        '客户正在评估我们提出的方案；方案与客户需求逐条对应，并已安排或完成正式演示。',
        'The customer is evaluating our proposal, which answers each need; a formal demo is scheduled or has been held.',
      ),
      entryCriteria: lines(
        both('需求清单已由客户确认', 'The list of needs is confirmed by the customer'),
        both('演示的参加人与时间已约定', 'Attendees and date of the demo are agreed'),
      ),
      exitCriteria: lines(
        both('正式演示已完成', 'The demo has been held'),
        both('已记录客户对方案的确认意见', "The customer's confirmation of the solution is recorded"),
      ),
      winProbability: 0.45,
      forecastCategory: 'best_case',
      layer: 'advance',
      color: '#7c5cff',
      dwellDays: 18,
      nextStepHint: both('邀请决策者与技术评估者一起参加演示，会后 24 小时内取得书面反馈', 'Have decision-maker and technical evaluator attend; get written feedback within 24 hours'),
      nextStepRequired: true,
      exitGate: all(
        { type: 'milestone', kinds: ['demo_held'] },
        { type: 'milestone', kinds: ['solution_confirmed'] },
      ),
      playbook: standardPlaybooks.solution_demo,
    },
    {
      key: 'negotiation',
      name: both('商务谈判', 'Negotiation'),
      definition: both(
        '客户已认可方案，双方就价格、付款、交付与合同条款进行协商。',
        'The customer accepts the solution; price, payment, delivery and contract terms are being negotiated.',
      ),
      entryCriteria: lines(
        both('客户认可方案，并已进入采购流程', 'The customer accepts the solution and has entered purchasing'),
        both('客户方商务负责人已明确', "The customer's commercial lead is known"),
      ),
      exitCriteria: lines(
        both('已上传客户的书面采购意向', 'The written purchase intent is attached'),
        both('已发出正式报价或合同文本', 'A formal quote or contract has been sent'),
      ),
      winProbability: 0.7,
      forecastCategory: 'commit',
      layer: 'sign',
      color: '#f59e0b',
      dwellDays: 16,
      nextStepHint: both('与经济购买者确认付款条件与签约日期', 'Settle payment terms and the signing date with the economic buyer'),
      nextStepRequired: true,
      exitGate: all(
        { type: 'attachment', kinds: ['intent'] },
        { type: 'milestone', kinds: ['quote_sent', 'contract_sent'] },
      ),
      playbook: standardPlaybooks.negotiation,
    },
  ],
}
