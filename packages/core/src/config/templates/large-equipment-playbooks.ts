import { both } from '../localized.ts'
import type { PlaybookTemplate } from '../playbook-template.ts'

/** How to work in the stages of selling costly equipment. */
export const largeEquipmentPlaybooks = {
  project_identified: {
    scripts: both('核实立项：「这个项目是已经批了，还是在申请？批文上的金额和投产时间方便说吗？」\n画决策链：「从提需求到付款，会经过哪些部门？每一步谁说了算？」', 'Verify: "Is the project approved or applied for? May I know amount and start of production?"\nMap: "From request to payment, which departments are involved, and who decides at each step?"'),
    questions: [both('资金来源是自有、贷款还是补贴？', 'Own funds, loan or subsidy?'), both('投产时间由什么决定？', 'What sets the start of production?'), both('设备部、生产部、财务各自关心什么？', 'What do equipment, production and finance each care about?')],
    materials: [both('同类产线案例', 'A comparable line'), both('决策链地图模板', 'Decision-chain map')],
    objections: [{ objection: both('「还早，先不谈供应商」', '"Too early for suppliers"'), answer: both('做参谋：「正好，我们提供可研需要的产能与能耗数据，不谈报价。」', 'Advise: "Good time. We supply capacity and energy figures for the study; no quote."') }],
  },
  site_survey: {
    scripts: both('现场：「我们带了节拍表，想在两个班次各测一小时；接口、层高、承重也一起量。」\n确认 URS：「请工艺和设备两位都签字，后面的方案和验收都以它为准。」', 'On site: "We measure the takt for an hour in two shifts, and interfaces, height and load with it."\nURS: "Please have process and equipment sign; proposal and acceptance both follow it."'),
    questions: [both('目标节拍和良率是多少？如何测？', 'Target takt and yield, and how are they measured?'), both('现有设备要保留哪些接口？', 'Which interfaces stay?'), both('停产切换最多允许几天？', 'How many days of standstill are allowed?')],
    materials: [both('节拍测量表', 'Takt sheet'), both('URS 模板', 'URS template'), both('初步布局图', 'Preliminary layout')],
    objections: [{ objection: both('「先按经验报个方案」', '"Just propose by experience"'), answer: both('说代价：「上一家跳过调研，改了三次基础，多花了六周。我们两天测完，当天给布局。」', 'Name the cost: "The last one skipped it and rebuilt the foundation three times, six weeks. Two days of measuring, layout the same day."') }],
  },
  poc: {
    scripts: both('开始前：「通过标准先签字：样件数、合格率、节拍。达到即通过，不另加条件。」\n结束时：「数据都在这里，请您当场在报告上签结论。」', 'Before: "Criteria first, signed: samples, yield, takt. Reached means passed, nothing added."\nAfter: "Here is the data; please sign the conclusion now."'),
    questions: [both('谁来判定通过？', 'Who judges the pass?'), both('最难的工件是哪一种？', 'Which part is the hardest?'), both('通过之后，下一步流程是什么？', 'What follows after a pass?')],
    materials: [both('验证大纲', 'Test protocol'), both('验证报告模板', 'Report template')],
    objections: [{ objection: both('「再加几种工件试试」', '"Test a few more parts"'), answer: both('守边界：「可以，作为第二轮。第一轮按大纲先出结论，避免整体拖期。」', 'Keep the frame: "Gladly, as a second round. The first is concluded by the protocol, so nothing slips."') }],
  },
  executive_briefing: {
    scripts: both('汇报：「五页：问题、验证结果、三年收益、风险与对策、需要您决定的一件事。」\n请示：「今天希望您决定的是：是否按此方案进入采购程序。」', 'Briefing: "Five pages: problem, test results, three-year return, risks, and the one decision we ask for."\nAsk: "Today we ask whether to start purchasing on this basis."'),
    questions: [both('您最看重回收期、产能还是稳定性？', 'Payback, capacity or stability: which matters most?'), both('还需要谁的意见？', 'Whose opinion is needed too?'), both('采购方式会是招标还是单一来源？', 'Tender or single source?')],
    materials: [both('投资回报测算', 'Return calculation'), both('五页汇报稿', 'Five-page briefing'), both('会议纪要模板', 'Minutes template')],
    objections: [{ objection: both('「回收期太长」', '"The payback is too long"'), answer: both('拆开看：「人工与良率两项十八个月回本，能耗是额外的。也可以分两期，先上瓶颈工位。」', 'Break it down: "Labour and yield pay back in eighteen months, energy comes on top. Or two phases, the bottleneck first."') }],
  },
  tender: {
    scripts: both('澄清：「第 X 条参数两种理解，请书面澄清，以免评标时有歧义。」\n内部：「评分表逐条写责任人和证明材料，开标前三天复核。」', 'Clarify: "Clause X can be read in two ways; please clarify in writing."\nInside: "Each scoring item has an owner and a proof; checked three days before opening."'),
    questions: [both('商务、技术、服务各占多少分？', 'How are price, technology and service weighted?'), both('评委由哪些部门组成？', 'Which departments are on the jury?'), both('付款和质保是否可以偏离？', 'May payment and warranty deviate?')],
    materials: [both('评分项响应表', 'Answer sheet by scoring item'), both('资质与业绩文件', 'Certificates and references'), both('投标内部评审表', 'Internal bid review')],
    objections: [{ objection: both('「对手报价低很多」', '"The rival is far cheaper"'), answer: both('比全周期：「请把五年备件、能耗和停机一起算。我们在附件里给了算法，任何一家都能填。」', 'Compare the life cycle: "Count five years of parts, energy and downtime. The method is attached; anyone can fill it in."') }],
  },
  contract_negotiation: {
    scripts: both('定稿：「技术协议以 URS 和验证报告为附件，验收条款照抄大纲，不再重新谈。」\n付款：「三三三一，预付款到账起算交期。」', 'Finish: "URS and test report are annexes, acceptance follows the protocol; nothing is reopened."\nPayment: "30-30-30-10, delivery counts from the down payment."'),
    questions: [both('预付款需要走什么流程？', 'How is the down payment released?'), both('验收由谁签、多久内签？', 'Who signs acceptance, and within how long?'), both('违约条款的底线是什么？', 'Where is the limit for penalties?')],
    materials: [both('合同与技术协议范本', 'Contract and technical agreement'), both('付款节点表', 'Milestone sheet'), both('交付里程碑计划', 'Delivery plan')],
    objections: [{ objection: both('「质保金要 20%」', '"We keep 20 % as retention"'), answer: both('用保函换：「保留一成，另一成我们出银行保函，资金和风险都有保障。」', 'Trade for a guarantee: "Ten per cent retention, ten by bank guarantee; both sides are safe."') }],
  },
} satisfies Record<string, PlaybookTemplate>
