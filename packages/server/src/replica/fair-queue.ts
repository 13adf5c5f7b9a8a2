interface Task {
  lane: string
  run(): Promise<void>
}

/** How much runs at once: in all, and of one organisation. */
interface Limits {
  together: number
  each: number
}

/**
 * Work of many organisations, one turn each: whoever asks a hundred questions waits for others after each of them. Tasks of
 * one lane run one after the other, in their order.
 */
export function fairQueue({ together, each }: Limits) {
  /** By organisation, in the order of their turns. */
  const waiting = new Map<string, Task[]>()
  const running = new Map<string, number>()
  const lanes = new Set<string>()
  let count = 0

  const next = (): { org: string; task: Task } | null => {
    for (const [org, tasks] of waiting) {
      if ((running.get(org) ?? 0) >= each) continue
      const at = tasks.findIndex((task) => !lanes.has(task.lane))
      const task = tasks[at]
      if (task === undefined) continue
      tasks.splice(at, 1)
      waiting.delete(org)
      if (tasks.length > 0) waiting.set(org, tasks)
      return { org, task }
    }
    return null
  }
  const pump = () => {
    while (count < together) {
      const turn = next()
      if (turn === null) return
      const { org, task } = turn
      count++
      running.set(org, (running.get(org) ?? 0) + 1)
      lanes.add(task.lane)
      void task.run().finally(() => {
        count--
        const left = (running.get(org) ?? 1) - 1
        if (left === 0) running.delete(org)
        else running.set(org, left)
        lanes.delete(task.lane)
        // Messages that came meanwhile are taken in before the next turn.
        setImmediate(pump)
      })
    }
  }
  return {
    /** Waits for its turn and runs. */
    add<T>(org: string, lane: string, work: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        const tasks = waiting.get(org) ?? []
        tasks.push({ lane, run: () => work().then(resolve, reject) })
        waiting.set(org, tasks)
        pump()
      })
    },
    /** Lanes in which something runs now. */
    isBusy: (lane: string) => lanes.has(lane),
  }
}
