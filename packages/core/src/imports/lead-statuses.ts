import type { Named } from './name-index.ts'

/** The states of a lead with the words that other systems use for them; `id` is the state. */
export const leadStatuses: readonly Named[] = [
  { id: 'new', name: '新线索', aliases: ['new', 'New', '新建', '待跟进', '未跟进', '未处理', '未分配', 'Open', 'Open - Not Contacted', 'Not Contacted', '待处理', '初始'] },
  { id: 'working', name: '跟进中', aliases: ['working', 'Working', '联系中', '已联系', '处理中', 'Contacted', 'Working - Contacted', 'In Progress', 'Attempted to Contact', 'Connected', '沟通中'] },
  { id: 'nurturing', name: '培育中', aliases: ['nurturing', 'Nurturing', 'Nurture', '培育', '长期培育', '暂缓', '暂不需要'] },
  { id: 'qualified', name: '合格', aliases: ['qualified', 'Qualified', '已确认', '有效', '有意向', 'MQL', 'SQL', '合格线索'] },
  { id: 'converted', name: '已转化', aliases: ['converted', 'Converted', '已转换', '转换', '已转商机', '转商机', '已转客户', 'Closed - Converted', '已成交'] },
  { id: 'invalid', name: '无效', aliases: ['invalid', 'Invalid', '无效线索', '不合格', 'Unqualified', 'Disqualified', 'Closed - Not Converted', '已放弃', '放弃', '关闭', 'Junk', 'Junk Lead', 'Lost'] },
]
