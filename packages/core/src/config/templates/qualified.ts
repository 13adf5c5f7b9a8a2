import { all, any } from '../gate-template.ts'
import { both, lines } from '../localized.ts'
import type { PipelineTemplate } from '../template-schema.ts'
import { qualifiedPlaybooks } from './qualified-playbooks.ts'

/** (b) 线索验证 → 需求确认 → 方案评估 → 商务谈判 → 成交关闭 */
export const qualifiedTemplate: PipelineTemplate = {
  key: 'qualified',
  name: both('线索验证型流程', 'Qualification-led sales'),
  description: both(
    '适用于市场线索量大、质量参差的团队：先验证真伪与匹配度，再投入售前资源。',
    'For teams with many leads of uneven quality: verify first, invest presales afterwards.',
  ),
  wonName: both('成交关闭', 'Closed won'),
  wonCriteria: lines(
    both('合同已由双方签署生效', 'The contract is signed and in force'),
    both('订单已移交交付团队', 'The order is handed over to delivery'),
  ),
  wonGate: all(
    any({ type: 'attachment', kinds: ['contract'] }, { type: 'milestone', kinds: ['contract_signed'] }),
    { type: 'checklist', label: both('订单已移交交付团队', 'The order is handed over to delivery'), severity: 'warn' },
  ),
  lostName: both('丢单关闭', 'Closed lost'),
  stages: [
    {
      key: 'lead_validation',
      name: both('线索验证', 'Lead validation'),
      definition: both('联系人真实、企业存在、诉求属于我们的业务范围，正在核实中。', 'Person, company and request are being verified as real and within our business.'),
      entryCriteria: lines(both('线索来源与联系方式完整', 'Source and contact details are complete'), both('已排除重复客户与同行', 'Duplicates and competitors are excluded')),
      exitCriteria: lines(both('已与联系人本人通话或会面', 'A call or meeting with the person has taken place'), both('企业规模与行业符合目标客户画像', 'Company size and industry fit the ideal customer profile'), both('客户确认存在近 12 个月内的采购计划', 'The customer confirms a purchase plan within 12 months')),
      winProbability: 0.05,
      forecastCategory: 'omitted',
      layer: 'nurture',
      color: '#94a3b8',
      dwellDays: 5,
      nextStepHint: both('24 小时内完成首次通话，确认需求真实性', 'Make the first call within 24 hours and verify the need'),
      exitGate: all(
        { type: 'activity', kinds: ['call', 'visit', 'meeting'] },
        { type: 'checklist', label: both('企业规模与行业符合目标客户画像', 'Company size and industry fit the ideal customer profile'), severity: 'warn' },
        { type: 'field', field: 'expectedClose', severity: 'warn' },
      ),
      playbook: qualifiedPlaybooks.lead_validation,
    },
    {
      key: 'needs_confirmed',
      name: both('需求确认', 'Needs confirmed'),
      definition: both('客户的业务问题、影响范围与期望结果已被双方以书面形式确认。', 'Problem, scope and expected result are confirmed in writing by both sides.'),
      entryCriteria: lines(both('线索已验证并分配负责人', 'The lead is validated and has an owner')),
      exitCriteria: lines(both('需求文档已由客户确认', 'The requirements document is confirmed by the customer'), both('预算范围与决策流程已知', 'Budget range and decision process are known')),
      winProbability: 0.2,
      forecastCategory: 'pipeline',
      layer: 'nurture',
      color: '#38bdf8',
      dwellDays: 12,
      nextStepHint: both('输出需求确认书，并约定评估标准', 'Write up the needs and agree on the evaluation criteria'),
      exitGate: all(
        { type: 'attachment', kinds: ['requirements'] },
        { type: 'form', form: 'bant', severity: 'warn' },
      ),
      playbook: qualifiedPlaybooks.needs_confirmed,
    },
    {
      key: 'solution_evaluation',
      name: both('方案评估', 'Solution evaluation'),
      definition: both('客户按照既定标准，对我们与其他候选方案进行比较评估。', 'The customer compares our solution with others against set criteria.'),
      entryCriteria: lines(both('评估标准与参评人员已知', 'Criteria and evaluators are known'), both('方案书已提交', 'The proposal is submitted')),
      exitCriteria: lines(both('客户技术负责人给出通过结论', 'The technical lead has given a pass'), both('已知主要竞争对手与我方排序', 'Main competitors and our ranking are known')),
      winProbability: 0.4,
      forecastCategory: 'best_case',
      layer: 'advance',
      color: '#6366f1',
      dwellDays: 20,
      nextStepHint: both('安排标杆客户走访，回应评估中的异议', 'Arrange a reference visit and answer open objections'),
      nextStepRequired: true,
      exitGate: all(
        { type: 'milestone', kinds: ['solution_confirmed'] },
        { type: 'contact', roles: ['technical_evaluator'], severity: 'warn' },
        { type: 'checklist', label: both('已知主要竞争对手与我方排序', 'Main competitors and our ranking are known'), severity: 'warn' },
      ),
      playbook: qualifiedPlaybooks.solution_evaluation,
    },
    {
      key: 'negotiation',
      name: both('商务谈判', 'Negotiation'),
      definition: both('我方为首选供应商，双方协商价格与合同条款。', 'We are the preferred supplier; price and terms are being negotiated.'),
      entryCriteria: lines(both('客户明确我方为首选或入围', 'The customer names us as preferred or shortlisted')),
      exitCriteria: lines(both('最终报价获客户认可', 'The final quote is accepted'), both('合同文本通过双方法务审核', 'Both legal departments have cleared the contract')),
      winProbability: 0.75,
      forecastCategory: 'commit',
      layer: 'sign',
      color: '#f97316',
      dwellDays: 14,
      nextStepHint: both('锁定签约人、签约日期与付款节点', 'Fix signatory, signing date and payment milestones'),
      exitGate: all(
        { type: 'milestone', kinds: ['quote_accepted', 'contract_sent'] },
        { type: 'checklist', label: both('合同文本通过双方法务审核', 'Both legal departments have cleared the contract'), severity: 'warn' },
      ),
      playbook: qualifiedPlaybooks.negotiation,
    },
  ],
}
