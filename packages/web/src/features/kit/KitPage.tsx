import { InboxOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Segmented, Select } from 'antd'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.ts'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import { FunnelChart } from '../../charts/FunnelChart.tsx'
import { FunnelTable } from '../../charts/FunnelTable.tsx'
import type { FunnelPart } from '../../charts/funnel-types.ts'
import { Sparkline } from '../../charts/Sparkline.tsx'
import { StackedBar } from '../../charts/StackedBar.tsx'
import { SurvivalCurve } from '../../charts/SurvivalCurve.tsx'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { Delta } from '../../ui/Delta.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Explained, Insufficient } from '../../ui/Explained.tsx'
import type { Explanation } from '../../ui/Explained.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FrameView } from '../shell/FrameView.tsx'
import { funnelBefore, funnelRows, longFunnel, survival } from './kit-data.ts'
import { KitList } from './KitList.tsx'

const state = z.object({
  tab: z.enum(['funnel', 'list', 'parts']).default('funnel'),
  mine: z.boolean().default(false),
  month: z.boolean().default(true),
})

const winRate: Explanation = {
  label: '赢单率（按关闭日期，件数）',
  definition: '期间内关闭的商机中赢单所占比例。在途商机不计入分母。',
  n: 482,
  censored: 499,
  interval: '35.0% – 43.6%',
  method: 'Wilson 95%',
  asOf: '2026-11-21T02:30:00.000Z',
  timeZone: 'Asia/Shanghai',
}

const explain = (part: FunnelPart): Explanation => {
  const row = [...funnelRows, ...longFunnel].find((one) => one.key === part.stage)
  return {
    label: `${row?.label ?? ''} · ${{ entered: '进入', open: '仍在途', passed: '已推进', lost: '流失', conversion: '转化率', dwell: '停留', stock: '存量' }[part.kind]}`,
    definition: '期间内进入销售流程的同一批商机中，到达过本阶段的数量；跳过本阶段而到达更后阶段的也算。',
    n: row?.entered,
    censored: row?.open,
    interval: part.kind === 'conversion' ? '61.7% – 66.6%' : null,
    method: 'cohort/entry/linear, Wilson 95%',
    asOf: '2026-11-21T02:30:00.000Z',
    timeZone: 'Asia/Shanghai',
  }
}

/** The gallery of the ui kit and the charts, for those who build screens with them. Not part of a production build. */
export default function KitPage() {
  const [url, change] = useUrlState(state)
  return (
    <FrameView
      user={{ name: '张晓明', detail: '苏州恒通智能装备' }}
      connection="live"
      counts={{ today: 7, leads: 23 }}
      onSignOut={() => undefined}
      banner={
        <>
          <span>这是演示公司的数据，可以随意试用。</span>
          <Button type="link" size="small">
            建立自己的组织
          </Button>
        </>
      }
    >
      <PageHeader
        title={url.tab === 'list' ? '商机' : '销售漏斗'}
        aside={<Select aria-label="销售流程" variant="filled" value="std" options={[{ value: 'std', label: '标准销售流程' }]} />}
        description={url.tab === 'funnel' ? '2026 年第三季度进入的 1,486 个商机，截至 11月21日 10:30' : undefined}
        actions={url.tab === 'list' ? <Button type="primary" icon={<PlusOutlined />}>新建商机</Button> : undefined}
      >
        <FilterBar
          quick={
            <>
              <FilterChip label="我的" on={url.mine} count={42} onChange={(mine) => change({ mine })} />
              <FilterChip label="本月预计成交" on={url.month} onChange={(month) => change({ month })} />
            </>
          }
          active={Number(url.mine) + Number(url.month)}
          onClear={() => change({ mine: false, month: false })}
          end={
            <Segmented<'funnel' | 'list' | 'parts'>
              value={url.tab}
              onChange={(tab) => change({ tab })}
              options={[
                { value: 'funnel', label: '漏斗' },
                { value: 'list', label: '列表' },
                { value: 'parts', label: '组件' },
              ]}
            />
          }
        >
          <Select aria-label="负责人" placeholder="负责人" style={{ minWidth: 120 }} options={[]} allowClear />
          <Select aria-label="来源" placeholder="来源" style={{ minWidth: 120 }} options={[]} allowClear />
        </FilterBar>
      </PageHeader>
      {url.tab === 'funnel' && <Funnels />}
      {url.tab === 'list' && (
        <Page fill>
          <KitList />
        </Page>
      )}
      {url.tab === 'parts' && <Parts />}
    </FrameView>
  )
}

function Funnels() {
  const chart = useRef<{ download: (name: string) => Promise<void> }>(null)
  const [table, setTable] = useState(false)
  const { message } = App.useApp()
  return (
    <Page>
      <StatRow>
        <StatTile label="赢单率（按件数）" value="39.2" unit="%" delta={<Delta value={-0.018} text="-1.8 个百分点" better="up" />} note="35.0–43.6%" explanation={winRate} onOpen={() => void message.info('打开 482 个商机')} chart={<Sparkline label="近 12 周赢单率" values={[0.41, 0.4, 0.43, 0.38, 0.39, 0.42, 0.44, 0.4, 0.37, 0.38, 0.4, 0.392]} />} />
        <StatTile label="销售周期中位数" value="57" unit="天" delta={<Delta value={3} text="+3 天" better="down" />} note="n = 189" explanation={{ ...winRate, label: '销售周期中位数' }} />
        <StatTile label="漏斗速度" value="¥42.6万" unit="/天" delta={<Delta value={0.12} text="+12.4%" better="up" />} explanation={{ ...winRate, label: '漏斗速度' }} chart={<Sparkline label="漏斗速度" values={[30, 31, 29, 34, 36, 33, 38, 41, 40, 42.6]} />} />
        <StatTile label="加权管道" value="¥6,180万" note="499 个在途商机" explanation={{ ...winRate, label: '加权管道' }} />
        <StatTile label="新渠道转化" value={<Insufficient />} note="n = 12" explanation={{ ...winRate, label: '新渠道转化', n: 12 }} />
      </StatRow>
      <Section
        title="阶段转化"
        note="同批跟踪 · 跳过的阶段视为到达"
        actions={
          <>
            <Segmented size="small" value={table} onChange={setTable} options={[{ value: false, label: '图形' }, { value: true, label: '表格' }]} />
            <Button size="small" onClick={() => void chart.current?.download('销售漏斗')}>
              下载图片
            </Button>
          </>
        }
      >
        {table ? (
          <FunnelTable rows={funnelRows} label="标准销售流程" />
        ) : (
          <FunnelChart ref={chart} rows={funnelRows} label="标准销售流程" comparison={funnelBefore} explain={explain} onOpen={(part) => void message.info(`打开 ${part.stage} ${part.kind}`)} />
        )}
      </Section>
      <Section title="大型设备流程" note="横向">
        <FunnelChart rows={longFunnel} label="大型设备流程" orientation="horizontal" explain={explain} onOpen={() => undefined} />
      </Section>
      <Section title="停留时间" note="Kaplan–Meier，在途商机计入">
        <SurvivalCurve
          label="各阶段停留时间"
          series={[
            { label: '方案展示', points: survival(19.8, 0.09), median: 14.5 },
            { label: '商务谈判', points: survival(26, 0.12), median: 19.3 },
          ]}
        />
      </Section>
      <Section title="丢单原因" note="按阶段">
        <StackedBar
          label="各阶段丢单原因"
          categories={['初步接洽', '需求确认', '方案展示', '商务谈判']}
          series={[
            { label: '预算未立项', values: [142, 51, 20, 6] },
            { label: '需求不匹配', values: [88, 74, 26, 4] },
            { label: '选择竞品', values: [34, 46, 92, 31] },
            { label: '价格过高', values: [12, 22, 41, 38] },
            { label: '失去联系', values: [42, 16, 8, 5] },
          ]}
          onOpen={(part) => void message.info(`${part.category} ${part.series}`)}
        />
      </Section>
      <Section title="按月转化" note="进入月份 × 阶段">
        <ValueMatrix
          label="按月转化率"
          rowHead="进入月份"
          rows={['6月', '7月', '8月', '9月', '10月'].map((name) => ({ key: name, name }))}
          columns={['→ 需求确认', '→ 方案展示', '→ 商务谈判', '→ 赢单'].map((name) => ({ key: name, name }))}
          cells={[0.68, 0.66, 0.61, 0.64, 0.58].map((first, row) =>
            [first, 0.62 - row * 0.03, 0.55 - row * 0.04, 0.57 - row * 0.1].map((value, column) => {
              const n = 240 - row * 48 - column * 30
              return row + column > 6 ? undefined : { value, n, enough: n >= 20, young: row === 4 }
            }),
          )}
          read={(value) => `${(value * 100).toFixed(1)}%`}
          onOpen={() => undefined}
        />
      </Section>
    </Page>
  )
}

function Parts() {
  const toast = useToast()
  const format = useFormat()
  const [sheet, setSheet] = useState(false)
  const [drawer, setDrawer] = useState(false)
  const row = { display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center' } as const
  return (
    <Page>
      <Section title="操作">
        <div style={row}>
          <Button type="primary">主要操作</Button>
          <Button>次要操作</Button>
          <Button type="text">文字按钮</Button>
          <ConfirmButton danger question="删除这个商机？" consequence="跟进记录会保留在客户下。" onConfirm={() => toast.done('已删除')}>
            删除
          </ConfirmButton>
          <Button onClick={() => toast.undoable('已将「苏州恒通产线改造」移到商务谈判', () => undefined)}>移动并可撤销</Button>
          <Button onClick={() => toast.failed(new ApiError({ code: 'conflict.stale_version', status: 412 }))}>失败提示</Button>
          <Button onClick={() => setSheet(true)}>打开面板</Button>
          <Button onClick={() => setDrawer(true)}>打开记录</Button>
          <Input aria-label="输入框" placeholder="输入框" style={{ width: 200 }} />
        </div>
      </Section>
      <Section title="标签与人">
        <div style={row}>
          <Tag>普通</Tag>
          <Tag tone="brand">跟进中</Tag>
          <Tag tone="good">赢单</Tag>
          <Tag tone="bad">丢单</Tag>
          <Tag tone="warn">停滞 9 天</Tag>
          <Tag dot color="#2e7cb6">
            方案展示
          </Tag>
          {['张晓明', '王芳', '欧阳雪', 'Ann Lee', '李建国'].map((name) => (
            <UserAvatar key={name} name={name} size={28} />
          ))}
          <UserAvatar name="陈静怡" label />
          <CopyText text="13800138000">{format.phone('13800138000')}</CopyText>
          <Explained explanation={winRate}>
            <b className="num">39.2%</b>
          </Explained>
          <span>{format.money(12_800_000)}</span>
          <span>{format.moneyShort(12_800_000_000)}</span>
          <span>{format.days(8.7619)}</span>
          <span>{format.points(0.021)}</span>
        </div>
      </Section>
      <Section title="空、错、等待">
        <EmptyState icon={<InboxOutlined />} title="还没有商机" text="从 Excel 导入，或新建第一个商机。" action={<Button type="primary">导入商机</Button>} />
        <ErrorState error={new ApiError({ code: 'record.not_found', status: 404, requestId: 'req-7f3a' })} onRetry={() => undefined} />
        <Skeletons kind="tiles" count={4} />
        <Skeletons kind="rows" count={3} />
      </Section>
      <BottomSheet open={sheet} title="记跟进" onClose={() => setSheet(false)} footer={<Button type="primary" block>保存</Button>}>
        <Input.TextArea rows={4} placeholder="今天聊了什么？" />
      </BottomSheet>
      <SideDrawer open={drawer} title="苏州恒通产线改造" onClose={() => setDrawer(false)}>
        <Skeletons kind="record" />
      </SideDrawer>
    </Page>
  )
}
