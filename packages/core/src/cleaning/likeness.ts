import { companyLikeness, LIKELY_SAME } from '../lib/company-likeness.ts'
import { e164Of } from '../lib/e164.ts'
import { fullPinyin } from '../lib/pinyin.ts'
import { foldText, letterKey } from '../lib/text.ts'

/** What a person at a company is told apart by, whatever record it stands in. */
export interface Face {
  /** The person; null for a company alone. */
  name: string | null
  company: string | null
  phone: string | null
  email: string | null
  wechat: string | null
  /** Social credit codes, as stored. */
  uscc: readonly string[]
}

export const reasonKinds = ['phone', 'landline', 'email', 'role_email', 'wechat', 'uscc', 'company', 'name', 'name_sound', 'name_differs', 'phone_differs', 'uscc_differs'] as const
export type ReasonKind = (typeof reasonKinds)[number]
/** One thing that speaks for or against, with the points it added or took away and what stands on either side. */
export interface Reason {
  kind: ReasonKind
  points: number
  a: string
  b: string
}
export interface Likeness {
  /** 0…100: the sum of the points, within these bounds. */
  score: number
  reasons: Reason[]
}

/** From here on two records are shown as maybe one. */
export const SHOWN_FROM = 40
/** From here on it is very likely. */
export const LIKELY_FROM = 75

/** Points. A mobile number, a mailbox of one's own and a WeChat are a person's; a switchboard, info@ and a company are shared by many. */
const points = { phone: 60, landline: 30, email: 55, roleEmail: 25, wechat: 50, uscc: 45, company: 35, name: 20, nameSound: 12, nameDiffers: -20, phoneDiffers: -10, usccDiffers: -30 }

const roleMailbox = /^(?:info|sales|service|support|contact|office|admin|hr|market(?:ing)?|mail|hello|kefu|yewu|xiaoshou|caigou|webmaster|enquiry|inquiry)\d*@/
const mobile = /^\+861[3-9]\d{9}$/
/** 王先生, 李总: a surname and a courtesy are no name to be told apart by. */
const courtesy = /^\p{Script=Han}{1,2}(?:先生|女士|小姐|总|工|经理|主任|老师|老板)$/u

/**
 * How likely two faces are one, with what speaks for and against. Points add up, so that the score is what the reasons say;
 * the company's part is its share of likeness (core/lib/company-likeness). Symmetric but for the sides of the reasons.
 */
export function likenessTo(face: Face): (other: Face) => Likeness {
  const phone = e164Of(face.phone)
  const email = emailKey(face.email)
  const name = nameKey(face.name)
  const companyLike = face.company === null ? null : companyLikeness(face.company)
  return (other) => {
    const reasons: Reason[] = []
    const add = (kind: ReasonKind, value: number, a: string | null, b: string | null) => void reasons.push({ kind, points: value, a: a ?? '', b: b ?? '' })
    const otherPhone = e164Of(other.phone)
    if (phone !== null && phone === otherPhone) {
      if (mobile.test(phone)) add('phone', points.phone, face.phone, other.phone)
      else add('landline', points.landline, face.phone, other.phone)
    } else if (phone !== null && otherPhone !== null && mobile.test(phone) && mobile.test(otherPhone)) add('phone_differs', points.phoneDiffers, face.phone, other.phone)
    const otherEmail = emailKey(other.email)
    if (email !== null && email === otherEmail) {
      if (roleMailbox.test(email)) add('role_email', points.roleEmail, face.email, other.email)
      else add('email', points.email, face.email, other.email)
    }
    if (face.wechat !== null && other.wechat !== null && face.wechat.toLowerCase() === other.wechat.toLowerCase()) add('wechat', points.wechat, face.wechat, other.wechat)
    const shared = face.uscc.find((code) => other.uscc.includes(code))
    if (shared !== undefined) add('uscc', points.uscc, shared, shared)
    else if (face.uscc.length > 0 && other.uscc.length > 0) add('uscc_differs', points.usccDiffers, face.uscc[0] ?? '', other.uscc[0] ?? '')
    if (companyLike !== null && other.company !== null) {
      const like = companyLike(other.company)
      if (like >= LIKELY_SAME) add('company', Math.round(points.company * like), face.company, other.company)
    }
    const otherName = nameKey(other.name)
    if (name !== null && otherName !== null) {
      if (name === otherName) add('name', points.name, face.name, other.name)
      else if (fullPinyin(name) !== '' && fullPinyin(name) === fullPinyin(otherName)) add('name_sound', points.nameSound, face.name, other.name)
      else if (!name.includes(otherName) && !otherName.includes(name)) add('name_differs', points.nameDiffers, face.name, other.name)
    }
    const sum = reasons.reduce((total, reason) => total + reason.points, 0)
    return { score: Math.max(0, Math.min(100, sum)), reasons }
  }
}

export function emailKey(email: string | null): string | null {
  return email === null ? null : email.normalize('NFKC').trim().toLowerCase()
}

/** A name to compare; null where it says too little. */
function nameKey(name: string | null): string | null {
  if (name === null || courtesy.test(foldText(name))) return null
  const key = letterKey(name)
  return [...key].length < 2 ? null : key
}
