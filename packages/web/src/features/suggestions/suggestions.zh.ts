export const suggestionsZh = {
  title: '下一步建议', more: '其他 {{count}} 条', fewer: '收起', none: '暂时没有建议', noneText: '下一步、联系节奏、证据和决策链都在位。',
  do: {
    step_overdue: '完成「{{step}}」', no_next_step: '约定下一步', silence: '联系客户', evidence: '补齐：{{asks}}', advance: '推进到「{{next}}」', dwell: '对照「{{stage}}」的打法', decision_maker: '找到拍板的人',
    too_much: '换一个人或换一种方式', champion: '发展内线教练', cycle_activity: '安排{{activity}}', cycle_age: '判断是否继续投入', playbook: '{{words}}',
  },
  why: {
    step_overdue: '已逾期 {{days}} 天', no_next_step: '还没有约定下一步', silence_own: '已 {{days}} 天没有联系，此前通常每 {{usual}} 天一次（{{n}} 次间隔）', silence: '已 {{days}} 天没有联系，超过 {{limit}} 天',
    evidence: '进入「{{next}}」还缺 {{count}} 项', advance: '门槛要求的 {{n}} 项都已具备', dwell: '已停留 {{days}} 天，本阶段期限 {{limit}} 天', decision_maker: '{{people}} 位联系人中没有决策者或经济购买者',
    too_much: '{{days}} 天内联系了 {{n}} 次，都没有回应', champion: '{{people}} 位联系人中没有内线教练', cycle_activity: '同类赢单通常 {{usual}} 次（{{n}} 单的中位数），这里 {{own}} 次',
    cycle_age: '已 {{age}} 天，同类赢单中位 {{days}} 天（{{n}} 单）', playbook: '「{{stage}}」的打法',
  },
  act: { log: '记跟进', next_step: '约定', contact: '补联系人', gate: '去补齐', move: '推进', guide: '看打法' },
  effect: {
    words: '本阶段有{{activity}}的商机 {{withShare}} 继续推进（{{withN}} 单），没有的 {{withoutShare}}（{{withoutN}} 单）', significant: '差异显著', insignificant: '差异不显著',
    note: '相差 {{points}}，95% 区间 {{low}} 到 {{high}}，p = {{p}}。这是观察到的差别，不说明因果：更有希望的商机本来就可能联系得更多。',
  },
  cycle: {
    title: '同类赢单', words: '{{n}} 单，从创建到赢单中位 {{days}} 天；这一单已 {{age}} 天', interval: '中位数的 95% 区间：{{low}}–{{high}} 天',
    amount_and_industry: '同流程、金额相近、{{industry}}行业', amount: '同流程、金额相近', pipeline: '同流程', usual: '{{activity}} {{own}} / {{median}} 次',
  },
  step: { title: '约定下一步', save: '保存', saved: '已约定下一步' },
  contact: { title: '补充决策链' },
}
