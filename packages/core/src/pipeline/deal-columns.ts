/** The columns of an exported deal list, in their usual order; `columns=number,title,…` chooses among the keys. */
export const dealColumns = {
  number: { zh: '编号', en: 'Number' },
  title: { zh: '商机名称', en: 'Title' },
  account: { zh: '客户', en: 'Account' },
  pipeline: { zh: '销售流程', en: 'Pipeline' },
  stage: { zh: '阶段', en: 'Stage' },
  status: { zh: '状态', en: 'Status' },
  amount: { zh: '金额', en: 'Amount' },
  currency: { zh: '币种', en: 'Currency' },
  winProbability: { zh: '赢率', en: 'Win probability' },
  forecastCategory: { zh: '预测类别', en: 'Forecast category' },
  expectedCloseOn: { zh: '预计成交日期', en: 'Expected close' },
  nextStep: { zh: '下一步', en: 'Next step' },
  nextStepDue: { zh: '下一步日期', en: 'Next step due' },
  owner: { zh: '负责人', en: 'Owner' },
  team: { zh: '团队', en: 'Team' },
  source: { zh: '来源', en: 'Source' },
  tags: { zh: '标签', en: 'Tags' },
  stageEnteredAt: { zh: '进入阶段时间', en: 'Stage entered' },
  lastActivityAt: { zh: '最近跟进', en: 'Last activity' },
  createdAt: { zh: '创建时间', en: 'Created' },
  closedAt: { zh: '关闭时间', en: 'Closed' },
  lostReason: { zh: '丢单原因', en: 'Loss reason' },
} satisfies Record<string, { zh: string; en: string }>

export type DealColumn = keyof typeof dealColumns

export const dealStatusNames = {
  open: { zh: '进行中', en: 'Open' },
  won: { zh: '赢单', en: 'Won' },
  lost: { zh: '丢单', en: 'Lost' },
} as const

export const forecastCategoryNames: Readonly<Record<string, { zh: string; en: string }>> = {
  pipeline: { zh: '储备', en: 'Pipeline' },
  best_case: { zh: '最佳情况', en: 'Best case' },
  commit: { zh: '承诺', en: 'Commit' },
  omitted: { zh: '不计入', en: 'Omitted' },
}
