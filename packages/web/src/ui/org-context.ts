import { createContext, useContext } from 'react'

/** What figures and dates are shown in: the organisation's zone and currency, never the viewer's. */
export interface OrgSettings {
  /** IANA zone, such as `Asia/Shanghai`. */
  timeZone: string
  /** ISO 4217. */
  currency: string
}

export const OrgContext = createContext<OrgSettings>({ timeZone: 'Asia/Shanghai', currency: 'CNY' })

export function useOrg(): OrgSettings {
  return useContext(OrgContext)
}
