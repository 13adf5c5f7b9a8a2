import { DORMANT, IMPORTED, LATE, NO_DAY, NO_PROBABILITY, NO_STAGE, TRUNCATED } from './columns.ts'
import { DAY_MINUTES, type Facts, MINUTE_MS, MOST_MINUTES } from './facts.ts'
import { LEFT, LOST, lookAt, lookFor, type Look, OPEN, stayExit, stayLeftAt, versionAtClose, WON } from './look.ts'
import type { MedianList } from './median-list.ts'
import type { Model } from './model.ts'
import type { NumberList } from './number-lists.ts'
import { isCandidate, passesAtEntry, passesInVersion } from './selection.ts'
import { CAUSE_BITS } from './sweep.ts'
import type { Closing, Money, Tally } from './counts.ts'
import { DAY_MS } from './zone-days.ts'

/** What to do with each deal that is in the selection at some moment. */
export type Listing = { facts: Facts; use: (facts: Facts, look: Look) => void }

/**
 * The one pass over the deals of a question. For each it works out its facts: with a tally it adds them up, with a listing it
 * tells them, so that a number and its deals cannot part. `step` > 1 takes a sample, every so many rows.
 */
export function pass(model: Model, tally: Tally | null, listing: Listing | null, step = 1): void {
  passRows(model, tally, listing, null, model.columns.size, step)
}

/** The same over some rows only: the first `count` of `rows`. */
export function passRows(model: Model, tally: Tally | null, listing: Listing | null, rows: Uint32Array | null, count: number, step = 1): void {
  const { columns, windows } = model
  const stages = columns.stages.length
  const windowFrom = Float64Array.from(windows, (window) => window.from ?? -Infinity)
  const scratch: Scratch = {
    look: lookFor(stages), dwellTime: new Float64Array(stages), windowFrom,
    windowTo: Float64Array.from(windows, (window) => window.to ?? Infinity), earliestWindow: Math.min(...windowFrom),
    dwellExits: listing?.facts.dwellExits ?? new Uint8Array(stages), dwellFrom: listing?.facts.dwellFrom ?? new Float64Array(stages),
    inWindow: listing?.facts.inWindow ?? new Uint8Array(windows.length),
  }
  // By blocks, so that the engine has the loop compiled after the first question and need not replace it on the run.
  for (let first = 0; first < count; first += BLOCK * step) passBlock(model, model.asOf, tally, listing, scratch, rows, first, Math.min(count, first + BLOCK * step), step)
}

const BLOCK = 2048
const CAUSES = 1 << CAUSE_BITS

type Scratch = {
  look: Look
  dwellTime: Float64Array
  dwellExits: Uint8Array
  dwellFrom: Float64Array
  windowFrom: Float64Array
  windowTo: Float64Array
  earliestWindow: number
  inWindow: Uint8Array
}

/**
 * Here is what "member", "converted", "dwell" and the like mean. It is one long function on purpose, and pushes onto lists by
 * hand: split into small ones it takes three times as long, for what each has to load again and for the numbers that are put
 * in boxes to be handed over.
 */
function passBlock(model: Model, boxedAsOf: number, tally: Tally | null, listing: Listing | null, scratch: Scratch, rows: Uint32Array | null, first: number, end: number, step: number): void {
  const { columns, passes, from, to, isLinear, byStage, skipImported, workDays, closingFrom, closingTo, currencyCode, qualifiedFrom, dayOffset } = model
  // The parameter is handed on as it is; what is reckoned with is a plain number of this function, or each would be put in a box.
  const asOf = boxedAsOf * 1
  const { look, dwellTime, dwellExits, dwellFrom, windowFrom, windowTo, earliestWindow, inWindow } = scratch
  const { stage, enteredAt, leftAt, exit, flags } = columns.stay
  const { expectedClose, flags: versionFlags, probability } = columns.version
  const { alive } = columns.deal
  const { isPartial } = passes
  const stages = columns.stages.length
  const lastStage = stages - 1
  const isLatest = model.dwellStay === 'latest'
  const isWork = workDays !== null
  const ripe = asOf - model.matureDays * DAY_MS
  const windowCount = windowFrom.length
  const reasons = columns.dictionaries.lossReason.values.length
  const peculiar = LATE | TRUNCATED | (skipImported ? IMPORTED : 0)
  const { touchedAt, reachedAt } = look
  const enteredStageAt = isLinear ? reachedAt : touchedAt

  for (let i = first; i < end; i += step) {
    const row = rows === null ? i : (rows[i] as number)
    if (alive[row] === 0 || !isCandidate(columns, row, passes) || !lookAt(columns, row, boxedAsOf, look)) continue
    const { standing, touched, furthest, entryAt, createdAt, closedAt, version, current } = look

    let inEntry = true
    let inClose = true
    let inStanding = true
    if (isPartial) {
      inEntry = passesAtEntry(columns, row, passes)
      inStanding = passesInVersion(columns, version, passes)
      inClose = inStanding
      // Open deals have no closing; the velocity counts them beside the closed ones, by where they belong now.
      if (standing === WON || standing === LOST) {
        const v = versionAtClose(columns, look)
        inClose = v >= 0 && passesInVersion(columns, v, passes)
      }
      if (!inEntry && !inClose && !inStanding) continue
    }

    let isCohort = false
    let isCreated = false
    let members = 0
    let converted = 0
    let mature = 0
    let endsAt = -1
    let been = 0
    let reentered = 0
    let regressed = 0
    let entries = 0
    let arrived = 0
    let waiting = 0
    let dwelt = 0
    let isWatched = false
    let outcomeMinutes = 0
    let outcomeFrom = -1

    if (inEntry) {
      isCohort = entryAt >= from && entryAt < to
      isCreated = createdAt >= from && createdAt < to

      // Members of a step: of all stages that the deal entered under the rule those that the question follows.
      const reached = isLinear ? (furthest < stages ? (2 << furthest) - 1 : (1 << stages) - 1) : touched
      if (!byStage) members = isCohort ? reached : 0
      else {
        for (let rest = reached; rest !== 0; rest &= rest - 1) {
          const k = 31 - Math.clz32(rest & -rest)
          const at = enteredStageAt[k] as number
          if (at >= from && at < to) members |= 1 << k
        }
      }
      if (members !== 0) {
        converted = members & (isLinear ? (1 << furthest) - 1 : (touched >>> 1) | (standing === WON ? 1 << lastStage : 0))
        if (furthest < stages && (members & (1 << furthest)) !== 0) endsAt = furthest
        mature = members
        for (let rest = members; rest !== 0; ) {
          const k = 31 - Math.clz32(rest)
          rest ^= 1 << k
          if ((enteredStageAt[k] as number) > ripe) mature ^= 1 << k
          // With linear fill the stages before were entered no later.
          else if (isLinear) break
        }
        been = members & touched
      }

      // What needs each stay: setbacks, entries in the period, dwell. Only stages really been in count, no linear fill.
      reentered = been & look.again
      const stayEnd = look.stayEnd
      let found = 0
      if (look.again === 0 && (look.flags & peculiar) === 0 && !isWork) {
        // Most deals: each stage once, recorded as it happened. The same as below without what never occurs.
        for (let s = look.stayFrom; s < stayEnd; s++) {
          const k = stage[s] as number
          if (k === NO_STAGE) continue
          const bit = 1 << k
          const entered = enteredAt[s] as number
          if (entered >= from && entered < to) entries |= bit
          let until = leftAt[s] as number
          let how = exit[s] as number
          const isLast = s + 1 === stayEnd
          if (until > asOf) {
            until = isLast ? asOf : (enteredAt[s + 1] as number)
            how = isLast ? 0 : (stage[s + 1] as number) >= k ? 1 : 2
          }
          if (how === 2 || (!isLast && (stage[s + 1] as number) < k)) regressed |= bit
          dwellExits[k] = how
          dwellFrom[k] = -1
          dwellTime[k] = until - entered
          if (until >= entered) found |= bit
        }
        regressed &= been
        found &= been
      } else {
        for (let s = look.stayFrom; s < stayEnd; s++) {
          const k = stage[s] as number
          if (k === NO_STAGE) continue
          const bit = 1 << k
          const entered = enteredAt[s] as number
          if (entered >= from && entered < to) entries |= bit
          if ((been & bit) === 0) continue
          const left = stayLeftAt(columns, look, s, boxedAsOf)
          const how = stayExit(columns, look, s, boxedAsOf)
          if (how === 2 || (s + 1 < stayEnd && (stage[s + 1] as number) < k)) regressed |= bit
          const until = Math.min(left, asOf)
          const flag = flags[s] as number
          if (until < entered || (skipImported && (flag & IMPORTED) !== 0)) continue
          const time = isWork ? workDays(entered, until) : until - entered
          dwellExits[k] = how
          if (isLatest || (found & bit) === 0) {
            found |= bit
            dwellTime[k] = time
            dwellFrom[k] = -1
            if ((flag & TRUNCATED) !== 0) {
              // Only the earliest of several stays can have begun before the deal was watched.
              const riskFrom = columns.riskFrom.get(s) ?? -1
              if (riskFrom > entered) dwellFrom[k] = minutes(isWork ? workDays(entered, riskFrom) : riskFrom - entered, isWork)
            }
          } else dwellTime[k] = (dwellTime[k] as number) + time
        }
      }
      for (let rest = been; rest !== 0; rest &= rest - 1) {
        const k = 31 - Math.clz32(rest & -rest)
        const bit = 1 << k
        if ((found & bit) !== 0) {
          const time = isWork ? minutes(dwellTime[k] as number, true) : Math.min(MOST_MINUTES, Math.floor((dwellTime[k] as number) / MINUTE_MS))
          const began = dwellFrom[k] as number
          if (began < time) {
            dwelt |= bit
            if (tally !== null) {
              const list = tally.dwell[k] as NumberList
              const n = list.length
              if (n === list.values.length) list.grow()
              list.values[n] = time * CAUSES + (dwellExits[k] as number)
              list.length = n + 1
              if (began >= 0) (tally.dwellFrom[k] as NumberList).push(began)
            } else if (listing !== null) listing.facts.dwellMinutes[k] = time
          }
        }
        // From the first entry into k to the first into k + 1; beyond the last stage there is only "won", which cannot be skipped.
        const at = (k < lastStage ? touchedAt[k + 1] : reachedAt[stages]) as number
        if (at === Infinity) {
          if (standing === OPEN) waiting |= bit
          continue
        }
        const span = at - (touchedAt[k] as number)
        if (span < 0) continue
        arrived |= bit
        if (tally !== null) {
          const list = tally.spans[k] as MedianList
          if (span < list.low) list.below++
          else if (span > list.high) list.above++
          else list.keep(span)
        }
      }
      if (standing === WON && closedAt >= from && closedAt < to) entries |= 1 << stages

      if (isCohort) {
        const endedAt = standing === OPEN ? asOf : look.endedAt
        outcomeMinutes = Math.min(MOST_MINUTES, Math.floor((endedAt - entryAt) / MINUTE_MS))
        if (((flags[look.stayFrom] as number) & TRUNCATED) !== 0) {
          const riskFrom = columns.riskFrom.get(look.stayFrom) ?? -1
          if (riskFrom > entryAt) outcomeFrom = minutes(riskFrom - entryAt, false)
        }
        isWatched = endedAt >= entryAt && outcomeFrom < outcomeMinutes
      }

      if (tally !== null) {
        if (isCreated) {
          tally.created++
          if (standing === WON) tally.createdWon++
          else if (standing === OPEN) tally.createdOpen++
        }
        if (isCohort) {
          const { cohort } = tally
          cohort[standing] = (cohort[standing] as number) + 1
          if (isWatched) {
            const list = tally.outcomes
            const n = list.length
            if (n === list.values.length) list.grow()
            list.values[n] = outcomeMinutes * CAUSES + standing
            list.length = n + 1
            if (outcomeFrom >= 0) tally.outcomesFrom.push(outcomeFrom)
          }
        }
        if (entries !== 0) tally.entries.add(entries)
        if (members !== 0) {
          tally.members.add(members)
          tally.converted.add(converted)
          tally.mature.add(mature)
          tally.matureConverted.add(mature & converted)
          tally.been.add(been)
          if (been !== members) {
            if (touched === 0) tally.unknown.add(members)
            else tally.skipped.add(members & ~touched)
          }
          if (reentered !== 0) tally.reentered.add(reentered)
          if (regressed !== 0) tally.regressed.add(regressed)
          if (waiting !== 0) tally.waiting.add(waiting)
          if (endsAt >= 0) {
            const { ends } = tally
            if (standing === OPEN) {
              ends.open[endsAt] = (ends.open[endsAt] as number) + 1
              if ((mature & (1 << endsAt)) !== 0) ends.matureOpen[endsAt] = (ends.matureOpen[endsAt] as number) + 1
            } else if (standing === LOST) {
              ends.lost[endsAt] = (ends.lost[endsAt] as number) + 1
              const at = endsAt * reasons + look.lossReason
              tally.losses[at] = (tally.losses[at] as number) + 1
            } else if (standing === LEFT) ends.left[endsAt] = (ends.left[endsAt] as number) + 1
          }
        }
      }
    }

    let isClosed = false
    let isInAnyWindow = false
    if (inClose) {
      if (tally !== null && createdAt < tally.firstCreatedAt) tally.firstCreatedAt = createdAt
      if (closedAt !== Infinity) {
        isClosed = closedAt >= from && closedAt < to
        if (closedAt >= earliestWindow) {
          for (let w = 0; w < windowCount; w++) {
            const isIn = closedAt >= (windowFrom[w] as number) && closedAt < (windowTo[w] as number)
            inWindow[w] = isIn ? 1 : 0
            if (!isIn) continue
            isInAnyWindow = true
            if (tally !== null) {
              tally.windowClosed[w] = (tally.windowClosed[w] as number) + 1
              if (standing === WON) tally.windowWon[w] = (tally.windowWon[w] as number) + 1
            }
          }
          if (isInAnyWindow && tally !== null) tally.inAnyWindow++
        }
        if (isClosed && tally !== null) {
          const isWon = standing === WON
          if (isWon) tally.won++
          else tally.lost++
          if (look.currency === currencyCode) {
            const to = isWon ? tally.wonMoney : tally.lostMoney
            const { amountMinor } = look
            to.n++
            to.sum += amountMinor
            to.squares += amountMinor * amountMinor
          }
          // A deal that closed before it was created is a mistake in the data.
          if (closedAt >= createdAt) {
            const days = dayOffset === null
              ? model.cycleDays(createdAt, closedAt)
              : Math.floor((closedAt + dayOffset) / DAY_MS) - Math.floor((createdAt + dayOffset) / DAY_MS)
            ;(isWon ? tally.wonCycle : tally.lostCycle).push(days)
          }
        }
      }
    }

    let isAwake = false
    let isDormant = false
    let isUndated = false
    let isClosing = false
    if (inStanding) {
      if (standing === OPEN) {
        isDormant = ((versionFlags[version] as number) & DORMANT) !== 0
        isAwake = !isDormant
        const day = expectedClose[version] as number
        isUndated = isAwake && day === NO_DAY
        // Overdue and undated deals lie in no bounded window: they are for the forecast to nag about, not to add up.
        const isExpected = (closingFrom === null && closingTo === null) || (day !== NO_DAY && (closingFrom === null || day >= closingFrom) && (closingTo === null || day < closingTo))
        isClosing = isAwake && isExpected && look.currency === currencyCode
      }
      if (tally !== null) {
        const { currencies } = tally
        currencies[look.currency] = (currencies[look.currency] as number) + 1
        if (isDormant) tally.dormant++
        if (isAwake) {
          tally.awake++
          if (isUndated) tally.undated++
          if (qualifiedFrom === 0 || current >= qualifiedFrom) tally.qualified++
          if (current >= 0) {
            tally.stock[current] = (tally.stock[current] as number) + 1
            if (look.currency === currencyCode) {
              const to = tally.stockMoney[current] as Money
              to.n++
              to.sum += look.amountMinor
            }
          }
          if (isClosing) addClosing(tally.closing[current < 0 ? stages : current] as Closing, look.amountMinor, probability[version] as number)
        }
      }
    }

    if (listing !== null) {
      const { facts } = listing
      facts.inEntry = inEntry
      facts.inClose = inClose
      facts.inStanding = inStanding
      facts.isCohort = isCohort
      facts.isCreated = isCreated
      facts.members = members
      facts.converted = converted
      facts.mature = mature
      facts.endsAt = endsAt
      facts.been = been
      facts.reentered = reentered
      facts.regressed = regressed
      facts.entries = entries
      facts.arrived = arrived
      facts.waiting = waiting
      facts.dwelt = dwelt
      facts.isWatched = isWatched
      facts.isClosed = isClosed
      facts.isInAnyWindow = isInAnyWindow
      facts.isAwake = isAwake
      facts.isDormant = isDormant
      facts.isUndated = isUndated
      facts.isClosing = isClosing
      listing.use(facts, look)
    }
  }
}

/** Whole minutes, rounded down; working time comes in days, whose fractions may miss a whole minute by an ulp. */
function minutes(time: number, isWork: boolean): number {
  return Math.min(MOST_MINUTES, Math.floor(isWork ? time * DAY_MINUTES + 1e-6 : time / MINUTE_MS))
}

function add(to: Money, amount: number): void {
  to.n++
  to.sum += amount
  to.squares += amount * amount
}

function addClosing(to: Closing, amount: number, p: number): void {
  if (p === NO_PROBABILITY) {
    add(to.byStage, amount)
    return
  }
  add(to.manual, amount)
  to.manualSums ??= new Float64Array(10_001)
  to.manualSums[p] = (to.manualSums[p] as number) + amount
}
