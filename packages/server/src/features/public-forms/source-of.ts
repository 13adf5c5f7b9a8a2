/** A function as a script that runs it. Comments and indentation go: it is read by browsers only. It must name nothing outside itself. */
export function sourceOf(run: () => void): string {
  const text = run.toString().replace(/^\s*\/\/.*$/gm, '').replace(/\n\s+/g, '\n').replace(/[ \t]+$/gm, '').replace(/\n+/g, '\n')
  return `(${text})()`
}
