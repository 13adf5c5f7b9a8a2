import { z } from 'zod'

/** What is kept of a text from outside: PostgreSQL can hold neither NUL nor half a character. */
const text = z.string().transform((value) => value.replaceAll('\u0000', '\ufffd').toWellFormed())
const optional = text.nullish().transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value))

/** The answer of `externalcontact/get`, as far as it is used: https://developer.work.weixin.qq.com/document/path/92114 */
export const externalContact = z
  .object({
    external_contact: z.object({ external_userid: text, name: optional, position: optional, corp_name: optional, corp_full_name: optional, unionid: optional }),
    follow_user: z.array(z.object({ userid: text, remark: optional, remark_corp_name: optional, remark_mobiles: z.array(text).nullish().transform((list) => list ?? []), state: optional })).default([]),
  })
  .transform(({ external_contact: one, follow_user: followers }) => ({
    externalUserid: one.external_userid, name: one.name, title: one.position, company: one.corp_full_name ?? one.corp_name, unionid: one.unionid,
    followers: followers.map(({ userid, remark, remark_corp_name: company, remark_mobiles: phones, state }) => ({ userid, remark, company, phones, state })),
  }))

/** The lead that a contact becomes; `userid` is who added them: what that employee noted comes first. Texts are cut to what a lead holds. */
export function leadOfContact(contact: z.output<typeof externalContact>, userid: string): { name: string; company: string | null; title: string | null; phone: string | null; state: string | null } {
  const own = contact.followers.find((one) => one.userid === userid)
  const others = contact.followers.filter((one) => one !== own)
  const all = own === undefined ? others : [own, ...others]
  const cut = (value: string | null | undefined, most: number) => (value === undefined || value === null ? null : [...value].slice(0, most).join('') || null)
  const phone = all.flatMap((one) => one.phones).find((one) => /\d/.test(one) && one.length <= 40)
  return {
    name: cut(contact.name ?? all.find((one) => one.remark !== null)?.remark ?? contact.externalUserid, 100) ?? contact.externalUserid.slice(0, 100),
    company: cut(all.find((one) => one.company !== null)?.company ?? contact.company, 200), title: cut(contact.title, 80), phone: phone ?? null, state: own?.state ?? null,
  }
}
