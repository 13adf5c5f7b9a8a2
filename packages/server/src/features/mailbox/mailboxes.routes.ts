import * as contracts from '@sluice/core/mailbox/contract'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { MailboxMail } from '@sluice/core/mailbox/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { passwordContext, selectMailbox } from './mailbox-row.ts'
import { asUnavailable, MailboxUnavailable, openFolder, openImap } from './open-imap.ts'
import { pollMailbox, type Reading } from './poll-mailbox.ts'
import { dropMailbox, editMailbox, makeMailbox, selectMailboxes } from './save-mailbox.ts'

/** Mailboxes and what became of their mails; the administrator's alone. */
export function mailboxRoutes(api: Api, reading: Reading): void {
  const find = async (tx: Reader, orgId: string, id: string) => (await selectMailboxes(tx, orgId, api.clock.now().toISOString())).find((one) => one.id === id) ?? refuse('record.not_found')

  route(api, contracts.listMailboxes, async ({ tx, act, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectMailboxes(tx, viewer.orgId, act.now) }
  })
  route(api, contracts.createMailbox, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    return find(tx, viewer.orgId, await makeMailbox(tx, act, viewer, api.secrets, body))
  })
  route(api, contracts.changeMailbox, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editMailbox(tx, act, viewer, api.secrets, params.id, version, body)
    return find(tx, viewer.orgId, params.id)
  })
  route(api, contracts.removeMailbox, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropMailbox(tx, act, params.id)
    return undefined
  })
  streamRoute(api, contracts.testMailbox, async ({ viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    return tryOut(await passwordFor(api, viewer.orgId, body), body)
  })
  streamRoute(api, contracts.pollMailbox, async ({ viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    const mailbox = await api.db.forRequests.read(viewer.orgId, (tx) => find(tx, viewer.orgId, params.id))
    if (!mailbox.isOn) refuse('mailbox.off')
    await pollMailbox(api.db, viewer.orgId, params.id, () => api.clock.now(), reading)
    return api.db.forRequests.read(viewer.orgId, (tx) => find(tx, viewer.orgId, params.id))
  })
  route(api, contracts.listMailboxMails, async ({ tx, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await find(tx, viewer.orgId, params.id)
    const { rows } = await sql<MailboxMail>`
      select id, at, verdict, code, sender, subject, lead_id as "leadId" from mailbox_mail where org_id = ${viewer.orgId} and mailbox_id = ${params.id} order by at desc, id desc limit 100`.execute(tx)
    return { items: rows }
  })
}

type Trial = BodyOf<typeof contracts.testMailbox>

/** As entered, else the kept one, which is used only where it was entered for. Null: there is none. */
async function passwordFor(api: Api, orgId: string, { id, password, host, port, security, username }: Trial): Promise<string | null> {
  if (password !== undefined && password !== '') return password
  if (id === undefined) return null
  const kept = (await api.db.forRequests.read(orgId, (tx) => selectMailbox(tx, orgId, id))) ?? refuse('record.not_found')
  const isSame = kept.host === host && kept.port === port && kept.security === security && kept.username === username
  return !isSame || kept.passwordSealed === null ? null : api.secrets.open(kept.passwordSealed, passwordContext(orgId, id))
}

async function tryOut(password: string | null, body: Trial): Promise<{ isOpen: boolean; code: contracts.MailboxProblem | null; said: string; messages: number | null; folders: string[] }> {
  const failed = ({ code, message }: MailboxUnavailable, folders: string[] = []) => ({ isOpen: false, code, said: message, messages: null, folders })
  if (password === null) return failed(new MailboxUnavailable('key', 'no password'))
  let imap: Awaited<ReturnType<typeof openImap>>
  try {
    imap = await openImap({ ...body, password })
  } catch (error) {
    return failed(asUnavailable(error))
  }
  try {
    const folders = (await imap.list()).map((one) => one.path).slice(0, 100)
    try {
      const { exists } = await openFolder(imap, body.folder, true)
      return { isOpen: true, code: null, said: '', messages: exists, folders }
    } catch (error) {
      return failed(asUnavailable(error), folders)
    }
  } catch (error) {
    return failed(asUnavailable(error))
  } finally {
    await imap.logout().catch(() => undefined)
    imap.close()
  }
}
