import { demoHabits, demoParams } from '@sluice/core/simulator/demo-params'
import { simulate } from '@sluice/core/simulator/simulate'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createFirstCatalog } from '../catalog/first-catalog.ts'
import { createOrg } from '../identity/create-org.ts'
import { hashPassword } from '../identity/password.ts'
import { writeApprovals } from './write-approvals.ts'
import { writeAssignment } from './write-assignment.ts'
import { writeAutomations } from './write-automations.ts'
import { writeCalendar } from './write-calendar.ts'
import { writeCampaigns } from './write-campaigns.ts'
import { writeCleaning } from './write-cleaning.ts'
import { writeCompany } from './write-company.ts'
import { writeExperiments } from './write-experiments.ts'
import { writeForms } from './write-forms.ts'
import { writeEvidence } from './write-evidence.ts'
import { writeMailbox } from './write-mailbox.ts'
import { writeMeetings } from './write-meetings.ts'
import { writeNurture } from './write-nurture.ts'
import { writeProjects } from './write-projects.ts'
import { writeScores } from './write-scores.ts'
import { writeTalk } from './write-talk.ts'
import { writeTeam } from './write-team.ts'
import { writeVisits } from './write-visits.ts'

/** The demo company's administrator. A password that is printed protects nothing: it opens invented data only. */
const login = { email: 'demo@example.com', password: 'sluice-demo' }

/**
 * Makes the demo company when this installation has no organisation at all, in one transaction; answers how to sign in
 * while it is there. Its clock ends now, so the funnel is alive on the first day.
 */
export async function loadDemo(db: Db, now: Date): Promise<{ email: string; password: string } | null> {
  const { rows } = await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(db.outside)
  if (rows.length > 0) {
    for (const { org_id } of rows) {
      const org = await db.read(org_id, (tx) => tx.selectFrom('org').select('is_demo').where('org_id', '=', org_id).executeTakeFirst())
      if (org?.is_demo === true) return login
    }
    return null
  }
  const orgId = newId()
  const company = simulate({ ...demoParams, changes: demoHabits }, 20260301, now.getTime())
  const at = now.toISOString()
  await db.write(orgId, async (tx) => {
    await sql`select pg_advisory_xact_lock(7311001)`.execute(tx)
    const { userId, teamId } = await createOrg(tx, {
      orgId, slug: 'demo', name: company.name, timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: true,
      admin: { name: '演示管理员', ...login, locale: 'zh-CN' },
    }, at)
    const act = { orgId, actorId: userId, now: at }
    await createFirstCatalog(tx, act, 'zh', company.pipelineKeys)
    await writeCompany(tx, act, company, { rootTeamId: teamId, passwordHash: await hashPassword(login.password) })
    await writeEvidence(tx, act)
    await writeApprovals(tx, act)
    await writeForms(tx, act)
    await writeVisits(tx, act)
    await writeCampaigns(tx, act)
    await writeNurture(tx, act)
    await writeMailbox(tx, act)
    await writeScores(tx, act)
    await writeAssignment(tx, act)
    await writeCleaning(tx, act)
    await writeProjects(tx, act)
    await writeAutomations(tx, act)
    await writeExperiments(tx, act)
    await tx.insertInto('advance_quota').values({ org_id: orgId, team_id: teamId, per_week: 10 }).execute()
    await writeMeetings(tx, act)
    await writeCalendar(tx, act)
    await writeTeam(tx, act)
    await writeTalk(tx, act)
  })
  return login
}
