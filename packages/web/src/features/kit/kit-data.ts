import type { FunnelRow } from '../../charts/funnel-types.ts'
import type { SurvivalPoint } from '../../charts/SurvivalCurve.tsx'

/** Sample data of the gallery: invented, but shaped like a year of a Chinese equipment maker. */

const conversion = (value: number, n: number) => {
  const spread = 1.96 * Math.sqrt((value * (1 - value)) / n)
  return { value, low: Math.max(value - spread, 0), high: Math.min(value + spread, 1), enough: n >= 20 }
}

export const funnelRows: FunnelRow[] = [
  { key: 's1', label: '初步接洽', entered: 1486, open: 214, lost: 318, conversion: conversion(0.642, 1486), amount: '¥3.28亿', dwellMedian: '6.2 天', dwellP75: '14 天', topLoss: '预算未立项' },
  { key: 's2', label: '需求确认', entered: 954, open: 131, lost: 209, conversion: conversion(0.6436, 954), amount: '¥2.41亿', dwellMedian: '11.8 天', dwellP75: '23 天', topLoss: '需求不匹配' },
  { key: 's3', label: '方案展示', entered: 614, open: 96, lost: 187, conversion: conversion(0.539, 614), amount: '¥1.76亿', dwellMedian: '14.5 天', dwellP75: '31 天', topLoss: '选择竞品' },
  { key: 's4', label: '商务谈判', entered: 331, open: 58, lost: 84, conversion: conversion(0.571, 331), amount: '¥9,840万', dwellMedian: '19.3 天', dwellP75: '42 天', topLoss: '价格过高' },
  { key: 'won', kind: 'won', label: '赢单', entered: 189, open: 0, lost: 0, conversion: null, amount: '¥5,620万' },
]

export const funnelBefore = { label: '上季度', entered: [1302, 868, 602, 352, 214], conversions: [0.6667, 0.6935, 0.5847, 0.608], scale: 'share' as const }

export const longFunnel: FunnelRow[] = [
  { key: 'a', label: '线索验证', entered: 2393, open: 41, lost: 925, conversion: conversion(0.596, 2393), topLoss: '无效联系方式' },
  { key: 'b', label: '技术验证（POC）', entered: 1427, open: 62, lost: 341, conversion: conversion(0.7176, 1427), topLoss: '技术指标不达标' },
  { key: 'c', label: '高层汇报', entered: 1024, open: 8, lost: 12, conversion: conversion(0.9805, 1024) },
  { key: 'd', label: '方案/报价', entered: 1004, open: 44, lost: 280, conversion: conversion(0.677, 1004), topLoss: '价格过高' },
  { key: 'e', label: '招投标', entered: 680, open: 37, lost: 143, conversion: conversion(0.735, 680), topLoss: '未中标' },
  { key: 'f', label: '谈判签约', entered: 14, open: 6, lost: 3, conversion: conversion(0.36, 14) },
  { key: 'won', kind: 'won', label: '成交', entered: 5, open: 0, lost: 0, conversion: null },
]

export function survival(scale: number, width: number): SurvivalPoint[] {
  const points: SurvivalPoint[] = [{ day: 0, still: 1, low: 1, high: 1 }]
  for (let day = 1; day <= 60; day += 1) {
    const still = Math.exp(-((day / scale) ** 1.2))
    const spread = width * Math.sqrt(day / 60) * (0.4 + still)
    points.push({ day, still, low: Math.max(still - spread, 0), high: Math.min(still + spread, 1) })
  }
  return points
}

const people = ['张晓明', '王芳', '李建国', '陈静怡', '刘洋', '赵敏', '黄磊', '周倩', '吴国栋', '欧阳雪']
const places = ['华东', '苏州', '宁波', '深圳', '成都', '青岛', '武汉', '西安', '合肥', '佛山']
const trades = ['精密机械', '智能装备', '新能源科技', '汽车零部件', '生物医药', '电子材料', '食品机械', '光电技术']
const needs = ['产线改造', '数控机床采购', '年度框架', '二期扩建', '检测设备', 'MES 升级', '备件集采', '试点项目']
export const stages = ['初步接洽', '需求确认', '方案展示', '商务谈判']

export interface KitDeal {
  id: string
  name: string
  account: string
  owner: string
  stage: number
  amount: number
  close: string
  days: number
  next: string | null
  touched: string
}

/** A fixed pseudo-random deal, the same on every visit. */
export function kitDeal(index: number): KitDeal {
  const draw = (salt: number) => ((index * 2_654_435_761 + salt * 40_503) >>> 7) % 10_000
  const pick = <T,>(list: readonly T[], salt: number) => list[draw(salt) % list.length] as T
  const account = `${pick(places, 1)}${pick(['宏远', '恒通', '锐科', '天工', '博瑞', '华信'], 2)}${pick(trades, 3)}有限公司`
  return {
    id: `deal-${index}`,
    name: `${account.slice(0, 4)}${pick(needs, 4)}`,
    account,
    owner: pick(people, 5),
    stage: draw(6) % 4,
    amount: (draw(7) * 31 + 50_000) * 100,
    close: `2026-${String((draw(8) % 9) + 1).padStart(2, '0')}-${String((draw(9) % 27) + 1).padStart(2, '0')}`,
    days: draw(10) % 46,
    next: draw(11) % 5 === 0 ? null : pick(['电话确认预算', '现场演示', '提交报价', '约见总经理', '寄送样品'], 12),
    touched: new Date(Date.UTC(2026, 10, 20) - draw(13) * 300_000).toISOString(),
  }
}
