import { both } from '../localized.ts'
import type { PlaybookTemplate } from '../playbook-template.ts'

/** How to work in the stages of the qualification-led pipeline. */
export const qualifiedPlaybooks = {
  lead_validation: {
    scripts: both(
      '首次通话：「您好，您昨天在我们网站看了……，我是负责这个行业的顾问。先确认三件事，三分钟：您是哪家公司、想解决什么、大概什么时候要用？」\n不匹配时：「坦白说我们做不好这一块，我给您推荐一家更合适的，免得耽误您时间。」',
      'First call: "You looked at … on our site yesterday; I advise companies of your industry. Three minutes, three questions: which company, which problem, and by when?"\nNo fit: "Frankly, others do this better. Let me recommend one, so that you lose no time."',
    ),
    questions: [
      both('您在项目里是什么角色？', 'What is your role in this project?'),
      both('公司有多少人会用到？', 'How many people will use it?'),
      both('计划什么时候启动？是否已列入今年计划？', 'When shall it start, and is it in this year’s plan?'),
      both('是从哪里了解到我们的？', 'How did you hear of us?'),
    ],
    materials: [both('目标客户画像对照表', 'Ideal customer profile checklist'), both('首次通话记录表', 'First-call sheet')],
    objections: [
      { objection: both('「我只是随便看看」', '"I am only looking around"'), answer: both('降低压力：「没问题。是在了解行情，还是有具体的事要办？我发一份对比表，您自己判断。」', 'Take the pressure off: "No problem. Market research or something concrete? I send a comparison and you judge for yourself."') },
      { objection: both('「你们先报个价」', '"Just give me a price"'), answer: both('给区间换信息：「一般在 A 到 B 之间，取决于人数和范围。告诉我这两项，我今天给您一个准的。」', 'A range for information: "Usually between A and B, depending on users and scope. Tell me these two and you have a firm figure today."') },
    ],
  },
  needs_confirmed: {
    scripts: both(
      '调研开场：「我想按现状、影响、目标三步了解。您随时打断我。」\n书面确认：「这是我们理解的需求文档，一共两页。请您和业务部门的同事都看一遍，周四前改好，我们按它做方案。」',
      'Opening: "Let us go through status, impact and goal. Interrupt me at any time."\nIn writing: "These two pages are what we understood. Please read them with the business department and correct them by Thursday; the proposal will follow them."',
    ),
    questions: [
      both('哪些部门会受影响？他们各自最在意什么？', 'Which departments are affected, and what does each care about?'),
      both('以前试过哪些办法？为什么没有成？', 'What was tried before, and why did it fail?'),
      both('预算范围是多少？由谁审批？', 'What is the budget range, and who approves it?'),
      both('最终按什么标准选供应商？', 'By which criteria will you choose?'),
    ],
    materials: [both('需求文档模板', 'Requirements template'), both('BANT 提问清单', 'BANT question list')],
    objections: [
      { objection: both('「需求还没想清楚」', '"We do not know yet what we need"'), answer: both('给出骨架：「大多数同行从这五个场景开始。我们逐个打分，半小时就能排出优先级。」', 'Offer a frame: "Most peers begin with these five cases. We score them together; half an hour gives the order."') },
      { objection: both('「文档你们写就行，不用我们确认」', '"You write it, we need not confirm"'), answer: both('说明好处：「确认一次能省掉后面两轮返工。您只看红色的三处，十分钟。」', 'Say why: "One confirmation saves two rounds of rework. Only the three red spots, ten minutes."') },
    ],
  },
  solution_evaluation: {
    scripts: both(
      '了解规则：「评估表上哪几项分值最高？每项谁打分？」\n应对竞争：「请您把最担心我们的一点直接说出来，我们就拿这一点来证明。」\n促成结论：「评估会之后，您能告诉我排名和原因吗？即使不是第一，我也想知道差在哪里。」',
      'Learn the rules: "Which items weigh most, and who scores them?"\nCompetition: "Tell me the one thing you doubt most about us; that is what we prove."\nConclusion: "After the meeting, may I know the ranking and why, first or not?"',
    ),
    questions: [
      both('参评的有哪几家？各自的优势是什么？', 'Who else is evaluated, and what are their strengths?'),
      both('技术负责人最看重什么？', 'What does the technical lead value most?'),
      both('如果两家打平，靠什么决定？', 'If two are equal, what decides?'),
    ],
    materials: [both('与评分项逐条对应的方案书', 'Proposal along the scoring items'), both('标杆客户走访安排', 'Reference visit plan'), both('竞品对比要点', 'Points against competitors')],
    objections: [
      { objection: both('「某家名气更大」', '"The other one is better known"'), answer: both('看同类：「名气看全行业，效果看同规模。这是三家和您一样大的客户，您可以随便挑一家打电话。」', 'Compare alike: "Fame is about the market, results about companies like yours. Here are three of your size; call any of them."') },
      { objection: both('「你们案例太少」', '"You have too few references"'), answer: both('用验证代替案例：「那就用您的场景做两周验证，通过标准由您定，不通过不收费。」', 'Prove instead: "Then two weeks with your case, by your criteria; no pass, no fee."') },
    ],
  },
  negotiation: {
    scripts: both(
      '确认地位：「我们理解已经是首选。还有什么事情会改变这个结论？」\n交换：「付款提前一个月，我可以申请两个点；范围和质保不变。」\n定稿：「法务意见我们今天回复，周三三方过一遍，周五用印。」',
      'Confirm: "We understand that we are preferred. What could still change that?"\nTrade: "Payment a month earlier lets me ask for two points; scope and warranty stay."\nFinish: "Legal remarks are answered today, we go through them on Wednesday, sealing on Friday."',
    ),
    questions: [
      both('谁签字？用印流程要几天？', 'Who signs, and how long does sealing take?'),
      both('付款节点里哪一个最难通过？', 'Which payment milestone is hardest to get approved?'),
      both('交付团队什么时候可以进场？', 'When may delivery start?'),
    ],
    materials: [both('合同范本', 'Contract template'), both('最终报价单', 'Final quote'), both('交付计划', 'Delivery plan')],
    objections: [
      { objection: both('「采购说必须再降 10%」', '"Purchasing demands another 10 %"'), answer: both('换不降：「总价不动，我们把培训从三天改五天；或者去掉备件包，正好 10%。您看哪种好交代？」', 'Trade: "Same price with five days of training instead of three, or drop the spare parts, exactly 10 %. Which is easier to report?"') },
      { objection: both('「等下个季度的预算」', '"Wait for next quarter’s budget"'), answer: both('先签后付：「合同本月签，首付款放到下季度第一周，名额和价格都锁住。」', 'Sign now, pay later: "Sign this month, first payment in the first week of next quarter; slot and price are kept."') },
    ],
  },
} satisfies Record<string, PlaybookTemplate>
