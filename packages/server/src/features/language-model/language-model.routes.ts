import * as contracts from '@sluice/core/language-model/contract'
import type { LanguageQuestion } from '@sluice/core/language-model/contract'
import { checkAnswer } from '@sluice/core/language-model/check-answer'
import { LanguageModelError, type LanguageModelAccount, type LanguageModelGateway } from '@sluice/core/language-model/gateway'
import { mask, unmask } from '@sluice/core/language-model/mask'
import { plainAnswer, questionOf, type Source } from '@sluice/core/language-model/question'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { changeSettings, selectAccount, selectUses, showLanguageModel } from './settings.ts'
import { readMaterial } from './sources.queries.ts'

/** Questions of one person: a minute, a day. */
const [aMinute, aDay] = [5, 100]
/** Signs of all sources together, and tokens of an answer. */
const [sentAtMost, answerTokens] = [24_000, 900]

/**
 * The optional language model: set by administrators, asked by people. What is sent is read in a transaction and left before the question
 * goes out; the answer comes back as text, checked against the very sources that were sent. What was said is kept nowhere.
 */
export function languageModelRoutes(api: Api, gateway: LanguageModelGateway): void {
  route(api, contracts.getLanguageModel, async ({ tx, viewer }) => {
    const account = await readyAccount(tx, api, viewer)
    return { isOn: account !== null, host: account === null ? null : new URL(account.baseUrl).host, model: account?.model ?? null }
  })
  route(api, contracts.getLanguageModelSettings, async ({ tx, act, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return showLanguageModel(tx, viewer.orgId, act.now)
  })
  route(api, contracts.changeLanguageModel, async ({ tx, act, viewer, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await changeSettings(tx, act, api.secrets, api.env.SLUICE_TARGETS, version, body)
    return showLanguageModel(tx, viewer.orgId, act.now)
  })
  route(api, contracts.listLanguageModelUses, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectUses(tx, viewer.orgId) }
  })
  streamRoute(api, contracts.testLanguageModel, async ({ viewer }) => {
    requireScope(viewer, 'config', 'write')
    const { account } = await api.db.forRequests.read(viewer.orgId, (tx) => selectAccount(tx, api.secrets, viewer.orgId))
    if (account === null) refuse('language_model.not_ready')
    return gateway.ask(account, { system: 'Answer with the word OK.', user: 'OK?', maxTokens: 5 }).then(
      () => ({ fault: null, said: '' }),
      (error: unknown) => (error instanceof LanguageModelError ? { fault: error.fault, said: error.said } : Promise.reject(error)),
    )
  })
  route(api, contracts.previewLanguage, async ({ tx, viewer, session, body }) => {
    if ((await readyAccount(tx, api, viewer)) === null) refuse('language_model.off')
    const { sources, back } = await sent(tx, viewer, body.question, session.org.timeZone)
    return { sources, hidden: back.size }
  })
  streamRoute(api, contracts.askLanguageModel, async ({ act, viewer, session, body }) => {
    const { question } = body
    const db = api.db.forRequests
    const begun = await db.write(viewer.orgId, async (tx) => {
      const account = (await readyAccount(tx, api, viewer)) ?? refuse('language_model.off')
      const found = await sent(tx, viewer, question, session.org.timeZone)
      return { account, ...found, useId: await beginUse(tx, viewer, question.kind, account.model, act.now) }
    })
    const asked = { ...questionOf(question.kind, viewer.language ?? 'zh', begun.sources, begun.wish), maxTokens: answerTokens }
    const end = (outcome: string, promptTokens: number | null, tokens: number | null) =>
      db.write(viewer.orgId, (tx) => sql`update language_model_use set outcome = ${outcome}, prompt_tokens = ${promptTokens}, answer_tokens = ${tokens} where org_id = ${viewer.orgId} and id = ${begun.useId}`.execute(tx))
    const answer = await gateway.ask(begun.account, asked).catch(async (error: unknown) => {
      await end(error instanceof LanguageModelError ? error.fault : 'failed', null, null)
      return error instanceof LanguageModelError ? refuse(`language_model.${error.fault}`) : Promise.reject(error)
    })
    const pieces = checkAnswer(plainAnswer(answer.text), [...begun.sources.map(({ text }) => text), ...begun.sources.map(({ label }) => label), begun.wish])
    await end(pieces.some(({ invented }) => invented.length > 0) ? 'marked' : 'answered', answer.promptTokens, answer.answerTokens)
    return { pieces: pieces.map(({ text, invented }) => ({ text: unmask(text, begun.back), invented })), sources: begun.sources }
  })
}

/** Null for who only looks on by their role, when it is off, and when something is missing. */
async function readyAccount(tx: Reader, api: Api, viewer: Viewer): Promise<LanguageModelAccount | null> {
  if (viewer.role === 'viewer') return null
  const { isOn, account } = await selectAccount(tx, api.secrets, viewer.orgId)
  return isOn ? account : null
}

/** What leaves: the latest of it when it is too much; and the wish of a mail. */
async function sent(tx: Reader, viewer: Viewer, question: LanguageQuestion, timeZone: string): Promise<{ sources: Source[]; wish: string; back: ReadonlyMap<string, string> }> {
  const { sources, people } = await readMaterial(tx, viewer, question, timeZone)
  if (sources.every(({ text }) => text.trim() === '')) refuse('language_model.nothing_to_go_on')
  // In one go: a stand-in of the wish is one of the sources only where the same stands.
  const { texts, back } = mask([...sources.map(({ text }) => text), question.kind === 'mail' ? (question.wish ?? '') : ''], people)
  let room = sentAtMost
  const kept = sources.map((source, i) => ({ ...source, text: texts[i] ?? '' })).toReversed().flatMap((source) => {
    const text = source.text.slice(0, room)
    room -= text.length
    return text === '' ? [] : [{ ...source, text }]
  })
  return { sources: kept.toReversed(), wish: texts.at(-1) ?? '', back }
}

/** Counted before it is asked, so that many at once do not pass. */
async function beginUse(tx: Tx, viewer: Viewer, kind: LanguageQuestion['kind'], model: string, now: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`language model ${viewer.userId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ minute: number; day: number }>`
    select count(*) filter (where at > ${now}::timestamptz - interval '1 minute')::integer as minute, count(*)::integer as day
    from language_model_use where org_id = ${viewer.orgId} and user_id = ${viewer.userId} and at > ${now}::timestamptz - interval '1 day'`.execute(tx)
  if ((rows[0]?.minute ?? 0) >= aMinute || (rows[0]?.day ?? 0) >= aDay) refuse('language_model.too_often')
  const id = newId()
  await tx.insertInto('language_model_use').values({ org_id: viewer.orgId, id, user_id: viewer.userId, at: now, kind, outcome: 'asked', model, prompt_tokens: null, answer_tokens: null }).execute()
  return id
}
