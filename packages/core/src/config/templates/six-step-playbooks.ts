import { both } from '../localized.ts'
import type { PlaybookTemplate } from '../playbook-template.ts'

/** How to work in the stages of the six-step funnel. */
export const sixStepPlaybooks = {
  prospect: {
    scripts: both(
      '触达：「看到贵司刚投产二期，通常这时候会碰到……的问题。我们整理了三家同行的做法，发您参考？」\n跟进：「上次发的案例，您觉得哪一段和您最像？」',
      'Reach out: "You have just opened phase two; that is when … tends to come up. May I send how three peers handled it?"\nFollow up: "Which part of the case was most like yours?"',
    ),
    questions: [both('这件事在您那里排第几？', 'How high does this rank for you?'), both('谁还会关心它？', 'Who else cares about it?'), both('什么时候聊十五分钟比较合适？', 'When would fifteen minutes suit?')],
    materials: [both('行业案例集', 'Cases from the industry'), both('活动邀请函', 'Event invitation')],
    objections: [{ objection: both('「我很忙」', '"I am busy"'), answer: both('给选择：「明白。我只要一个答案：今年要不要动这件事？要，我下周约十五分钟；不要，我半年后再问。」', 'Offer a choice: "One answer only: will you touch this in the year? If so, fifteen minutes next week; if not, I ask again in six months."') }],
  },
  qualification: {
    scripts: both(
      '按 CHAMP：「先谈挑战——最影响业绩的是哪一件？谁能决定？愿意投多少？和其他事相比排第几？」\n诚实退出：「听下来今年不太可能启动，我不打扰您，每季度发一份行业简报，可以吗？」',
      'By CHAMP: "Challenges first: what hurts results most? Who can decide? What is it worth? How does it rank?"\nHonest exit: "It seems unlikely this year. May I just send a quarterly digest?"',
    ),
    questions: [
      both('最大的挑战是什么？放着不管会怎样？', 'What is the main challenge, and what if it is left alone?'),
      both('决定这件事要过哪几个人？', 'Whose agreement does it take?'),
      both('有没有预算区间？', 'Is there a budget range?'),
      both('和手上其他项目比，优先级如何？', 'How does it rank among your projects?'),
    ],
    materials: [both('CHAMP 提问清单', 'CHAMP question list'), both('资格评估记录表', 'Qualification sheet')],
    objections: [{ objection: both('「预算不方便透露」', '"I cannot tell the budget"'), answer: both('给区间：「不用具体数字。同类项目在 A 到 B，您这边是偏下、中间还是偏上？」', 'Offer a range: "No figure needed. Such projects run from A to B: lower, middle or upper?"') }],
  },
  needs_analysis: {
    scripts: both('现场：「我想跟着一张单子从头走到尾，看每一步谁做、等多久。」\n汇总：「我们数出七处等待，按影响排序，前三处占了八成。先解决这三处，您同意吗？」', 'On site: "Let me follow one order from start to end and note who does what and how long it waits."\nSum up: "Seven waits; the first three make up eighty per cent. Begin with these?"'),
    questions: [both('哪一步最常返工？', 'Which step is redone most often?'), both('现在用什么数据看好坏？', 'Which figures tell you how it goes?'), both('做到什么程度算成功？', 'What result counts as success?')],
    materials: [both('现场调研提纲', 'Survey outline'), both('需求分析报告模板', 'Needs report template')],
    objections: [{ objection: both('「现场不方便看」', '"You cannot see the site"'), answer: both('退一步：「那请两位一线同事线上讲半小时，流程图我们来画，您确认。」', 'Step back: "Then two colleagues online for half an hour; we draw the process and you confirm it."') }],
  },
  proposal_quote: {
    scripts: both('讲方案：「第一页是您的目标，最后一页是怎么验收，中间只讲怎么做到。」\n报价：「给您三档：必须的、建议的、以后的。先看中间这档是不是您要的。」', 'Proposal: "The first page is your goal, the last is acceptance; in between, how to get there."\nQuote: "Three options: must, should, later. Is the middle one what you want?"'),
    questions: [both('内部立项还差什么材料？', 'What does your internal approval still need?'), both('这个价位是否在预算内？', 'Is this within the budget?'), both('哪一条最可能被质疑？', 'Which point will be questioned most?')],
    materials: [both('方案书', 'Proposal'), both('三档报价单', 'Quote in three options'), both('立项申请参考稿', 'Draft for the internal approval')],
    objections: [{ objection: both('「太贵了」', '"Too expensive"'), answer: both('先问比较对象：「和什么比贵？如果和现在的损失比，八个月回本；如果和另一家比，我们逐项对一下范围。」', 'Ask against what: "Against today’s loss it pays back in eight months; against another offer, let us compare the scope line by line."') }],
  },
  closing: {
    scripts: both('倒排：「要在月底签，周三前法务定稿、周四用印、周五预付款申请。您这边哪一步可能卡住？」\n最后确认：「除了这两条，其他都没有问题，对吗？」', 'Count back: "To sign by month-end: legal by Wednesday, sealing on Thursday, prepayment request on Friday. Where might it get stuck?"\nLast check: "Apart from these two, everything is agreed?"'),
    questions: [both('谁签字？是否需要上会？', 'Who signs, and does a committee have to see it?'), both('开票和付款需要我们提供什么？', 'What do you need from us for invoice and payment?')],
    materials: [both('合同终稿', 'Final contract'), both('开票资料', 'Invoice details'), both('启动会议程', 'Kick-off agenda')],
    objections: [{ objection: both('「老板出差了」', '"The boss is away"'), answer: both('给替代：「可以电子签，或者授权书签字。我把两种文件都准备好，您看哪种快？」', 'Offer another way: "Electronic signature or a power of attorney; I prepare both. Which is faster?"') }],
  },
} satisfies Record<string, PlaybookTemplate>
