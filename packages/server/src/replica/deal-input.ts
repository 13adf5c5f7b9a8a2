import { type DealColumns, DORMANT, EXIT_CODES, IMPORTED, NO_AMOUNT, NO_DAY, NO_PROBABILITY } from '@sluice/core/funnel/columns'
import type { Belonging, DealInput, StayInput, VersionInput } from '@sluice/core/funnel/columns-builder'
import { readId } from '@sluice/core/funnel/deal-ids'
import type { StayExit } from '@sluice/core/funnel/journey'
import { dateOfDay } from '@sluice/core/funnel/zone-days'

/** One deal of columns in words: what another set of columns, with codes of its own, takes it in by. */
export function dealInput(columns: DealColumns, row: number): DealInput {
  const { deal, stay, version, dictionaries, stages } = columns
  const text = (name: keyof typeof dictionaries, code: number | undefined) => dictionaries[name].values[code ?? 0] ?? null
  const instant = (at: number | undefined) => (at === undefined || at === Infinity ? null : at)
  const stays: StayInput[] = []
  for (let s = deal.stayFrom[row] as number, end = s + (deal.stayCount[row] as number); s < end; s++) {
    const known = columns.known.get(s)
    stays.push({
      stageId: stages[stay.stage[s] as number]?.id ?? '', enteredAt: stay.enteredAt[s] as number, leftAt: instant(stay.leftAt[s]),
      exit: stay.exit[s] === 0 ? null : (EXIT_CODES[stay.exit[s] as number] as StayExit), lossReasonId: text('lossReason', stay.lossReason[s]),
      imported: ((stay.flags[s] as number) & IMPORTED) !== 0, riskFrom: columns.riskFrom.get(s) ?? null,
      ...(known !== undefined && { enteredKnownAt: known.entered, leftKnownAt: known.left }),
    })
  }
  const versions: VersionInput[] = []
  for (let v = deal.versionFrom[row] as number, end = v + (deal.versionCount[row] as number); v < end; v++) {
    const [flags, probability, day] = [version.flags[v] as number, version.probability[v] as number, version.expectedClose[v] as number]
    versions.push({
      knownFrom: version.knownFrom[v] as number, amountMinor: (flags & NO_AMOUNT) === 0 ? (version.amountMinor[v] as number) : null,
      currency: text('currency', version.currency[v]) ?? '', winProbability: probability === NO_PROBABILITY ? null : probability / 10_000,
      expectedCloseOn: day === NO_DAY ? null : dateOfDay(day), closedAt: instant(version.closedAt[v]), isDormant: (flags & DORMANT) !== 0,
      ...belonging(version.owner[v], version.team[v], version.source[v]),
    })
  }
  return {
    id: readId(deal.id, row), createdAt: deal.createdAt[row] as number, cameByTransfer: deal.cameByTransfer[row] === 1, stays, versions,
    atEntry: belonging(deal.entryOwner[row], deal.entryTeam[row], deal.entrySource[row]),
  }

  function belonging(owner: number | undefined, team: number | undefined, source: number | undefined): Belonging {
    return { ownerId: text('owner', owner), teamId: text('team', team), sourceId: text('source', source) }
  }
}
