import { createChannel, createLossReason, createProduct, createTag } from '@sluice/core/catalog/contract'
import { logActivity } from '@sluice/core/activities/contract'
import { changeAccount, createAccount, createContact } from '@sluice/core/customers/contract'
import { createField } from '@sluice/core/fields/contract'
import { reviewLoss } from '@sluice/core/hygiene/contract'
import { bulkChangeDeals, changeDeal, createDeal, getDeal, loseDeal, moveDeal, reopenDeal, setDealContact, setDealProducts, winDeal } from '@sluice/core/pipeline/contract'
import { createDesignOrg } from '../features/designer/designer.fixture.ts'
import { type TestApp, hour } from '../testing/app.ts'

/** For tests: an organisation in which much can happen to deals. */
export async function arrangeWorld(t: TestApp) {
  const org = await createDesignOrg(t)
  const { admin } = org
  const other = await t.db.read(org.orgId, (tx) => tx.selectFrom('stage').select(['id', 'pipeline_id']).where('org_id', '=', org.orgId).where('pipeline_id', '<>', org.pipelineId).orderBy('position').execute())
  const people = [await org.user('rep', '甲'), await org.user('rep', '乙')]
  const options = ['a', 'b'].map((value) => ({ value, label: value, color: null, when: [], isArchived: false }))
  await admin.ok(createField, { body: { object: 'deal', key: 'grade', label: '等级', type: 'select', settings: { options } } })
  await admin.ok(createField, { body: { object: 'account', key: 'tier', label: '层级', type: 'select', settings: { options } } })
  const parent = await admin.ok(createChannel, { body: { name: '展会总' } })
  const channels = [parent, await admin.ok(createChannel, { body: { name: '春季展', parentId: parent.id } }), await admin.ok(createChannel, { body: { name: '官网来的' } })]
  const products = [await admin.ok(createProduct, { body: { name: '平台' } }), await admin.ok(createProduct, { body: { name: '服务' } })]
  const accounts = await Promise.all(['云帆', '海川', '远山'].map((name) => admin.ok(createAccount, { body: { name, industry: '软件', size: '1-49', region: '华东' } })))
  const reason = await admin.ok(createLossReason, { body: { name: '价格不合适' } })
  return { ...org, other, people, channels, products, accounts, reason }
}
export type World = Awaited<ReturnType<typeof arrangeWorld>>

/** One random thing that somebody does, by numbers; what is refused (a closed deal is moved) changes nothing. */
export async function act(t: TestApp, world: World, deals: string[], kind: number, a: number, b: number): Promise<void> {
  const { admin, orgId } = world
  const stages = (await world.live()).stages.map((stage) => stage.id)
  const one = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  const id = one(deals, a)
  const change = async (body: Record<string, unknown>) => {
    const { version } = await admin.ok(getDeal, { params: { id } })
    await admin.call(changeDeal, { params: { id }, version, body })
  }
  switch (kind % 14) {
    case 0: {
      const made = await admin.ok(createDeal, {
        body: { title: `商机 ${a}`, pipelineId: world.pipelineId, stageId: one(stages, b), amountMinor: a * 100_000_00, accountId: one(world.accounts, a + b).id, sourceId: one(world.channels, b).id, custom: { grade: one(['a', 'b'], a) } },
      })
      deals.push(made.id)
      return
    }
    case 1:
    case 2:
      return void (await admin.call(moveDeal, { params: { id }, body: { stageId: one(stages, b) } }))
    case 3:
      // Said today, true some hours ago.
      return void (await admin.call(moveDeal, { params: { id }, body: { stageId: one(stages, b), at: new Date(t.clock.now().getTime() - 3 * hour).toISOString() } }))
    case 4:
      return void (await admin.call(winDeal, { params: { id }, body: {} }))
    case 5:
      return void (await admin.call(loseDeal, { params: { id }, body: { reasonId: world.reason.id } }))
    case 6:
      return void (await admin.call(reopenDeal, { params: { id }, body: { stageId: one(stages, b) } }))
    case 7:
      // To another pipeline, and from it back.
      return void (await admin.call(moveDeal, { params: { id }, body: { stageId: b % 2 === 0 ? one(world.other, b).id : one(stages, b) } }))
    case 8:
      return change({ ownerId: one(world.people, b).userId })
    case 9:
      return change({ amountMinor: b * 1_000_000_00, winProbability: (b % 11) / 10, expectedCloseOn: `2026-0${1 + (b % 9)}-15`, custom: { grade: b % 3 === 0 ? null : 'b' } })
    case 10:
      return change({ accountId: b % 4 === 0 ? null : one(world.accounts, b).id, sourceId: one(world.channels, b).id })
    case 11: {
      const account = one(world.accounts, a)
      const { version } = await t.db.read(orgId, (tx) => tx.selectFrom('account').select('version').where('org_id', '=', orgId).where('id', '=', account.id).executeTakeFirstOrThrow())
      return void (await admin.ok(changeAccount, { params: { id: account.id }, version, body: { industry: one(['软件', '制造', null], b), size: one(['1-49', '50-199'], b), custom: { tier: one(['a', 'b'], b) } } }))
    }
    case 12:
      return void (await admin.call(setDealProducts, { params: { id }, body: { products: world.products.slice(b % 2).map((product, i) => ({ id: product.id, quantity: 1 + i, priceMinor: 100_00 * (b % 5) })) } }))
    default:
      return void (await admin.ok(bulkChangeDeals, { body: { ids: deals.slice(0, 5), ownerId: one(world.people, a).userId } }))
  }
}


/** One random thing of those that leave the funnel alone and yet change what conditions ask. */
export async function touch({ admin, contacts, tags, other, otherReason, reason }: World & Extras, deals: readonly string[], kind: number, a: number, b: number): Promise<void> {
  const id = deals[a % deals.length] ?? ''
  const change = async (body: Record<string, unknown>) => {
    const { version } = await admin.ok(getDeal, { params: { id } })
    await admin.call(changeDeal, { params: { id }, version, body })
  }
  switch (kind % 7) {
    case 0:
      return change({ title: ['ABC 平台', 'abc 服务', '张伟'][b % 3] })
    case 1:
      return change({ tagIds: tags.slice(b % 3).map((tag) => tag.id), nextStep: b % 2 === 0 ? null : 'abc', nextStepDue: b % 2 === 0 ? null : `2026-03-1${b % 10}` })
    case 2:
      return change({ custom: { grade: b % 3 === 0 ? null : b % 2 === 0 ? 'a' : 'b', points: b % 4 === 0 ? null : b % 5 } })
    case 3:
      return void (await admin.call(logActivity, { body: { kind: b % 2 === 0 ? 'call' : 'note', subjectType: 'deal', subjectId: id, body: 'abc', minutes: b % 3 } }))
    case 4:
      return void (await admin.call(setDealContact, { params: { id, contactId: contacts[b % 2]?.id ?? '' }, body: { role: b % 3 === 0 ? 'decision_maker' : 'user' } }))
    case 5:
      return void (await admin.call(reviewLoss, { params: { id }, body: { reasonId: b % 2 === 0 ? reason.id : otherReason.id } }))
    default:
      return void (await admin.call(moveDeal, { params: { id }, body: { stageId: other[b % other.length]?.id ?? '' } }))
  }
}

/** What `touch` needs besides. */
export async function arrangeExtras({ admin }: World) {
  await admin.ok(createField, { body: { object: 'deal', key: 'points', label: '分数', type: 'number', settings: {} } })
  await admin.ok(createField, { body: { object: 'deal', key: 'double', label: '两倍', type: 'formula', settings: { formula: 'c_points * 2', formulaType: 'number' } } })
  return {
    tags: [await admin.ok(createTag, { body: { name: '重点' } }), await admin.ok(createTag, { body: { name: '试点' } })],
    contacts: [await admin.ok(createContact, { body: { name: '甲先生' } }), await admin.ok(createContact, { body: { name: '乙女士' } })],
    otherReason: await admin.ok(createLossReason, { body: { name: '没有预算' } }),
  }
}
type Extras = Awaited<ReturnType<typeof arrangeExtras>>
