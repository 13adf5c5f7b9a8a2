import type { Words } from '../../lib/metric-entry.ts'

/** Populations that several groups of metrics speak of. */

export const cohort: Words = { zh: '期间内进入销售流程的全部商机', en: 'All deals that entered the pipeline in the period' }
export const beenInStage: Words = { zh: '该批商机中确实在本阶段停留过的商机', en: 'Deals of the group that really were in this stage' }
export const closedDeals: Words = { zh: '期间内关闭（赢单或丢单）的商机', en: 'Deals closed in the period, won or lost' }
export const wonDeals: Words = { zh: '期间内赢单的商机', en: 'Deals won in the period' }
export const lostDeals: Words = { zh: '期间内丢单的商机', en: 'Deals lost in the period' }
