import { both } from '../../config/localized.ts'
import { formTemplate } from '../form-template.ts'

/** CHAMP: challenges 30, authority 25, money 25, prioritisation 20; the customer's problem is asked before the money. */
export const champTemplate = formTemplate({
  key: 'champ',
  name: both('CHAMP 评估', 'CHAMP'),
  object: 'deal',
  intro: both(
    '先问挑战，再问决策、资金和优先级。挑战 30 分，决策 25 分，资金 25 分，优先级 20 分。',
    'Challenges first, then authority, money and prioritisation: 30, 25, 25 and 20 points.',
  ),
  questions: [
    {
      key: 'challenges', label: both('挑战：客户最想解决的问题清楚吗？', 'Challenges: is it clear what they most want to solve?'), type: 'select',
      help: both('可以问：今年团队最头疼的一件事是什么？试过什么办法？为什么没有成功？', 'Ask: what troubles the team most this year? What was tried? Why did it not work?'),
      options: [
        { value: 'quantified', label: both('已明确，且客户给出了量化的损失', 'Clear, and the customer put a number on what it costs'), points: 30 },
        { value: 'agreed', label: both('已明确，双方书面确认', 'Clear, and confirmed in writing'), points: 24 },
        { value: 'told', label: both('客户讲过，尚未确认', 'Told, not yet confirmed'), points: 12 },
        { value: 'assumed', label: both('只是我们的推测', 'Our assumption only'), points: 3 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'challenge_summary', label: both('客户原话：挑战与影响', 'In the customer’s words: the challenge and what it causes'), type: 'long_text',
      askIf: { question: 'challenges', in: ['quantified', 'agreed', 'told'] },
    },
    {
      key: 'affected', label: both('谁受影响', 'Who is affected'), type: 'multi_select', required: false,
      options: [
        { value: 'management', label: both('管理层', 'Management'), points: 0 },
        { value: 'business', label: both('业务部门', 'Business units'), points: 0 },
        { value: 'production', label: both('生产或交付', 'Production or delivery'), points: 0 },
        { value: 'it', label: both('信息化部门', 'IT'), points: 0 },
        { value: 'finance', label: both('财务', 'Finance'), points: 0 },
        { value: 'customers', label: both('客户的客户', 'Their own customers'), points: 0 },
      ],
    },
    {
      key: 'authority', label: both('决策：决策链清楚到什么程度？', 'Authority: how well do we know who decides?'), type: 'select',
      help: both('可以问：方案定下来要经过哪些人？谁的意见分量最重？谁可能反对？', 'Ask: who does a solution pass? Whose word weighs most? Who might object?'),
      options: [
        { value: 'mapped_support', label: both('决策链完整，关键人支持', 'Everybody is known, and the key person is in favour'), points: 25 },
        { value: 'mapped', label: both('决策链完整，态度不一', 'Everybody is known, stances differ'), points: 17 },
        { value: 'partial', label: both('知道一部分', 'Known in part'), points: 8 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'opponents', label: both('谁可能反对，为什么', 'Who might object, and why'), type: 'text', required: false,
      askIf: { question: 'authority', in: ['mapped_support', 'mapped', 'partial'] },
    },
    {
      key: 'money', label: both('资金：客户愿意为此投入吗？', 'Money: will they spend on it?'), type: 'select',
      help: both('可以问：这个问题一年让你们多花多少钱？解决它值多少？', 'Ask: what does the problem cost a year? What is solving it worth?'),
      options: [
        { value: 'approved', label: both('预算已批准', 'Budget approved'), points: 25 },
        { value: 'business_case', label: both('投入产出已算清，正在申请', 'The business case stands, budget is being asked for'), points: 18 },
        { value: 'range', label: both('接受我们的价格区间', 'They accept our price range'), points: 12 },
        { value: 'unsure', label: both('认为值得，但没有资金来源', 'Worth it to them, but no source of money'), points: 4 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'money_amount', label: both('预计投入金额', 'Expected amount'), type: 'money', required: false, width: 1,
      askIf: { question: 'money', in: ['approved', 'business_case', 'range'] },
    },
    {
      key: 'prioritisation', label: both('优先级：在客户的事情里排第几？', 'Prioritisation: where does it stand among their projects?'), type: 'select',
      help: both('可以问：今年还有哪些项目在抢资源？什么情况下它会被往后放？', 'Ask: what else competes for people and money? What would push it back?'),
      options: [
        { value: 'top', label: both('今年前三，有明确时间点', 'Among the first three this year, with a date'), points: 20 },
        { value: 'planned', label: both('今年要做，时间未定', 'This year, without a date'), points: 13 },
        { value: 'next_year', label: both('明年再说', 'Next year'), points: 4 },
        { value: 'none', label: both('没有优先级', 'No priority'), points: 0 },
        { value: 'unknown', label: both('不清楚', 'Not known'), points: 0 },
      ],
    },
    {
      key: 'target_date', label: both('计划上线日期', 'Planned go-live'), type: 'date', required: false, width: 1,
      askIf: { question: 'prioritisation', in: ['top', 'planned'] },
    },
  ],
})
