import { useState } from 'react'
import { z } from 'zod'
import { useStored } from '../use-stored.ts'
import type { NavGroup } from './shell-types.ts'

const choices = z.record(z.string(), z.boolean())

/**
 * Which groups of the navigation are open: as chosen on this device, a quiet one folded at first. The group of the page one is
 * on (`here`) opens by itself, and can be folded until one goes elsewhere.
 */
export function useFolds(here: string | undefined) {
  const [chosen, choose] = useStored('sluice.nav.groups', choices, {})
  const [visit, setVisit] = useState({ here, isFolded: false })
  const isFoldedHere = visit.here === here && visit.isFolded
  if (visit.here !== here) setVisit({ here, isFolded: false })
  const isOpen = (group: NavGroup) => (group.key === here ? !isFoldedHere : (chosen[group.key] ?? !group.isQuiet))
  const toggle = (group: NavGroup) => {
    const open = !isOpen(group)
    if (group.key === here) setVisit({ here, isFolded: !open })
    choose({ ...chosen, [group.key]: open })
  }
  return { isOpen, toggle }
}
