import { Tag as AntTag } from 'antd'
import { useState } from 'react'
import { stageColor } from '../../ui/theme.ts'
import { useTheme } from '../../ui/ThemeProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DataList } from '../../ui/table/DataList.tsx'
import { ColumnChooser } from '../../ui/table/ColumnChooser.tsx'
import { shownColumns } from '../../ui/table/columns.ts'
import type { Column, Sort } from '../../ui/table/columns.ts'
import { Tag } from '../../ui/Tag.tsx'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { kitDeal, stages } from './kit-data.ts'
import type { KitDeal } from './kit-data.ts'
import styles from './KitList.module.css'

/** The list of records as it looks with ten thousand of them. */
export function KitList() {
  const format = useFormat()
  const { mode } = useTheme()
  const [count, setCount] = useState(60)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set(['deal-2', 'deal-5']))
  const [sort, setSort] = useState<Sort | null>({ by: 'amount', down: true })
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const rows = Array.from({ length: count }, (_, index) => kitDeal(index + 1))
  const stage = (deal: KitDeal) => (
    <Tag dot color={stageColor(mode, deal.stage, 4)}>
      {stages[deal.stage]}
    </Tag>
  )
  const age = (deal: KitDeal) => (deal.days > 30 ? <Tag tone="bad">{format.days(deal.days)}</Tag> : deal.days > 14 ? <Tag tone="warn">{format.days(deal.days)}</Tag> : <span>{format.days(deal.days)}</span>)
  const columns: Column<KitDeal>[] = [
    { key: 'name', title: '商机', width: 200, grow: 2, required: true, sortable: true, render: (deal) => <b className={styles.name}>{deal.name}</b> },
    { key: 'account', title: '客户', width: 190, grow: 2, render: (deal) => <span className={styles.soft}>{deal.account}</span> },
    { key: 'stage', title: '阶段', width: 110, sortable: true, render: stage },
    { key: 'amount', title: '金额', width: 120, align: 'right', sortable: true, render: (deal) => format.money(deal.amount) },
    { key: 'days', title: '停留', width: 90, align: 'right', sortable: true, render: age },
    { key: 'close', title: '预计成交', width: 110, sortable: true, render: (deal) => <span className="num">{format.day(deal.close)}</span> },
    { key: 'next', title: '下一步', width: 140, grow: 1, render: (deal) => deal.next ?? <Tag tone="warn">无下一步</Tag> },
    { key: 'owner', title: '负责人', width: 120, render: (deal) => <UserAvatar name={deal.owner} label size={22} /> },
    { key: 'touched', title: '最近跟进', width: 110, optional: true, render: (deal) => format.relative(deal.touched) },
  ]
  return (
    <>
      <div className={styles.tools}>
        <span>
          共 <b className="num">10,000</b> 个商机 · <span className="num">{format.moneyShort(328_000_000_000)}</span>
        </span>
        <ColumnChooser columns={columns} chosen={chosen} onChange={setChosen} />
      </div>
      <DataList
        label="商机列表"
        rows={rows}
        rowKey={(deal) => deal.id}
        columns={shownColumns(columns, chosen)}
        selection={{ keys, onChange: setKeys }}
        sort={sort}
        onSort={setSort}
        openKey={open}
        onOpen={(deal) => setOpen(deal.id)}
        total={10_000}
        hasMore={count < 10_000}
        onMore={() => setCount((value) => Math.min(value + 100, 10_000))}
        empty={<EmptyState title="没有符合条件的商机" />}
        card={(deal) => (
          <div className={styles.card}>
            <div className={styles.line}>
              <b>{deal.name}</b>
              <b className="num">{format.moneyShort(deal.amount)}</b>
            </div>
            <div className={styles.line}>
              <span className={styles.meta}>
                {stage(deal)} {age(deal)}
              </span>
              <UserAvatar name={deal.owner} size={24} />
            </div>
            <div className={styles.soft}>{deal.next ?? <AntTag>无下一步</AntTag>}</div>
          </div>
        )}
      />
    </>
  )
}
