import type { Product } from './company.ts'

export const companyTitle = '岚屿智造科技有限公司'

const product = (key: string, code: string, name: string, family: string, unit: string, yuan: number): Product => ({ key, code, name, family, unit, priceMinor: yuan * 100 })

export const products: readonly Product[] = [
  product('mes', 'LY-MES-P', 'MES 制造执行系统', '软件', '套', 180_000),
  product('wms', 'LY-WMS-P', 'WMS 仓储管理系统', '软件', '套', 120_000),
  product('aps', 'LY-APS-P', 'APS 高级排产', '软件', '套', 150_000),
  product('quality_trace', 'LY-QTS', '质量追溯系统', '软件', '套', 90_000),
  product('iot_gateway', 'LY-GW-20', '工业数据网关 GW20', '硬件', '台', 3_800),
  product('robot_cell', 'LY-RC-6', '六轴机器人工作站', '设备', '套', 680_000),
  product('vision_line', 'LY-VI-2', '视觉检测单元', '设备', '套', 460_000),
  product('agv', 'LY-AGV-10', 'AGV 搬运机器人', '设备', '台', 220_000),
  product('assembly_line', 'LY-AL-1', '柔性装配线', '设备', '条', 2_400_000),
  product('cloud_mes', 'LY-CM-S', '云 MES 轻量版（年）', '订阅', '用户', 1_200),
  product('cloud_board', 'LY-CB-S', '生产云看板（年）', '订阅', '套', 9_800),
  product('implementation', 'LY-SV-I', '实施与培训服务', '服务', '项', 60_000),
]

export const competitors = ['砺岳智控', '星渡工软', '青屿数造', '启翎自动化'] as const
export const tags = ['重点客户', '老客户', '标杆潜力', '价格敏感', '政府补贴', '出口企业', '多工厂', '高层关系好', '急单', '竞品在用'] as const

const projects: Record<string, readonly string[]> = {
  standard: ['车间 MES 项目', '仓储 WMS 升级', 'APS 排产上线', '设备联网项目', '质量追溯项目', '数字化车间一期', '数字化车间二期'],
  large_equipment: ['自动化装配线', '机器人焊接单元', '智能仓储一期', '视觉检测产线', '柔性加工产线', '产线搬迁改造'],
  saas_smb: ['云 MES 订阅', '生产云看板', '设备巡检上云', '小微工厂数字化', '云 MES 扩容'],
}

export function projectNames(pipelineKey: string): readonly string[] {
  return projects[pipelineKey] ?? ['新项目']
}

export const sourceDetails: Record<string, readonly string[]> = {
  sem: ['搜索广告·MES系统', '搜索广告·WMS价格', '搜索广告·智能产线', '搜索广告·品牌词'],
  seo: ['自然搜索·选型文章', '自然搜索·产品页'],
  content: ['白皮书《离散制造排产》', '线上直播·质量追溯', '案例集下载'],
  social: ['短视频·产线改造', '公众号文章', '行业社群'],
  exhibition: ['华东智造展', '华南工业展', '北方装备展'],
  referral: ['老客户介绍', '员工推荐'],
  partner: ['集成商伙伴', '园区服务商'],
  cold_call: ['行业名单外呼', '沉睡线索唤醒'],
}

/** What the leads of a leaking segment have in common, for whoever looks into them. */
export const leakSourceDetail = '搜索广告·低价产线专题页'
