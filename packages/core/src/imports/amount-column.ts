import { parseAmount } from '../lib/money.ts'

/** What a whole column says about how its amounts are written. */
export interface AmountVerdict {
  filled: number
  /** Cells that are an amount with one mark or the other. */
  readable: number
  /** The decimal mark, or null when the column can be read both ways with different sums: ask. */
  decimal: '.' | ',' | null
  currencies: string[]
}

export interface AmountColumn {
  observe: (cell: string) => void
  verdict: () => AmountVerdict
}

/** Reads a column of amounts cell by cell, in constant memory: `1.234,50` and `1,234.50` are told apart by all cells together. */
export function amountColumn(currency: string): AmountColumn {
  let filled = 0
  let readable = 0
  const fits = { '.': 0, ',': 0 }
  const currencies = new Set<string>()

  return {
    observe(cell) {
      if (cell === '' || cell.trim() === '') return
      filled++
      const dot = parseAmount(cell, { currency, decimal: '.' })
      const marked = /[.,]/.test(cell.normalize('NFKC'))
      const comma = marked ? parseAmount(cell, { currency, decimal: ',' }) : dot
      const either = dot.ok ? dot : comma
      if (!either.ok) return
      readable++
      if (either.named && currencies.size < 20) currencies.add(either.currency)
      // Money is not written finer than its minor unit: 1.234 with a decimal dot is no likely amount, 1,234 with a comma neither.
      if (dot.ok && !dot.rounded) fits['.']++
      if (comma.ok && !comma.rounded) fits[',']++
    },
    verdict() {
      let decimal: '.' | ',' | null = '.'
      if (fits[','] > fits['.']) decimal = ','
      else if (fits[','] === fits['.'] && fits['.'] < readable) decimal = null
      return { filled, readable, decimal, currencies: [...currencies] }
    },
  }
}
