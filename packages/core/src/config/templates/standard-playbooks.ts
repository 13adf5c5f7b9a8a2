import { both } from '../localized.ts'
import type { PlaybookTemplate } from '../playbook-template.ts'

/** How to work in the stages of the standard pipeline. */
export const standardPlaybooks = {
  first_contact: {
    scripts: both(
      '开场：「X 总您好，我是 Y 公司的 Z。上个月我们帮同行业的 A 公司把交付周期缩短了三成，我想用两分钟确认，您这边是不是也在关注这件事？」\n约访：「听下来值得当面聊半小时。周三下午或周四上午，您哪个时间方便？除了您，还有哪位同事一起听更合适？」\n征求同意：「我把同行案例和一页方案简介发给您，发微信还是邮箱方便？」',
      'Opening: "Hello, this is Z from Y. Last month we cut the delivery time of A, a company like yours, by a third. May I take two minutes to check whether this matters to you too?"\nBooking: "This seems worth half an hour. Would Wednesday afternoon or Thursday morning suit you, and who else should listen in?"\nConsent: "May I send you that case and a one-page outline? By WeChat or by mail?"',
    ),
    questions: [
      both('目前这件事是怎么做的？谁在负责？', 'How is this done today, and who is in charge of it?'),
      both('最近半年，哪个问题让您最头疼？', 'Which problem has troubled you most in the last six months?'),
      both('如果要解决，最后由谁拍板、谁批预算？', 'If it is to be solved, who decides in the end, and who approves the budget?'),
      both('是什么让您现在开始看这件事？', 'What makes you look into it now?'),
    ],
    materials: [both('一页公司与方案简介', 'One-page outline of company and solution'), both('同行业案例一份', 'A case from the same industry'), both('初次沟通提纲', 'Outline for the first talk')],
    objections: [
      { objection: both('「我们现在没有需求」', '"We have no need right now"'), answer: both('认同并换角度：「理解。很多客户一开始也这样说，后来发现旺季时交付跟不上。我先发一份同行的做法，等您排产前我们再对一次，可以吗？」', 'Agree, then change the angle: "I see. Many said so, until deliveries fell behind in the busy season. May I send how a peer handled it, and check back before you plan yours?"') },
      { objection: both('「先发资料看看」', '"Just send me some material"'), answer: both('带着问题发：「好的。为了不发无关内容，我先确认两点：目前多少人在用、最想改善哪一步？我今天发出，周四给您打电话听意见。」', 'Send it with a question: "Gladly. So that I send nothing useless: how many people use it, and which step should improve? You have it today, and I call on Thursday."') },
    ],
  },
  needs_confirmed: {
    scripts: both(
      '复述：「我整理了上次谈的三点：现状是……，影响是每月约……，希望在……之前解决。请您看看有没有遗漏。」\n谈预算：「同规模的客户一般投入在 A 到 B 之间。您这边是已有立项预算，还是需要一份测算去申请？」\n定时间：「倒推一下，要赶在……上线，需求最晚要在……确认。我们一起把这几个日期定下来。」',
      'Playback: "I summed up three points: today …, which costs about … a month, to be solved before …. Is anything missing?"\nBudget: "Companies of your size usually invest between A and B. Is there a budget already, or do you need figures to apply for one?"\nTime: "Counting back from going live on …, needs must be settled by …. Shall we fix these dates together?"',
    ),
    questions: [
      both('这个问题每年大约造成多少损失？怎么算出来的？', 'What does the problem cost a year, and how is that worked out?'),
      both('预算从哪个科目出？谁审批？什么时候能批？', 'Which budget does it come from, who approves it, and when?'),
      both('还在比较哪些做法，包括自己做和什么都不做？', 'Which alternatives do you compare, doing it yourselves or nothing among them?'),
      both('成功的标准是什么？谁来验收？', 'What does success look like, and who accepts the result?'),
      both('如果今年不做，会发生什么？', 'What happens if it is not done this year?'),
    ],
    materials: [both('BANT 提问清单', 'BANT question list'), both('需求确认书模板', 'Template: confirmation of needs'), both('投资回报测算表', 'Return-on-investment sheet')],
    objections: [
      { objection: both('「预算还没定」', '"The budget is not set"'), answer: both('帮对方申请：「我们准备了一份测算表，把损失和投入放在一页纸上，很多客户拿它去立项。我们一起填，十五分钟。」', 'Help to apply: "We have a one-page sheet with loss and investment; many used it for their approval. Let us fill it in together, fifteen minutes."') },
      { objection: both('「这事要领导定」', '"My boss decides this"'), answer: both('争取同行：「您最了解现状。我们一起准备三页汇报，您讲问题，我讲做法，约领导二十分钟，可以吗？」', 'Go together: "You know the situation best. We prepare three slides; you tell the problem, I tell the way. Could we get twenty minutes with your boss?"') },
    ],
  },
  solution_demo: {
    scripts: both(
      '开场：「今天只讲与您三个目标有关的内容，每讲完一段请您判断：对、不对、还差什么。」\n收尾：「回到开头的三个目标，哪些已经看到，哪些还不放心？请几位分别说一句。」\n要书面确认：「我把今天的结论写成一页会议纪要，今天发出，请您明天中午前确认或修改。」',
      'Opening: "Today only what serves your three goals. After each part please say: right, wrong, or what is missing."\nClosing: "Back to the three goals: which have you seen, which still worry you? A sentence from each of you, please."\nIn writing: "I put the conclusions on one page today; please confirm or correct it by noon tomorrow."',
    ),
    questions: [
      both('看完之后，您觉得哪一点最能解决现在的问题？', 'What would help most with the problem you have now?'),
      both('还有谁没到场、但会影响结论？', 'Who was not here but has a say?'),
      both('和其他方案相比，您最看重哪三条？', 'Compared with others, which three points count most?'),
      both('要往下走，内部还差哪一步？', 'Which internal step is missing before you can go on?'),
    ],
    materials: [both('逐条对应需求的方案书', 'Proposal that answers each need'), both('演示脚本与客户数据样例', 'Demo script with the customer’s own data'), both('标杆客户参观安排', 'Reference visit plan'), both('会议纪要模板', 'Minutes template')],
    objections: [
      { objection: both('「功能和某家差不多」', '"It is much like the competitor\'s"'), answer: both('回到目标：「单看功能确实相近。差别在于您说的……这一步，我们用您的数据现场跑一遍，请对方也跑一遍，结果最公平。」', 'Back to the goal: "The features look alike. The difference is the step you named; we run it with your data now, let them do the same, and compare."') },
      { objection: both('「上线会不会很麻烦」', '"Going live will be a burden"'), answer: both('给出路径：「第一周只动一个班组，需要您安排两个人各两小时。这是上一家客户的上线日程表，您可以直接打电话问他们。」', 'Show the way: "The first week touches one team; two people for two hours each. Here is the last customer’s schedule, and their number if you want to ask."') },
    ],
  },
  negotiation: {
    scripts: both(
      '谈价前：「在谈价格之前，先确认一点：如果价格和付款谈妥，是不是就可以签？还有别的条件吗？」\n让步要交换：「这个折扣我可以去申请，前提是本月内签约、预付五成。两个条件您能定哪个？」\n收口：「我们把剩下的三个条款写在一张纸上，逐条打勾，周五前双方法务定稿。」',
      'Before the price: "If price and payment are settled, can we sign? Is there any other condition?"\nTrade, do not give: "I can ask for that discount if you sign this month and pay half in advance. Which of the two can you decide?"\nClosing: "We put the three open clauses on one sheet and tick them off; both legal sides finish by Friday."',
    ),
    questions: [
      both('合同要经过哪些人、每一步要几天？', 'Who handles the contract, and how many days does each step take?'),
      both('付款条件上，哪一条是必须的？', 'Which payment term is a must?'),
      both('除了价格，还有什么会让这件事停下来？', 'Besides the price, what could stop this?'),
      both('谁在合同上签字？他本周在吗？', 'Who signs, and are they here this week?'),
    ],
    materials: [both('报价单', 'Quote'), both('合同范本与可让步条款清单', 'Contract template with the clauses that may be conceded'), both('采购意向书模板', 'Template: letter of intent'), both('折扣审批说明', 'How discounts are approved')],
    objections: [
      { objection: both('「再便宜一点就签」', '"A little cheaper and we sign"'), answer: both('先问再给：「离您能签的数字差多少？如果范围不变，我用付款方式换；如果预算固定，我们一起减掉第二期。」', 'Ask first: "How far are we from the number you can sign? With the same scope I trade payment terms; with a fixed budget we postpone phase two."') },
      { objection: both('「法务还在看，等通知」', '"Legal is still reading it"'), answer: both('帮忙推进：「麻烦您约一个三方电话，我们法务和贵司法务直接对，半小时能解决大部分条款。」', 'Help it along: "Could you set up a call of both legal teams? Half an hour settles most clauses."') },
    ],
  },
} satisfies Record<string, PlaybookTemplate>
