import { both } from '../../config/localized.ts'
import { formTemplate } from '../form-template.ts'

/** BANT: budget, authority, need, timeframe; 25 points each. */
export const bantTemplate = formTemplate({
  key: 'bant',
  name: both('BANT 评估', 'BANT'),
  object: 'deal',
  intro: both(
    '预算、决策权、需求、时间各 25 分。按客户亲口说的或书面给出的填写，不按我们的希望填写；不知道就选「不清楚」，它会告诉您下一次该问什么。',
    'Budget, authority, need and timeframe count 25 points each. Answer with what the customer said or wrote, not with what we hope; where you do not know, say so: that is what to ask next.',
  ),
  questions: [
    {
      key: 'budget', label: both('预算：这笔钱从哪里来？', 'Budget: where does the money come from?'), type: 'select',
      help: both('可以问：这个项目今年有预算吗？由哪个部门出？审批到哪一步了？', 'Ask: is there a budget this year? Whose is it? How far has its approval come?'),
      options: [
        { value: 'approved', label: both('预算已批准，金额明确', 'Approved, and the amount is known'), points: 25 },
        { value: 'planned', label: both('已列入年度计划，尚未批准', 'Planned for this year, not yet approved'), points: 18 },
        { value: 'possible', label: both('没有专项预算，可以申请或挪用', 'None set aside, but money can be asked for'), points: 8 },
        { value: 'none', label: both('没有预算', 'No budget'), points: 0 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'budget_amount', label: both('预算金额', 'Amount of the budget'), type: 'money', required: false, width: 1,
      askIf: { question: 'budget', in: ['approved', 'planned'] },
    },
    {
      key: 'budget_source', label: both('预算证明或出处', 'How do we know?'), type: 'text', required: false, width: 1,
      help: both('例如：立项批复、年度采购计划、财务负责人口头确认', 'For example: the approved project, the purchasing plan, the finance head said so'),
      askIf: { question: 'budget', in: ['approved', 'planned'] },
    },
    {
      key: 'authority', label: both('决策权：我们接触到拍板的人了吗？', 'Authority: do we talk to whoever decides?'), type: 'select',
      help: both('可以问：上一次类似采购是谁签字的？除了您，还有谁需要同意？', 'Ask: who signed the last purchase like this? Who else has to agree?'),
      options: [
        { value: 'supports', label: both('已与决策者沟通，且其支持', 'We talked to the decision-maker, who is in favour'), points: 25 },
        { value: 'met', label: both('已与决策者沟通，态度未明', 'We talked to the decision-maker, stance open'), points: 18 },
        { value: 'path', label: both('知道是谁，对接人愿意引荐', 'We know who it is and will be introduced'), points: 10 },
        { value: 'named', label: both('知道是谁，尚无接触途径', 'We know who it is and have no way there'), points: 4 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'decision_process', label: both('决策流程与参与人', 'How and with whom the decision is made'), type: 'long_text', required: false,
      help: both('谁提出、谁评估、谁可以否决、谁签字；是否招投标', 'Who proposes, who evaluates, who can veto, who signs; whether there is a tender'),
      askIf: { question: 'authority', in: ['supports', 'met', 'path', 'named'] },
    },
    {
      key: 'need', label: both('需求：问题有多痛，我们能解决吗？', 'Need: how much does it hurt, and can we help?'), type: 'select',
      help: both('可以问：现在怎么做？不解决会损失什么？哪三点是必须满足的？', 'Ask: how is it done today? What does it cost to leave it? Which three things are a must?'),
      options: [
        { value: 'confirmed', label: both('痛点与损失已量化，客户确认我们能解决', 'Pain and its cost are in numbers, and the customer confirms the fit'), points: 25 },
        { value: 'clear', label: both('需求明确且基本匹配，尚未量化', 'Clear and a fair match, not yet in numbers'), points: 18 },
        { value: 'partial', label: both('有需求，部分匹配', 'There is a need that we meet in part'), points: 8 },
        { value: 'vague', label: both('只是了解一下', 'Only looking'), points: 0 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'need_summary', label: both('客户原话：要解决什么问题', 'In the customer’s words: what is to be solved'), type: 'long_text',
      askIf: { question: 'need', in: ['confirmed', 'clear', 'partial'] },
    },
    {
      key: 'timeframe', label: both('时间：客户计划何时签约？', 'Timeframe: when do they want to sign?'), type: 'select',
      help: both('可以问：为什么是这个时间？错过了会怎样？', 'Ask: why then? What happens if it slips?'),
      options: [
        { value: 'month_1', label: both('1 个月内', 'Within a month'), points: 25 },
        { value: 'months_3', label: both('1–3 个月', '1–3 months'), points: 20 },
        { value: 'months_6', label: both('3–6 个月', '3–6 months'), points: 12 },
        { value: 'later', label: both('半年以后', 'More than half a year away'), points: 4 },
        { value: 'unknown', label: both('没有时间表', 'No timeframe'), points: 0 },
      ],
    },
    {
      key: 'compelling_event', label: both('推动时间的事件', 'What sets the date'), type: 'text', required: false,
      help: both('例如：合同到期、政策期限、新厂投产、审计整改', 'For example: a contract that ends, a legal deadline, a new plant, an audit'),
      askIf: { question: 'timeframe', in: ['month_1', 'months_3', 'months_6', 'later'] },
    },
  ],
})
