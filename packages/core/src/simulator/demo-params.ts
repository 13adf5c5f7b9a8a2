import type { PlantedChange, SimulationParams, StageHazards } from './params.ts'
import { repKey } from './staff.ts'

const exits = (advance: number, skip: number, back: number, lost: number, won = 0) => ({ advance, skip, back, lost, won })
const stage = (
  stageKey: string,
  medianDays: number,
  shape: number,
  shares: ReturnType<typeof exits>,
  activitiesPerDay: number,
  lossReasons: Record<string, number>,
): StageHazards => ({ stageKey, medianDays, shape, exits: shares, activitiesPerDay, lossReasons })

const early = { unqualified: 5, unreachable: 4, no_decision_maker: 3, postponed: 3, slow_response: 2, over_budget: 1 }
const needs = { postponed: 4, budget_cut: 3, no_decision: 3, unqualified: 2, feature_gap: 2, champion_left: 1, over_budget: 2 }
const evaluation = { feature_gap: 4, solution_mismatch: 3, lost_to_competitor: 4, integration_gap: 2, incumbent: 2, postponed: 2, delivery_time: 1 }
const closing = { competitor_cheaper: 5, over_budget: 3, lost_to_competitor: 3, payment_terms: 2, contract_terms: 1, budget_cut: 2, cancelled: 1, other: 1 }

/** The demo company. Change a number here and truth.ts changes with it; README.md beside this file tells the story. */
export const demoParams: SimulationParams = {
  days: 365,
  workingHours: true,
  leads: 8000,
  directDeals: 210,
  directChannels: { referral: 0.7, partner: 0.3 },
  inflow: { from: 0.75, to: 1.25, months: [0.9, 0.6, 1.15, 1.05, 1, 1.15, 0.9, 0.9, 1.15, 0.85, 1.15, 1.1] },
  sizes: {
    small: { weight: 0.3, multiplier: { forward: 1.05, lost: 1.1 }, amountFactor: 0.75, pipelines: { saas_smb: 0.8, standard: 0.2 } },
    medium: { weight: 0.48, multiplier: { forward: 1, lost: 1 }, amountFactor: 1, pipelines: { standard: 0.92, large_equipment: 0.05, saas_smb: 0.03 } },
    large: { weight: 0.22, multiplier: { forward: 0.9, lost: 0.85 }, amountFactor: 1.6, pipelines: { standard: 0.45, large_equipment: 0.55 } },
  },
  teamsOfPipeline: {
    standard: { east: 0.32, south: 0.4, north: 0.25, smb: 0.03 },
    large_equipment: { east: 0.4, south: 0.3, north: 0.3 },
    saas_smb: { smb: 0.8, east: 0.08, south: 0.06, north: 0.06 },
  },
  teams: {
    east: {
      multiplier: { forward: 1.05, lost: 0.95 },
      channels: { sem: 0.22, seo: 0.16, content: 0.14, social: 0.08, exhibition: 0.16, referral: 0.11, partner: 0.07, cold_call: 0.06 },
      reps: [1.3, 1.1, 1, 0.95, 0.8],
      responseHours: 0.8,
    },
    south: {
      multiplier: { forward: 1, lost: 1 },
      channels: { sem: 0.55, seo: 0.08, content: 0.07, social: 0.04, exhibition: 0.1, referral: 0.06, partner: 0.05, cold_call: 0.05 },
      reps: [1.2, 1.1, 1, 0.9, 0.85],
      responseHours: 1.2,
    },
    north: {
      multiplier: { forward: 0.92, lost: 1 },
      channels: { sem: 0.18, seo: 0.12, content: 0.1, social: 0.06, exhibition: 0.18, referral: 0.12, partner: 0.12, cold_call: 0.12 },
      reps: [1.15, 1.05, 1, 0.9, 0.75],
      responseHours: 2,
    },
    smb: {
      multiplier: { forward: 1, lost: 1 },
      channels: { sem: 0.26, seo: 0.2, content: 0.18, social: 0.18, exhibition: 0.04, referral: 0.06, partner: 0.03, cold_call: 0.05 },
      reps: [1.2, 1.1, 1, 0.95, 0.85],
      responseHours: 0.4,
    },
  },
  channels: {
    sem: { multiplier: { forward: 1, lost: 1.05 }, qualified: 0.44, converted: 0.5 },
    seo: { multiplier: { forward: 1.05, lost: 1 }, qualified: 0.46, converted: 0.5 },
    content: { multiplier: { forward: 1, lost: 0.95 }, qualified: 0.4, converted: 0.45 },
    social: { multiplier: { forward: 0.9, lost: 1.15 }, qualified: 0.3, converted: 0.4 },
    exhibition: { multiplier: { forward: 1, lost: 1 }, qualified: 0.45, converted: 0.5 },
    referral: { multiplier: { forward: 1.2, lost: 0.75 }, qualified: 0.72, converted: 0.62 },
    partner: { multiplier: { forward: 1.1, lost: 0.85 }, qualified: 0.6, converted: 0.58 },
    cold_call: { multiplier: { forward: 0.85, lost: 1.2 }, qualified: 0.2, converted: 0.4 },
  },
  pipelines: [
    {
      key: 'standard',
      stages: [
        stage('first_contact', 5, 1.1, exits(0.66, 0.04, 0, 0.3), 0.45, early),
        stage('needs_confirmed', 10, 1.15, exits(0.67, 0.03, 0.05, 0.25), 0.33, needs),
        stage('solution_demo', 13, 1.2, exits(0.6, 0, 0.08, 0.29, 0.03), 0.33, evaluation),
        stage('negotiation', 12, 1.2, exits(0, 0, 0.08, 0.3, 0.62), 0.38, closing),
      ],
      reopenShare: 0.05,
      reopenMeanDays: 35,
      amount: { medianYuan: 280_000, sigma: 0.7, roundYuan: 1000 },
      productKeys: ['mes', 'wms', 'aps', 'iot_gateway', 'quality_trace', 'implementation'],
    },
    {
      key: 'large_equipment',
      stages: [
        stage('project_identified', 12, 1.1, exits(0.68, 0.04, 0, 0.28), 0.24, early),
        stage('site_survey', 16, 1.2, exits(0.72, 0.03, 0.04, 0.21), 0.24, needs),
        stage('poc', 24, 1.4, exits(0.68, 0.02, 0.08, 0.22), 0.27, { poc_failed: 5, feature_gap: 3, solution_mismatch: 2, postponed: 2, delivery_time: 2 }),
        stage('executive_briefing', 9, 1.2, exits(0.74, 0.06, 0.06, 0.14), 0.3, { budget_cut: 3, no_decision: 3, incumbent: 2, cancelled: 2 }),
        stage('tender', 20, 1.6, exits(0.55, 0, 0.02, 0.43), 0.24, { tender_lost: 7, competitor_cheaper: 3, cancelled: 1 }),
        stage('contract_negotiation', 13, 1.3, exits(0, 0, 0.04, 0.12, 0.84), 0.33, closing),
      ],
      reopenShare: 0.04,
      reopenMeanDays: 45,
      amount: { medianYuan: 2_600_000, sigma: 0.6, roundYuan: 10_000 },
      productKeys: ['robot_cell', 'vision_line', 'agv', 'assembly_line', 'implementation'],
    },
    {
      key: 'saas_smb',
      stages: [
        stage('discovery', 2.5, 1, exits(0.62, 0.06, 0, 0.32), 0.75, early),
        stage('online_demo', 3.5, 1.1, exits(0.66, 0.06, 0.03, 0.25), 0.6, needs),
        stage('trial', 11, 1.4, exits(0.54, 0, 0.04, 0.39, 0.03), 0.33, { poc_failed: 3, feature_gap: 4, no_decision: 4, built_in_house: 1, over_budget: 2, lost_to_competitor: 2 }),
        stage('quote_signing', 5, 1.1, exits(0, 0, 0.06, 0.22, 0.72), 0.45, closing),
      ],
      reopenShare: 0.05,
      reopenMeanDays: 25,
      amount: { medianYuan: 32_000, sigma: 0.55, roundYuan: 100 },
      productKeys: ['cloud_mes', 'cloud_board', 'implementation'],
    },
  ],
  leaks: [
    {
      key: 'south_sem_demo',
      pipelineKey: 'standard',
      stageKey: 'solution_demo',
      teamKey: 'south',
      channelKey: 'sem',
      daysAgo: 75,
      factor: { forward: 0.1, lost: 2.6 },
      lossReasonKey: 'solution_mismatch',
      lossReasonShare: 0.7,
    },
  ],
}

/** Besides, of the company that is shown: one rep lets trials lie for months, another is quick with first contacts. What a manager is to find among people. */
export const demoHabits: PlantedChange[] = [
  { key: 'slow_trials', where: { pipelineKey: 'saas_smb', stageKeys: ['trial'], ownerKeys: [repKey('smb', 1)] }, fromDaysAgo: 330, untilDaysAgo: 0, factor: { forward: 0.28, lost: 0.35 }, activity: 0.4 },
  { key: 'quick_contacts', where: { pipelineKey: 'standard', stageKeys: ['first_contact'], ownerKeys: [repKey('south', 2)] }, fromDaysAgo: 330, untilDaysAgo: 0, factor: { forward: 2.6, lost: 1.8 } },
]
