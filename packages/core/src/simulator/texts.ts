import type { ActivityKindKey } from '../config/activity-kinds.ts'

/** What is being talked about, whatever the pipeline calls its stages. */
export type Phase = 'contact' | 'needs' | 'demo' | 'poc' | 'executive' | 'tender' | 'trial' | 'closing'

const phases: Record<string, Phase> = {
  first_contact: 'contact',
  needs_confirmed: 'needs',
  solution_demo: 'demo',
  negotiation: 'closing',
  project_identified: 'contact',
  site_survey: 'needs',
  poc: 'poc',
  executive_briefing: 'executive',
  tender: 'tender',
  contract_negotiation: 'closing',
  discovery: 'contact',
  online_demo: 'demo',
  trial: 'trial',
  quote_signing: 'closing',
}
export const phaseOf = (stageKey: string): Phase => phases[stageKey] ?? 'needs'

/** Placeholders: {p} the person, {d} the product, {c} the competitor. */
type Texts = Record<'talk' | 'write' | 'note', readonly string[]>

const byPhase: Record<Phase, Texts> = {
  contact: {
    talk: ['与{p}通话，介绍公司与同行案例，对方愿意继续了解', '{p}说今年有{d}的计划，具体预算要问财务', '首次沟通，{p}主要负责日常生产，拍板的是副总', '电话确认了工厂规模和现有系统，{p}同意收资料', '{p}目前用 Excel 管理，最头疼的是交期不准', '约{p}下周做一次 30 分钟需求沟通'],
    write: ['发送公司介绍与{d}资料', '加了{p}微信，发了行业案例', '给{p}发了邮件，附产品手册', '{p}看了案例，问能不能到厂里看看'],
    note: ['官网查到客户今年新建二期厂房，可能有扩产需求', '待确认决策链：谁审批预算？', '客户规模符合画像，优先跟进'],
  },
  needs: {
    talk: ['和{p}梳理需求：排产、报工、追溯三块优先', '现场走访车间，瓶颈在装配段，{p}希望年底前上线', '{p}确认预算已列入今年技改计划', '与{p}核对需求清单，新增 ERP 对接要求', '{p}介绍了审批流程：部门会签后由总经理拍板', '访谈了计划和质量两个部门，痛点一致：数据靠人工'],
    write: ['需求清单已发{p}确认', '{p}回复需求清单，有三处修改', '发送调研问卷，请{p}转发各部门', '{p}把现有流程图发过来了'],
    note: ['BANT 还差预算来源', '客户希望分期实施，先做一个车间', '{p}支持我们，愿意帮忙引荐副总'],
  },
  demo: {
    talk: ['完成{d}演示，{p}对追溯功能认可，对报表有疑问', '演示会共 8 人参加，{p}要求补一份投资回报测算', '演示后回访，{p}说正在和{c}比较', '{p}关心与现有系统的接口，约技术再沟通一次', '线上演示 40 分钟，{p}当场要了报价区间', '带{p}参观标杆客户工厂，反馈不错'],
    write: ['演示纪要与方案 V2 已发{p}', '{p}反馈方案还要内部讨论', '按{p}意见调整方案后重新发送', '把接口说明发给了{p}'],
    note: ['技术评估者偏向{c}，需要安排深度交流', '演示环境要换成客户行业的数据', '副总没参加演示，需补一次汇报'],
  },
  poc: {
    talk: ['现场打样，节拍达标，良率还差 0.6%', '与{p}签了验证大纲，下周进设备', '验证第二轮通过，{p}要求再跑三天稳定性', '{p}提出换型时间要压到 10 分钟以内', '技术交流会，确认传感器选型与安全要求'],
    write: ['验证大纲 V3 发{p}会签', '{p}发来样件图纸和工艺参数', '打样视频与数据已发{p}'],
    note: ['POC 需要协调工程师驻场两周', '样件批次不稳定，影响良率统计', '{c}也在同步做验证'],
  },
  executive: {
    talk: ['向{p}汇报投资回报，回收期 2.3 年，认可', '陪同我方总经理拜访{p}，谈战略合作', '{p}要求把一期二期分开报预算', '汇报会上{p}问了交付保障和备件'],
    write: ['汇报材料定稿，发{p}预审', '{p}回复董事会月底讨论'],
    note: ['高层更看重交付周期，价格次之', '需准备同行业验收报告'],
  },
  tender: {
    talk: ['参加标前答疑，{p}说明评分办法', '投标文件已递交，开标日已确认', '和{p}确认技术偏离表', '开标，技术分第二，商务分第一'],
    write: ['澄清函已回复', '{p}通知补充资质文件', '保证金已办理，回执发{p}'],
    note: ['三家入围，{c}报价可能更低', '评标专家偏重售后响应时间'],
  },
  trial: {
    talk: ['试用第 3 天回访，{p}说班组长已经在用', '{p}反映手机端报工有点慢，已提给产品', '试用培训完成，开了 12 个账号', '试用回访：日活 7 人，{p}想再延一周', '{p}确认试用目标达到，开始问价格'],
    write: ['试用账号与操作视频已发{p}', '{p}发来两个使用问题，已答复', '发送试用周报给{p}'],
    note: ['试用活跃度下降，需要上门一次', '客户数据已导入，报表可用'],
  },
  closing: {
    talk: ['和{p}谈付款方式，对方希望 3-3-3-1', '{p}说价格比{c}高 8%，要求再让一步', '合同条款沟通，质保期定两年', '{p}确认采购流程：法务审核后总经理签字', '报价已认可，{p}在走内部用印', '商务会议，就交付节点达成一致'],
    write: ['正式报价单已发{p}', '合同草稿 V2 发{p}法务审核', '{p}回复合同修改意见 5 条', '把发票信息和付款计划发给{p}'],
    note: ['折扣已申请，等经理批准', '客户月底前有预算要用掉', '注意：付款条件不能低于预付三成'],
  },
}

const missed: Partial<Record<ActivityKindKey, readonly string[]>> = {
  call: ['未接听，稍后再拨', '占线', '{p}在开会，约下午回电'],
  visit: ['到厂未见到{p}，在门卫留了资料', '{p}临时出差，改期'],
  meeting: ['{p}临时有事，会议改期', '客户方人员不齐，会议取消'],
  mail: ['已发送资料，等待回复', '已发送，下周跟进'],
  wechat: ['已发微信，未回复', '发了案例，暂无回应'],
}

/** The bodies that fit a kind and phase; `effective` says whether the customer took part. */
export function bodiesFor(kind: ActivityKindKey, phase: Phase, effective: boolean): readonly string[] {
  if (kind === 'note') return byPhase[phase].note
  if (!effective) return missed[kind] ?? byPhase[phase].write
  return kind === 'mail' || kind === 'wechat' ? byPhase[phase].write : byPhase[phase].talk
}

/** What the reps of the leaking segment write: the trace that leads to the cause. */
export const leakBodies: readonly string[] = [
  '{p}以为是专题页上的低价套餐，看到方案后觉得不是一回事',
  '演示后{p}说方案超出他们想要的，只想买便宜的单机版',
  '{p}拿着广告页来问价，和方案对不上，没再回复',
  '客户期望与方案差距大，{p}说要再想想',
]

const steps: Record<Phase, readonly string[]> = {
  contact: ['电话约需求沟通', '发送行业案例并回访', '确认谁来拍板'],
  needs: ['补全 BANT', '需求清单请客户确认', '安排车间走访'],
  demo: ['邀请副总参加演示', '演示后收集书面反馈', '安排参观标杆工厂'],
  poc: ['提交验证报告', '确认第二轮打样时间', '请技术评估者签字'],
  executive: ['准备投资回报测算', '约总经理汇报'],
  tender: ['提交投标文件', '复核评分项与资质', '跟进开标结果'],
  trial: ['试用第 10 天回访', '看活跃用户数并上门', '确认购买人数'],
  closing: ['发送最终报价', '跟进法务审核', '确认付款节点与签约日期'],
}
export const nextSteps = (phase: Phase): readonly string[] => steps[phase]

export function fill(text: string, words: { person: string; product: string; competitor: string }): string {
  return text.replaceAll('{p}', words.person).replaceAll('{d}', words.product).replaceAll('{c}', words.competitor)
}
