import * as contracts from '@sluice/core/scoring/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectLead } from '../leads/leads.queries.ts'
import { backTestRules } from './back-test-rules.ts'
import { discardDraft, publishDraft, requireAskable, saveDraft } from './change-rules.ts'
import { explainScore } from './explain-score.ts'
import { beginTraining, fitModelJobs, selectFitModel, useModel } from './fit-model.ts'
import { previewRules } from './preview.ts'
import { beginRescore, rescoreJobs } from './rescore.ts'
import { requireScoringRead, requireScoringWrite } from './scoring.policy.ts'
import { selectRescore, selectScoring, selectVersions } from './scoring.queries.ts'

/** Score rules, what they would do, and what they say of a lead. */
export function scoringRoutes(api: Api): void {
  rescoreJobs(api)
  fitModelJobs(api)
  route(api, contracts.getScoring, ({ tx, viewer }) => {
    requireScoringRead(viewer)
    return selectScoring(tx, viewer)
  })
  route(api, contracts.listScoreVersions, async ({ tx, viewer }) => {
    requireScoringRead(viewer)
    return { items: await selectVersions(tx, viewer.orgId, 50) }
  })
  route(api, contracts.saveScoreDraft, async ({ tx, act, viewer, body }) => {
    requireScoringWrite(viewer)
    await saveDraft(tx, act, body.rules, body.version)
    return selectScoring(tx, viewer)
  })
  route(api, contracts.discardScoreDraft, async ({ tx, act, viewer }) => {
    requireScoringWrite(viewer)
    await discardDraft(tx, act)
    return selectScoring(tx, viewer)
  })
  route(api, contracts.publishScoring, async ({ tx, act, viewer, body }) => {
    requireScoringWrite(viewer)
    await publishDraft(tx, act, api.jobs, body.version, body.note)
    return selectScoring(tx, viewer)
  })
  route(api, contracts.rescoreLeads, async ({ tx, act, viewer }) => {
    requireScoringWrite(viewer)
    await beginRescore(tx, act, api.jobs, 'asked')
    return (await selectRescore(tx, act.orgId)) ?? refuse('score.not_published')
  })
  route(api, contracts.previewScoring, async ({ tx, viewer, body }) => {
    requireScoringWrite(viewer)
    await requireAskable(tx, viewer.orgId, body.rules)
    return previewRules(tx, viewer, body.rules, api.clock.now())
  })
  route(api, contracts.backTestScoring, async ({ tx, viewer, body: { rules, ...wanted } }) => {
    requireScoringWrite(viewer)
    await requireAskable(tx, viewer.orgId, rules)
    return backTestRules(tx, viewer.orgId, rules, wanted, api.clock.now())
  })
  route(api, contracts.getLeadScore, async ({ tx, viewer, params }) => {
    if ((await selectLead(tx, viewer, params.id)) === undefined) refuse('record.not_found')
    return { score: await explainScore(tx, viewer, params.id, api.clock.now()) }
  })
  route(api, contracts.getFitModel, ({ tx, viewer }) => {
    requireScoringRead(viewer)
    return selectFitModel(tx, viewer)
  })
  route(api, contracts.trainFitModel, async ({ tx, act, viewer, body }) => {
    requireScoringWrite(viewer)
    await beginTraining(tx, act, api.jobs, body.windowDays)
    return selectFitModel(tx, viewer)
  })
  route(api, contracts.useFitModel, async ({ tx, act, viewer, body }) => {
    requireScoringWrite(viewer)
    await useModel(tx, act, api.jobs, body.points)
    return selectFitModel(tx, viewer)
  })
}
