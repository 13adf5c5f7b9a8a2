import { expect, test } from 'vitest'
import { columnProfiler } from './column-profile.ts'
import { guessColumns } from './columns.ts'
import { draftMapping } from './draft.ts'
import { parseMapping } from './mapping.ts'

function profilesOf(header: string[], rows: string[][]) {
  return header.map((name, i) => {
    const profiler = columnProfiler(name, { currency: 'CNY' })
    for (const row of rows) profiler.observe(row[i] ?? '')
    return profiler.profile()
  })
}
const guess = (header: string[], ...rows: string[][]) => {
  const { kind, columns } = guessColumns(profilesOf(header, rows))
  return { kind, columns: Object.fromEntries(columns.map((column) => [column.column, column.field])) }
}

test('a Chinese list of deals', () => {
  expect(
    guess(
      ['商机编号', '商机名称', '客户名称', '联系人', '手机', '邮箱', '金额(万元)', '销售阶段', '预计签约日期', '创建时间', '关闭时间', '负责人', '线索来源', '产品', '丢单原因', '备注'],
      ['SJ001', '华为二期', '华为技术有限公司', '张三', '13800138000', 'a@b.cn', '12.5', '商务谈判', '2026-12-01', '2026-01-02 10:00', '', '李四', '展会', '平台版', '', '无'],
      ['SJ002', '腾讯一期', '腾讯科技', '王五', '13900139000', 'c@d.cn', '8', '丢单', '2026-11-01', '2026-01-05 09:00', '2026-05-06', '李四', '官网', '平台版', '价格', '竞品低价'],
    ),
  ).toEqual({
    kind: 'deals',
    columns: {
      商机编号: 'key', 商机名称: 'title', 客户名称: 'accountName', 联系人: 'contactName', 手机: 'phone', 邮箱: 'email', '金额(万元)': 'amount', 销售阶段: 'stage',
      预计签约日期: 'expectedCloseOn', 创建时间: 'createdAt', 关闭时间: 'closedAt', 负责人: 'owner', 线索来源: 'source', 产品: 'product', 丢单原因: 'lostReason', 备注: 'note',
    },
  })
})

test('an English list of deals under other names', () => {
  expect(
    guess(
      ['Record ID', 'Deal Name', 'Deal Stage', 'Deal owner', 'Amount', 'Close Date', 'Create Date', 'Associated Company', 'Closed Lost Reason'],
      ['1', 'Big one', 'Closed Won', 'Ann', '$1,200.00', '03/04/2026', '01/20/2026', 'Acme', ''],
      ['2', 'Small one', 'Negotiation', 'Bob', '$200.00', '', '01/22/2026', 'Initech', ''],
    ),
  ).toEqual({
    kind: 'deals',
    columns: {
      'Record ID': 'key', 'Deal Name': 'title', 'Deal Stage': 'stage', 'Deal owner': 'owner', Amount: 'amount', 'Close Date': 'closedAt', 'Create Date': 'createdAt',
      'Associated Company': 'accountName', 'Closed Lost Reason': 'lostReason',
    },
  })
})

test('leads, contacts, a stage log', () => {
  expect(guess(['姓名', '公司', '手机号', '来源渠道', '线索状态', '创建日期'], ['张三', '华为', '13800138000', '百度', '跟进中', '2026-01-01'])).toMatchObject({
    kind: 'leads', columns: { 姓名: 'name', 公司: 'company', 手机号: 'phone', 来源渠道: 'source', 线索状态: 'status', 创建日期: 'createdAt' },
  })
  expect(guess(['姓名', '职位', '部门', '客户名称', '电话', '邮箱'], ['张三', '经理', '采购部', '华为', '010-65529988', 'a@b.cn'])).toMatchObject({
    kind: 'contacts', columns: { 姓名: 'name', 职位: 'title', 部门: 'department', 客户名称: 'accountName', 电话: 'phone', 邮箱: 'email' },
  })
  const log = ['1', '2', '3', '4'].flatMap((id) => [[id, '初步接洽', '2026-01-01 10:00', '张'], [id, '方案展示', '2026-01-03 10:00', '李'], [id, '赢单', '2026-01-05 10:00', '李']])
  expect(guess(['商机编号', '变更后阶段', '变更时间', '操作人'], ...log)).toEqual({
    kind: 'events', columns: { 商机编号: 'caseKey', 变更后阶段: 'activity', 变更时间: 'at', 操作人: 'resource' },
  })
})

test('a list of more deals than can be told apart is still no log', () => {
  const header = ['opportunity_id', 'deal_stage', 'close_date']
  const profiles = header.map((name, i) => {
    const profiler = columnProfiler(name, { currency: 'CNY', distinctLimit: 100 })
    for (let n = 0; n < 500; n++) profiler.observe([`id${n}`, n % 2 === 0 ? 'Won' : 'Engaging', '2017-01-02'][i] ?? '')
    return profiler.profile()
  })
  expect(guessColumns(profiles).kind).toBe('deals')
})

test('no field twice, and cells can contradict a name', () => {
  const { columns } = guess(['金额', '合同金额', '客户', '创建时间'], ['1', '2', 'x', 'no date'], ['3', '4', 'y', 'none'])
  expect(Object.values(columns).filter((field) => field === 'amount').length).toBe(1)
  expect(columns['创建时间']).toBe(null)
  expect(guess(['Do Not Email', 'Lead Number', 'x'], ['No', '17', 'a'], ['Yes', '18', 'b']).columns).toEqual({ 'Do Not Email': null, 'Lead Number': expect.not.stringMatching('name') as string, x: null })
})

test('columns without telling names go by their cells', () => {
  const rows = [['a@b.cn', '13800138000', '赢单'], ['c@d.cn', '13900139000', '丢单'], ['e@f.cn', '13700137000', '赢单']]
  expect(guess(['列 1', '列 2', '列 3'], ...rows).columns).toMatchObject({ '列 1': 'email', '列 2': 'phone' })
})

test('a draft asks what it cannot know, and is a mapping otherwise', () => {
  const header = ['商机名称', '客户', '金额（万元）', '阶段', '创建日期', '负责人']
  const rows = [
    ['A', '甲', '1.5', '1.初步接洽', '3/4/2026', '张三'], ['B', '乙', '2', '方案展示', '5/6/2026', 'zhangsan'],
    ['C', '丙', '3', '赢单', '7/8/2026', '李四'], ['D', '丁', '3', '未知阶段', '7/8/2026', '李四'],
  ]
  const stages = ['初步接洽', '需求确认', '方案展示', '商务谈判'].map((name) => ({ key: name, name }))
  const { mapping, questions } = draftMapping({
    fileName: 'x.csv', profiles: profilesOf(header, rows), pipelines: [{ id: 'p', name: '标准', stages }], existing: { owner: [{ id: 'u1', name: '张三' }] },
  })
  expect(mapping).toMatchObject({
    kind: 'deals', pipeline: { use: 'p' }, columns: { '金额（万元）': { field: 'amount', unit: 'wan' } },
    stages: { 赢单: 'won', '1.初步接洽': { stage: '初步接洽' }, 未知阶段: 'skip' }, unmatched: { owner: 'create' },
  })
  expect(parseMapping(mapping).pipeline).toEqual({ use: 'p' })
  expect(questions).toContainEqual(expect.objectContaining({ code: 'dates.ambiguous', column: '创建日期' }))
  expect(questions).toContainEqual({
    code: 'stages.unclear', column: '阶段',
    values: [{ value: '1.初步接洽', count: 1, proposed: { stage: '初步接洽' } }, { value: '未知阶段', count: 1, proposed: 'skip' }],
  })
  const near = questions.find((question) => question.code === 'values.near')
  expect(near?.code === 'values.near' ? near.values : []).toMatchObject([{ value: 'zhangsan', candidates: [{ id: 'u1', reason: 'pinyin' }] }])
})
