/** What of a customer's coming and going we act on; anything else is noted and passed over. */
export const customerChanges = ['add_external_contact', 'add_half_external_contact', 'del_external_contact', 'del_follow_user'] as const

/** One message of a callback, read. */
export interface WecomEvent {
  /** `add_external_contact`, or for what is no change of a customer its event's name. */
  change: string
  isKnown: boolean
  /** The employee. */
  userid: string | null
  externalUserid: string | null
  /** What the contact-me code carries: the code's key. */
  state: string | null
  /** ISO UTC. */
  happenedAt: string
}

const sizes = { userid: 64, externalUserid: 64, state: 64, change: 64 }

/**
 * Reads a decrypted message. `now`: a time that is missing, or lies more than a month back or in the future, is replaced by it.
 * A change of a customer that does not say who has no ids and is not known.
 */
export function eventOf(fields: ReadonlyMap<string, string>, now: Date): WecomEvent {
  const text = (name: string, most: number) => {
    const value = (fields.get(name) ?? '').replaceAll('\u0000', '').toWellFormed().trim()
    return value === '' || value.length > most ? null : value
  }
  const event = text('Event', sizes.change)
  const change = (event === 'change_external_contact' ? text('ChangeType', sizes.change) : event) ?? text('MsgType', sizes.change) ?? 'unknown'
  const [userid, externalUserid] = [text('UserID', sizes.userid), text('ExternalUserID', sizes.externalUserid)]
  const seconds = Number(fields.get('CreateTime'))
  const said = Number.isSafeInteger(seconds) ? seconds * 1000 : Number.NaN
  const isNear = said <= now.getTime() && said > now.getTime() - 30 * 86_400_000
  return {
    change, userid, externalUserid, state: text('State', sizes.state), happenedAt: (isNear ? new Date(said) : now).toISOString(),
    isKnown: event === 'change_external_contact' && (customerChanges as readonly string[]).includes(change) && userid !== null && externalUserid !== null,
  }
}
