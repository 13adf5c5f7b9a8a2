import { both } from '../localized.ts'
import type { PlaybookTemplate } from '../playbook-template.ts'

/** How to work in the stages of a short subscription sale. */
export const saasSmbPlaybooks = {
  discovery: {
    scripts: both('开场：「您现在用表格还是别的工具？一天里哪一步最费时间？」\n约演示：「那我用您的场景演示二十分钟，今天四点或明早十点？」', 'Opening: "Spreadsheet or another tool? Which step takes most of the day?"\nBooking: "Then twenty minutes with your own case: four today or ten tomorrow?"'),
    questions: [both('几个人用？在电脑还是手机上？', 'How many users, on computer or phone?'), both('最想先解决哪一件事？', 'What should be solved first?'), both('希望哪天用起来？', 'From which day do you want to use it?')],
    materials: [both('两分钟产品视频', 'Two-minute video'), both('价格表', 'Price list')],
    objections: [{ objection: both('「我先自己注册看看」', '"I just sign up and look"'), answer: both('陪跑：「好的，我帮您把示例数据换成您的行业，十分钟后账号发您，明天看看哪里卡住。」', 'Go along: "Sure. I load data of your trade, you get the account in ten minutes, and tomorrow we see where it sticks."') }],
  },
  online_demo: {
    scripts: both('演示：「只演示您说的三步，用您的表格导入。」\n转试用：「账号现在就开，负责人写您，目标写：下周五前十张单子跑通。」', 'Demo: "Only your three steps, with your spreadsheet imported."\nTo the trial: "The account opens now, you are its owner, the goal: ten orders through by next Friday."'),
    questions: [both('这三步里哪一步最省时间？', 'Which of the three saves most?'), both('谁来负责试用？', 'Who owns the trial?'), both('还要谁点头？', 'Who else has to agree?')],
    materials: [both('演示环境', 'Demo account'), both('试用目标卡', 'Trial goal card')],
    objections: [{ objection: both('「同事可能不愿意用」', '"My team may not use it"'), answer: both('从一人开始：「先选最愿意的两位，三天后让他们给大家演示。」', 'Begin small: "The two most willing ones first; in three days they show the others."') }],
  },
  trial: {
    scripts: both('第 3 天：「看到您录了 4 单，第 5 单停在审批，是不是设置没找到？我远程两分钟。」\n到期前：「目标十单，已完成九单。按现在的人数是这个版本，今天定可以把试用数据直接转正。」', 'Day 3: "Four orders in, the fifth stopped at approval. Two minutes remotely?"\nBefore the end: "Nine of ten done. For your users this is the edition; decided today, the trial data stays."'),
    questions: [both('目标完成到哪一步？', 'How far is the goal?'), both('哪个功能没用起来？为什么？', 'Which function is unused, and why?'), both('正式使用会有几个人？', 'How many users in the end?')],
    materials: [both('使用情况周报', 'Weekly usage report'), both('上手手册', 'Quick guide')],
    objections: [{ objection: both('「试用再延长一个月」', '"Extend the trial by a month"'), answer: both('换目标：「延三天，把剩下的一单跑完；跑完就签月付，随时可停。」', 'Trade for the goal: "Three more days for the last order, then monthly payment that you can stop at any time."') }],
  },
  quote_signing: {
    scripts: both('报价：「按十个人、年付，比月付省两个月。链接发您，扫码即可，电子合同同时生成。」\n催付：「发票抬头确认了，今天付款，明天上午给全员开通。」', 'Quote: "Ten users, yearly, saves two months. The link has payment and contract in one."\nReminder: "Invoice details are confirmed; paid today, everyone is in tomorrow morning."'),
    questions: [both('年付还是月付？', 'Yearly or monthly?'), both('发票抬头和税号是什么？', 'Invoice name and tax number?'), both('谁来付款？', 'Who pays?')],
    materials: [both('在线订单链接', 'Order link'), both('电子合同', 'Electronic contract')],
    objections: [{ objection: both('「能不能先用后付」', '"Use first, pay later"'), answer: both('给月付：「可以先按月，第一个月不满意全退，年付差价到时补。」', 'Offer monthly: "Start monthly, full refund in the first month; switch to yearly later."') }],
  },
} satisfies Record<string, PlaybookTemplate>
