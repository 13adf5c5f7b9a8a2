import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { inLanguage, type FormDefinition, type FormLanguage } from '@sluice/core/public-forms/definition'
import { escapeHtml, jsonInHtml } from '@sluice/core/public-forms/escape-html'
import { wordsIn } from '@sluice/core/public-forms/page-words'
import { publicFormRefusals } from '@sluice/core/public-forms/refusals'
import { readAnswers } from '@sluice/core/public-forms/read-answers'
import { renderForm, trapName } from '@sluice/core/public-forms/render-page'
import { botReasons } from '@sluice/core/public-forms/verdict'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Api } from '../../platform/api.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'
import { askedLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { seenByPerson } from '../../platform/seen-by-person.ts'
import { answerWords } from '../../platform/words-page.ts'
import { readPieces } from '../activities/attachment.ts'
import { downloadHeader } from '../activities/file-name.ts'
import { embedScript } from './embed-script.ts'
import { pageScript, type PageData } from './page-script.ts'
import { newChallenge, proofIn, requireProof } from './proof.ts'
import { selectFiles, selectShownForm, type ShownForm } from './public-forms.queries.ts'
import { sourceOf } from './source-of.ts'
import { keepSubmission } from './submit-form.ts'
import type { Tally } from './tally.ts'

/** An answer is at most as large as its fields may be; a page with more is none of ours. */
const bodyLimit = 256 * 1024

const sentIn = z.object({
  version: z.number().int().min(1).max(1_000_000).optional(), language: z.enum(['zh', 'en']).default('zh'), answers: z.record(z.string().max(40), z.unknown()).default({}),
  consent: z.boolean().default(false), [trapName]: z.string().max(2000).catch('filled').default(''), proof: proofIn.optional().catch(undefined),
  page: z.object({ url: z.string().optional(), referrer: z.string().optional() }).optional().catch(undefined),
})

/**
 * What strangers meet: the page, its challenge, the submission, the script that embeds it, and the file that is given for an answer. The
 * organisation is found from the address first. Nobody is signed in here, no cookie is set and no address of a visitor is kept.
 */
export function publicPages(api: Api, tally: Tally): void {
  const script = sourceOf(pageScript)
  const scriptHash = hashOf(script)
  const embed = sourceOf(embedScript)
  const limits = openLimits()
  const db = api.db.forRequests

  const find = async (request: FastifyRequest, no?: number): Promise<{ orgId: string; slug: string; form: ShownForm } | null> => {
    const { org, key } = request.params as { org: string; key: string }
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(key.toLowerCase())) return null
    const orgId = await orgBySlug(api.db, org)
    const form = orgId === null ? undefined : await db.read(orgId, (tx) => selectShownForm(tx, orgId, key.toLowerCase(), no))
    return orgId === null || form === undefined ? null : { orgId, slug: org.toLowerCase(), form }
  }

  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    privately(reply)
    if (!(await allowed(limits.pages, request.ip))) return answerWords(request, reply, 429, pages.flood)
    const found = await find(request)
    if (found === null) return answerWords(request, reply, 404, pages.unknown)
    const { orgId, form } = found
    if (!form.isOpen) return answerWords(request, reply, 410, pages.closed)
    if (seenByPerson(request) && (await allowed(limits.counted, request.ip))) tally.add(orgId, form.id, 'views')
    const language = languageOf(request, form.definition)
    const html = pageOf(form, { slug: found.slug, language, query: (request.query ?? {}) as Record<string, unknown>, script })
    return reply
      .header('content-security-policy', policyOf(form.definition, scriptHash, html.styleHash))
      .removeHeader('x-frame-options')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(html.text)
  }

  const start = async (request: FastifyRequest, reply: FastifyReply) => {
    privately(reply)
    await consume(limits.starts, request.ip)
    const { orgId, form } = (await find(request)) ?? refuse('public_form.not_found')
    if (!form.isOpen) refuse('public_form.closed')
    tally.add(orgId, form.id, 'starts')
    // Whoever asks again and again works more for each.
    const hardness = (await allowed(limits.easy, request.ip)) ? 1 : 12
    return reply.send(await newChallenge(api.secrets, form.id, api.clock.now(), hardness))
  }

  const submit = async (request: FastifyRequest, reply: FastifyReply) => {
    privately(reply)
    if (typeof request.headers['content-type'] === 'string' && request.headers['content-type'].startsWith('application/x-www-form-urlencoded')) {
      return answerWords(request, reply, 422, pages.script)
    }
    await consume(limits.sent, request.ip)
    const sent = sentIn.parse(request.body ?? {})
    const { orgId, form } = (await find(request, sent.version)) ?? (await find(request)) ?? refuse('public_form.not_found')
    if (!form.isOpen) refuse('public_form.closed')
    await consume(limits.ofForm, form.id)
    const now = api.clock.now()
    const { key: proof, msSinceStart } = await requireProof(api.secrets, form.id, now, sent.proof)
    const { answers, errors } = readAnswers(form.definition, sent.answers)
    const consentMissing = form.definition.consent?.required === true && !sent.consent
    const problems = [...errors, ...(consentMissing ? [{ path: 'consent', code: 'public_form.consent_required' }] : [])]
    if (problems.length > 0) refuse('public_form.invalid', {}, problems)
    const reasons = botReasons({ trap: sent[trapName], msSinceStart, answers })
    const act = { orgId, actorId: null, now: now.toISOString() }
    const kept = await db.write(orgId, (tx) => keepSubmission(tx, act, { form, answers, language: sent.language, hasAgreed: sent.consent, proof, reasons, page: sent.page }))
    const { thanks, reward } = form.definition
    const path = `/f/${(request.params as { org: string }).org.toLowerCase()}/${form.key}`
    return reply.send({
      thanks: thanks.kind === 'redirect' ? { text: null, url: thanks.url } : { text: inLanguage(thanks.text, sent.language), url: null },
      reward: reward === null || kept.verdict === 'suspected_bot' ? null
        : { label: inLanguage(reward.label, sent.language) || wordsIn(sent.language).download, url: `${path}/file?${rewardLink(api, form.id, reward.fileId, kept.id, now.getTime() + reward.hours * 3_600_000)}` },
    })
  }

  const download = async (request: FastifyRequest, reply: FastifyReply) => {
    privately(reply)
    const { org } = request.params as { org: string }
    const asked = linkIn.safeParse(request.query)
    const orgId = asked.success ? await orgBySlug(api.db, org) : null
    if (!asked.success || orgId === null) return answerWords(request, reply, 404, pages.unknown)
    const { form: formId, file: fileId, s, until, sign } = asked.data
    if (!api.secrets.verify(messageOf(formId, fileId, s, until), Buffer.from(sign, 'base64url'))) return answerWords(request, reply, 404, pages.unknown)
    if (until < api.clock.now().getTime()) return answerWords(request, reply, 410, pages.expired)
    if (!(await allowed(limits.files, request.ip))) return answerWords(request, reply, 429, pages.flood)
    const file = (await db.read(orgId, (tx) => selectFiles(tx, orgId, formId))).find((one) => one.id === fileId)
    if (file === undefined) return answerWords(request, reply, 404, pages.unknown)
    return reply
      .header('content-type', file.mediaType)
      .header('content-length', file.sizeBytes)
      .header('content-disposition', downloadHeader(file.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(Readable.from(readPieces(db, orgId, fileId)))
  }

  api.fastify.register(async (scope: FastifyInstance) => {
    // What a browser without script sends: told in words what is needed.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer', bodyLimit }, (_, __, done) => done(null, {}))
    scope.get('/f/:org/:key', show)
    scope.post('/f/:org/:key', { bodyLimit }, submit)
    scope.post('/f/:org/:key/start', { bodyLimit: 1024 }, start)
    scope.get('/f/:org/:key/file', download)
    scope.get('/f/:org/:key/embed.js', (_, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=300').header('cross-origin-resource-policy', 'cross-origin').send(embed))
  })
}

/** Of one address unless it says otherwise. Many of one exhibition share an address: a person needs far fewer. */
function openLimits() {
  const limit = (points: number, seconds: number) => new RateLimiterMemory({ points, duration: seconds })
  return { pages: limit(240, 60), counted: limit(60, 60), starts: limit(120, 60), easy: limit(20, 60), sent: limit(60, 60), ofForm: limit(900, 60), files: limit(60, 60) }
}
const allowed = (limiter: RateLimiterMemory, key: string) => limiter.consume(key).then(() => true, () => false)
async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (error instanceof RateLimiterRes) refuse('request.too_many', { seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) })
    throw error
  }
}

const privately = (reply: FastifyReply) => void reply.header('cache-control', 'no-store').header('referrer-policy', 'strict-origin-when-cross-origin').header('x-robots-tag', 'noindex')

/** What the address asks for, else the browser, of the form's languages; else its first. */
function languageOf(request: FastifyRequest, { languages }: FormDefinition): FormLanguage {
  const { lang } = (request.query ?? {}) as { lang?: unknown }
  const wanted = [lang, askedLanguage(request.headers['accept-language'])]
  return wanted.flatMap((one) => languages.filter((language) => language === one))[0] ?? languages[0] ?? 'zh'
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Only its own script and style run, known by their hashes; it is framed by the sites that the form names. */
const policyOf = ({ sites }: FormDefinition, script: string, style: string) =>
  `default-src 'none'; script-src ${script}; style-src ${style}; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${sites.length === 0 ? "'none'" : sites.join(' ')}`

function pageOf(form: ShownForm, at: { slug: string; language: FormLanguage; query: Record<string, unknown>; script: string }): { text: string; styleHash: string } {
  const { definition } = form
  const { language } = at
  const path = `/f/${at.slug}/${form.key}`
  const other = definition.languages.find((one) => one !== language)
  // The other language keeps the source on the address.
  const kept = new URLSearchParams(Object.entries(at.query).filter((one): one is [string, string] => typeof one[1] === 'string' && one[0] !== 'lang'))
  const rendered = renderForm(definition, {
    language, orgName: form.orgName, action: path, otherLanguageUrl: other === undefined ? null : `${path}?${new URLSearchParams([...kept, ['lang', other]]).toString()}`,
  })
  const data: PageData = {
    path, version: form.no, language, trap: trapName, words: wordsIn(language),
    hidden: definition.fields.filter((field) => field.type === 'hidden').map(({ key, param, value }) => ({ key, param, value })),
  }
  const text = `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`
    + `<meta name="robots" content="noindex"><title>${escapeHtml(rendered.title)}</title><style>${rendered.style}</style></head>`
    + `<body>${rendered.body}<script type="application/json" id="data">${jsonInHtml(data)}</script><script>${at.script}</script></body></html>`
  return { text, styleHash: hashOf(rendered.style) }
}

const linkIn = z.object({ form: z.uuid(), file: z.uuid(), s: z.uuid(), until: z.coerce.number().int(), sign: z.string().regex(/^[\w-]{22}$/) })
const messageOf = (formId: string, fileId: string, submissionId: string, until: number) => `public form file ${formId} ${fileId} ${submissionId} ${until}`
/** Who sent the form may fetch the file until then; nobody else can make the link. */
function rewardLink(api: Api, formId: string, fileId: string, submissionId: string, until: number): string {
  const sign = api.secrets.sign(messageOf(formId, fileId, submissionId, until)).toString('base64url')
  return new URLSearchParams({ form: formId, file: fileId, s: submissionId, until: String(until), sign }).toString()
}

const script = publicFormRefusals['public_form.script_needed']
const pages = {
  unknown: { zh: ['没有这个表单', '请检查链接是否完整，或向给您链接的人确认。'], en: ['No such form', 'Check that the link is complete, or ask who gave it to you.'] },
  closed: { zh: ['表单已停止收集', '感谢您的关注。'], en: ['This form takes no more answers', 'Thank you for your interest.'] },
  flood: { zh: ['打开得太频繁', '请稍等一分钟再试。'], en: ['Too many requests', 'Please wait a minute and try again.'] },
  expired: { zh: ['下载链接已过期', '请重新提交表单，或联系我们。'], en: ['The link has expired', 'Send the form again, or contact us.'] },
  script: { zh: ['需要 JavaScript', script.zh], en: ['JavaScript is needed', script.en] },
} as const
